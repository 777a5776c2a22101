"""The doors of the figures."""

from django.urls import URLPattern

from gangmaker.web.guards import guarded
from gangmaker.web.policies import anyone, team

from . import introductions, pages, publications

urlpatterns: list[URLPattern] = [
    guarded("figures/", pages.figures, anyone, name="figures", shared=True),
    guarded("figures/team/", pages.team_figures, team, name="team-figures"),
    guarded(
        "figures/team/<slug:key>/data.csv",
        pages.team_figure_csv,
        pages.indicator_of_team,
        name="team-figure-csv",
    ),
    guarded(
        "figures/introductions/",
        introductions.introductions,
        anyone,
        name="introduction-figures",
        shared=True,
    ),
    guarded(
        "figures/introductions/data.csv",
        introductions.introductions_csv,
        anyone,
        name="introduction-figures-csv",
    ),
    guarded("figures/published/", publications.publications, anyone, name="publications"),
    guarded(
        "figures/published/<int:publication>/",
        publications.publication,
        publications.publication_known,
        name="publication",
    ),
    guarded(
        "figures/published/<int:publication>/correction/",
        publications.correction,
        publications.publication_corrected,
        name="publication-correction",
        methods=("POST",),
    ),
    guarded("figures/<slug:key>/", pages.figure, pages.indicator_known, name="figure"),
    guarded(
        "figures/<slug:key>/data.csv", pages.figure_csv, pages.indicator_known, name="figure-csv"
    ),
    guarded(
        "figures/<slug:key>/publication/",
        publications.publish,
        pages.indicator_published,
        name="figure-publication",
        methods=("POST",),
    ),
]
