"""The yearly account of reports and decisions: a page and a table, counted when they are asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gangmaker.actors.models import Ground, LiftingReason, Measure
from gangmaker.core.csvtext import Cell, csv_text
from gangmaker.trail.models import ObjectionOutcome, ReportReason
from gangmaker.trail.queries.transparency import FEW, Transparency, transparency_of, years_known
from gangmaker.web.guards import ActorRequest

from .shapes import days_of


@dataclass(frozen=True)
class Table:
    """For ``components/table.html``."""

    caption: str
    columns: tuple[Mapping[str, object], ...]
    rows: tuple[tuple[object, ...], ...]


def transparency(
    request: ActorRequest, year: int | None = None, years: list[int] | None = None
) -> HttpResponse:
    """Of this year, when the address names none."""
    known = years or years_known(now=timezone.localtime())
    shown = year or known[0]
    account = transparency_of(shown)
    return render(
        request,
        "web/moderation/transparency.html",
        {
            "account": account,
            "year": shown,
            "years": known,
            "tables": _tables(account),
            "going_on": shown == timezone.localdate().year,
            "few": FEW,
        },
    )


def transparency_csv(request: ActorRequest, year: int, years: list[int]) -> HttpResponse:
    account = transparency_of(year)
    heading: list[Cell] = [_("what"), _("which"), _("number")]
    rows: list[list[Cell]] = [heading]
    for table in _tables(account):
        rows += [[table.caption, *_cells(row)] for row in table.rows]
    response = HttpResponse(csv_text(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="transparency-{year}.csv"'
    return response


def _cells(row: tuple[object, ...]) -> list[Cell]:
    return [value if isinstance(value, int) else str(value) for value in row]


def _tables(account: Transparency) -> list[Table]:
    number = _("Number")
    return [
        _table(_("Reports"), number, _reports(account)),
        _table(
            _("Reports by reason"),
            number,
            _by(ReportReason, account.reports_by_reason),
        ),
        _table(_("Decisions"), number, _decisions(account)),
        _table(_("Decisions by measure"), number, _by(Measure, account.measures)),
        _table(_("Decisions by ground"), number, _grounds(account)),
        _table(_("Decisions by measure and ground"), number, _crossed(account)),
        _table(_("Objections"), number, _objections(account)),
        _table(_("Restrictions that ended"), number, _by(LiftingReason, account.lifted_by)),
        _table(_("Automated means"), number, _automated(account)),
    ]


Rows = list[tuple[str, object]]


def _table(caption: str, number: str, rows: Rows) -> Table:
    columns = ({"label": _("What")}, {"label": number, "number": True})
    return Table(caption, columns, tuple(rows))


def _by(choices: Any, counts: Mapping[str, int]) -> Rows:
    """A row for each choice, also for those of which there were none."""
    return [(str(capfirst(each.label)), counts.get(each.value, 0)) for each in choices]


def _grounds(account: Transparency) -> Rows:
    """What was decided before the rules had numbers is told only where there is some."""
    now = [Ground.LEGAL, Ground.HOUSE]
    known = [*now, Ground.EARLIER] if Ground.EARLIER in account.grounds else now
    return _by(known, account.grounds)


def _reports(account: Transparency) -> Rows:
    return [
        (_("Received"), account.reports),
        (_("Still waiting"), account.reports_waiting),
        (_("Median time until the decision"), days_of(account.median_time) or "–"),
    ]


def _decisions(account: Transparency) -> Rows:
    return [
        (_("All"), account.decisions),
        (_("Nothing against the law or the house rules"), account.no_breach),
        (_("Without a report, by a moderator herself"), account.decisions_unasked),
        (_("For a limited time"), account.timed),
        (_("Suspensions"), account.suspensions),
    ]


def _crossed(account: Transparency) -> Rows:
    return [
        (f"{_label(Measure, measure)}: {_label(Ground, ground)}", _not_few(total))
        for (measure, ground), total in sorted(account.taken_for.items())
    ]


def _label(choices: Any, value: str) -> str:
    return str(capfirst(choices(value).label))


def _not_few(total: int) -> object:
    return total if total >= FEW else _("1 to %(most)s") % {"most": FEW - 1}


def _objections(account: Transparency) -> Rows:
    waiting = account.objections_by_outcome.get("", 0)
    return [
        (_("Received"), account.objections),
        *_by(ObjectionOutcome, account.objections_by_outcome),
        (_("Still waiting"), waiting),
        (_("Median time until the decision"), days_of(account.objections_median_time) or "–"),
    ]


def _automated(account: Transparency) -> Rows:
    return [(_("Decisions by a machine"), account.automated)]
