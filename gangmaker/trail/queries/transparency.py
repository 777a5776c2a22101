"""What was reported, decided and objected to in one year: counted from the rows, each time anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_low
from typing import Any, Final

from django.db.models import Count, F, Min, QuerySet
from django.utils import timezone

from gangmaker.actors.models import Lifting, Statement
from gangmaker.trail.models import Objection, Report, ReportDecision, ReportOutcome

FEW: Final = 5
"""Of what is counted by two things at once, fewer than this is not told: it may be somebody."""

Counts = Mapping[str, int]


@dataclass(frozen=True)
class Transparency:
    """One year. ``taken_for`` counts by measure and ground at once."""

    year: int
    reports: int
    reports_by_reason: Counts
    reports_waiting: int
    median_time: timedelta | None
    decisions: int
    decisions_unasked: int
    no_breach: int
    measures: Counts
    grounds: Counts
    taken_for: Mapping[tuple[str, str], int]
    suspensions: int
    timed: int
    objections: int
    objections_by_outcome: Counts
    objections_median_time: timedelta | None
    lifted_by: Counts
    automated: int

    @property
    def statements(self) -> int:
        return sum(self.measures.values())


def years_known(*, now: datetime) -> list[int]:
    """From the first report or statement until this year, the newest first."""
    firsts = [
        Report.objects.aggregate(first=Min("at"))["first"],
        Statement.objects.aggregate(first=Min("at"))["first"],
    ]
    first = min((moment for moment in firsts if moment), default=now)
    return list(range(now.year, min(first.year, now.year) - 1, -1))


def transparency_of(year: int) -> Transparency:
    """Reports count in the year in which they came, the rest in that of the decision."""
    since, until = (timezone.make_aware(datetime(each, 1, 1)) for each in (year, year + 1))
    reports = Report.objects.filter(at__gte=since, at__lt=until)
    decisions = ReportDecision.objects.filter(at__gte=since, at__lt=until)
    statements = Statement.objects.filter(at__gte=since, at__lt=until)
    objections = Objection.objects.filter(at__gte=since, at__lt=until)
    by_reason = _counts(reports, "reason")
    by_outcome = _counts(objections, "outcome")
    pairs = statements.values_list("measure", "ground").annotate(total=Count("pk")).order_by()
    taken_for = {(measure, ground): total for measure, ground, total in pairs}
    measures = _summed(taken_for, 0)
    unasked = decisions.filter(reports=None).count()
    outcomes = _counts(decisions, "outcome")
    return Transparency(
        year=year,
        reports=sum(by_reason.values()),
        reports_by_reason=by_reason,
        reports_waiting=reports.filter(decision=None).count(),
        median_time=_median(decisions.filter(reports__isnull=False), "reports__at", "at"),
        decisions=sum(outcomes.values()),
        decisions_unasked=unasked,
        no_breach=outcomes.get(ReportOutcome.NO_BREACH, 0),
        measures=measures,
        grounds=_summed(taken_for, 1),
        taken_for=taken_for,
        suspensions=measures.get("suspended", 0),
        timed=statements.filter(until__isnull=False).count(),
        objections=sum(by_outcome.values()),
        objections_by_outcome=by_outcome,
        objections_median_time=_median(
            objections.filter(decided_at__isnull=False), "at", "decided_at"
        ),
        lifted_by=_counts(Lifting.objects.filter(at__gte=since, at__lt=until), "why"),
        automated=statements.filter(automated=True).count(),
    )


def _counts(rows: QuerySet[Any], column: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(column).annotate(total=Count("pk")))


def _summed(pairs: Mapping[tuple[str, str], int], place: int) -> dict[str, int]:
    sums: dict[str, int] = {}
    for names, total in pairs.items():
        sums[names[place]] = sums.get(names[place], 0) + total
    return sums


def _median(rows: QuerySet[Any], begun: str, ended: str) -> timedelta | None:
    """The middle one, of an even number the lower of the two; None without any."""
    times = [later - earlier for earlier, later in rows.values_list(F(begun), F(ended))]
    return median_low(times) if times else None
