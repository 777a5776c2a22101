"""All figures, one figure, and its data."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gangmaker.actors.rules import is_region_admin, is_team
from gangmaker.core.csvtext import csv_text
from gangmaker.insight.figures import Indicator
from gangmaker.insight.indicators.labels import area_names
from gangmaker.insight.models import Publication
from gangmaker.insight.registry import indicator as by_key
from gangmaker.web.guards import ActorRequest, Found, Guard

from . import telling
from .counting import counted, told
from .periods import Asked, asked_for

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


indicator_known = Guard("anyone", lambda viewer, found: True, _find_indicator)
indicator_published = Guard(
    "region admin", lambda viewer, found: is_region_admin(viewer), _find_indicator
)


def figures(request: ActorRequest) -> HttpResponse:
    return _overview(request, asked_for(request.GET, at=timezone.now()), for_team=False)


def team_figures(request: ActorRequest) -> HttpResponse:
    """The same, with every group told apart."""
    return _overview(request, asked_for(request.GET, at=timezone.now()), for_team=True)


def _overview(request: ActorRequest, asked: Asked, *, for_team: bool) -> HttpResponse:
    towns = area_names()
    shown = [
        telling.show(
            one, counted(one, asked.scope, for_team=for_team), query=asked.query, towns=towns
        )
        for one in told(asked.scope)
    ]
    return render(
        request,
        "web/figures/figures.html",
        {
            "figures": shown,
            "filters": asked.form,
            "for_team": for_team,
            "may_see_more": is_team(request.actor) and not for_team,
            "query": asked.query,
            "published": Publication.objects.exists(),
        },
    )


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
    found, towns = counted(indicator, asked.scope), area_names()
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
