"""All figures, one figure, and its data."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gangmaker.actors.rules import is_region_admin, is_team
from gangmaker.core.csvtext import csv_text
from gangmaker.insight.figures import Indicator
from gangmaker.insight.indicators.labels import area_names
from gangmaker.insight.models import Publication
from gangmaker.insight.registry import TEAM_INDICATORS
from gangmaker.insight.registry import for_team as team_key
from gangmaker.insight.registry import indicator as by_key
from gangmaker.web.guards import ActorRequest, Found, Guard

from . import desk, telling
from .counting import Counted, counted, told
from .periods import Asked, asked_for
from .shapes import FigureShown

MOST_PUBLISHED = 50
HEAD = (
    "figure",
    "version",
    "since",
    "until",
    "area",
    "group",
    "label",
    "value",
    "of",
    "known",
    "total",
    "computed_at",
)
"""The columns of the data; ``until`` is the first day that is not counted."""


def _find_indicator(request: ActorRequest, named: Mapping[str, str]) -> Found:
    found = by_key(named["key"])
    if found is None:
        raise Http404
    return {"indicator": found}


def _find_for_team(request: ActorRequest, named: Mapping[str, str]) -> Found:
    found = team_key(named["key"])
    if found is None:
        raise Http404
    return {"indicator": found}


indicator_known = Guard("anyone", lambda viewer, found: True, _find_indicator)
indicator_published = Guard(
    "region admin", lambda viewer, found: is_region_admin(viewer), _find_indicator
)

indicator_of_team = Guard("team", lambda viewer, found: is_team(viewer), _find_for_team)


def figures(request: ActorRequest) -> HttpResponse:
    return _overview(request, asked_for(request.GET, at=timezone.now()), for_team=False)


def team_figures(request: ActorRequest) -> HttpResponse:
    """What the team looks after; then the same as for everybody, with every group told apart."""
    return _overview(request, asked_for(request.GET, at=timezone.now()), for_team=True)


def _overview(request: ActorRequest, asked: Asked, *, for_team: bool) -> HttpResponse:
    towns = area_names()
    shown = [
        telling.show(
            one,
            counted(one, asked.scope, for_team=for_team),
            query=asked.query,
            towns=towns,
            for_team=for_team,
        )
        for one in told(asked.scope)
    ]
    return render(
        request,
        "web/figures/figures.html",
        {
            "figures": shown,
            "deeper": _deeper(request, asked) if for_team else [],
            "filters": asked.form,
            "for_team": for_team,
            "may_see_more": is_team(request.actor) and not for_team,
            "query": asked.query,
            "published": Publication.objects.exists(),
        },
    )


def _deeper(request: ActorRequest, asked: Asked) -> list[FigureShown]:
    """The figures that only the team reads."""
    wanted = told(asked.scope, of=TEAM_INDICATORS)
    found = {one.key: counted(one, asked.scope, for_team=True) for one in wanted}
    known = desk.known_in(found, viewer=request.actor)
    return [
        replace(
            telling.show(
                desk.in_words(one, known),
                found[one.key],
                query=asked.query,
                towns={},
                for_team=True,
            ),
            named=desk.named(one, found[one.key].rows, known),
        )
        for one in wanted
    ]


def figure(request: ActorRequest, indicator: Indicator) -> HttpResponse:
    asked = asked_for(request.GET, at=timezone.now())
    towns = area_names()
    published = Publication.objects.filter(indicator=indicator.key).select_related("corrected_by")
    return render(
        request,
        "web/figures/one.html",
        {
            "figure": telling.show(
                indicator, counted(indicator, asked.scope), query=asked.query, towns=towns
            ),
            "filters": asked.form,
            "published": [
                telling.show_publication(one, indicator=indicator, towns=towns)
                for one in published.order_by("-at", "-pk")[:MOST_PUBLISHED]
            ],
            "may_publish": is_region_admin(request.actor),
            "asked": asked,
        },
    )


def figure_csv(request: ActorRequest, indicator: Indicator) -> HttpResponse:
    """The figure and its groups, with everything that says what they are."""
    asked = asked_for(request.GET, at=timezone.now())
    return _csv(indicator, counted(indicator, asked.scope))


def team_figure_csv(request: ActorRequest, indicator: Indicator) -> HttpResponse:
    """The same with every group, and what only the team reads."""
    asked = asked_for(request.GET, at=timezone.now())
    found = counted(indicator, asked.scope, for_team=True)
    known = desk.known_in({indicator.key: found}, viewer=request.actor)
    return _csv(desk.in_words(indicator, known), found)


def _csv(indicator: Indicator, found: Counted) -> HttpResponse:
    towns = area_names()
    shared = (indicator.key, indicator.version, str(found.since), str(found.until), found.area)
    tail = (found.known, found.total, found.computed_at.isoformat(timespec="seconds"))
    value = telling.data_of(found.value, indicator.unit)
    rows: list[tuple[str | int | None, ...]] = [
        HEAD,
        (*shared, "", str(indicator.name), value, None, *tail),
    ]
    for row in found.rows:
        words = telling.label(indicator, row.key, towns=towns)
        count = "<5" if row.count is None else row.count
        rows.append((*shared, row.key, words, count, row.of, *tail))
    response = HttpResponse(csv_text(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{indicator.key}.csv"'
    return response
