"""How the region answers, in figures: waiting in public."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.trail.models import Item, PromiseTerm
from gangmaker.trail.operations import DEFAULT_WORKING_DAYS
from gangmaker.trail.queries import KindFigures, told_in
from gangmaker.trail.queries.figures import LongestWaiting, MonthFigures
from gangmaker.web import quantities
from gangmaker.web.dates import short_day
from gangmaker.web.figures.shapes import Bar
from gangmaker.web.guards import ActorRequest

from . import figures
from .rows import current_language, item_url, kind_of
from .shapes import Column


def answers(request: ActorRequest) -> HttpResponse:
    """The figures of the region, for everybody the same."""
    now = timezone.now()
    found = figures.figures(at=now)
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
            "bars": _bars(found.months),
            "month_columns": [
                Column(_("Month"), number=False),
                Column(_("Promised")),
                Column(_("In time")),
                Column(_("Too late, or still not")),
            ],
            "month_rows": [_month(month) for month in found.months],
            "longest": _longest(found.longest, at=now),
        },
    )


def _bars(months: Sequence[MonthFigures]) -> list[Bar]:
    """A bar is what was promised for a month; the red part of it did not come in time."""
    most = max((month.due for month in months), default=1)
    return [
        Bar(
            label=date_format(month.month, "F Y"),
            value=f"{month.in_time * 100 // month.due}{quantities.percent_sign()}",
            percent=month.due * 100 // most,
            late=(month.due - month.in_time) * 100 // most,
        )
        for month in months
    ]


def _month(month: MonthFigures) -> list[str]:
    numbers = (month.due, month.in_time, month.due - month.in_time)
    return [date_format(month.month, "F Y"), *map(quantities.number, numbers)]


def _longest(found: Sequence[LongestWaiting], *, at: datetime) -> list[dict[str, object]]:
    """What waits the longest; by its title only where everybody may read it."""
    shown = Item.objects.visible_to(None, at=at).in_bulk([one.item for one in found])
    texts = told_in(shown.values(), current_language())
    today = timezone.localdate(at)
    return [
        {
            "kind": kind_of(one.kind),
            "title": texts[one.item].title if one.item in shown else "",
            "lang": texts[one.item].language if one.item in shown else "",
            "url": item_url(shown[one.item]) if one.item in shown else "",
            "days": _days((today - one.made_on).days),
            "late": one.due_on < today,
            "due_on": short_day(one.due_on),
        }
        for one in found
    ]


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
