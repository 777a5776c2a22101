"""How the region answers, in figures."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.trail.models import PromiseTerm
from gangmaker.trail.operations import DEFAULT_WORKING_DAYS
from gangmaker.trail.queries import KindFigures
from gangmaker.web import quantities
from gangmaker.web.guards import ActorRequest

from . import figures
from .rows import kind_of
from .shapes import Column


def answers(request: ActorRequest) -> HttpResponse:
    """The figures of the region, for everybody the same."""
    found = figures.figures(at=timezone.now())
    terms = dict(PromiseTerm.objects.values_list("kind", "working_days"))
    return render(
        request,
        "web/items/answers.html",
        {
            "stats": figures.stats(found),
            "counted": figures.counted(found),
            "since": found.since,
            "until": found.until,
            "columns": _columns(),
            "rows": [_row(kind, terms) for kind in found.kinds],
        },
    )


def _columns() -> list[Column]:
    return [
        Column(_("Kind"), number=False),
        Column(_("Promised within")),
        Column(_("Promised")),
        Column(_("In time")),
        Column(_("Half within")),
        Column(_("Wait now")),
        Column(_("Waits longest")),
    ]


def _row(found: KindFigures, terms: dict[str, int]) -> list[str]:
    term = terms.get(found.kind, DEFAULT_WORKING_DAYS)
    percent = found.percent_in_time
    return [
        kind_of(found.kind),
        _working_days(term),
        quantities.number(found.due),
        "–" if percent is None else f"{percent}{quantities.percent_sign()}",
        "–" if found.median_days is None else _working_days(found.median_days),
        quantities.number(found.waiting),
        "–" if found.longest_days is None else _days(found.longest_days),
    ]


def _working_days(days: int) -> str:
    return ngettext("%(days)s working day", "%(days)s working days", days) % {"days": days}


def _days(days: int) -> str:
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
