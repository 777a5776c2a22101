"""What was reported, decided and objected to in one year: counted from the rows, each time anew."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_low
from typing import Any, Final

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    Min,
    OuterRef,
    QuerySet,
    When,
)
from django.utils import timezone

from gangmaker.actors.models import Lifting, Measure, Statement
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
    first = min((timezone.localtime(moment) for moment in firsts if moment), default=now)
    return list(range(now.year, min(first.year, now.year) - 1, -1))


def transparency_of(year: int) -> Transparency:
    """Reports count in the year in which they came, the rest in that of the decision.

    Six queries, however much there was.
    """
    here = timezone.get_current_timezone()
    since, until = (datetime(each, 1, 1, tzinfo=here) for each in (year, year + 1))
    of_year = {"at__gte": since, "at__lt": until}
    reports = _counted(
        Report.objects.filter(**of_year).annotate(waits=_none("decision")), "reason", "waits"
    )
    reported = Exists(Report.objects.filter(decision=OuterRef("pk"))) | Exists(
        Objection.objects.filter(against=OuterRef("pk"))
    )
    decided = ReportDecision.objects.filter(**of_year)
    decisions = _counted(decided.annotate(asked=reported), "outcome", "asked")
    stated = Statement.objects.filter(**of_year).annotate(endless=_none("until"))
    statements = _counted(stated, "measure", "ground", "endless", "automated")
    objections = list(
        Objection.objects.filter(**of_year).values_list("outcome", "at", "decided_at")
    )
    measures = _summed(statements, 0)
    return Transparency(
        year=year,
        reports=sum(reports.values()),
        reports_by_reason=_summed(reports, 0),
        reports_waiting=_summed(reports, 1).get(True, 0),
        median_time=_median(_times(decided.filter(reports__isnull=False))),
        decisions=sum(decisions.values()),
        decisions_unasked=_summed(decisions, 1).get(False, 0),
        no_breach=_summed(decisions, 0).get(ReportOutcome.NO_BREACH, 0),
        measures=measures,
        grounds=_summed(statements, 1),
        taken_for=_summed(statements, slice(0, 2)),
        suspensions=measures.get(Measure.SUSPENDED, 0),
        timed=_summed(statements, 2).get(False, 0),
        objections=len(objections),
        objections_by_outcome=Counter(outcome for outcome, _at, _decided in objections),
        objections_median_time=_median(
            decided - at for _outcome, at, decided in objections if decided is not None
        ),
        lifted_by=_summed(_counted(Lifting.objects.filter(**of_year), "why"), 0),
        automated=_summed(statements, 3).get(True, 0),
    )


def _none(column: str) -> Case:
    """Whether nothing stands there."""
    return Case(When(**{column: None}, then=True), default=False, output_field=BooleanField())


def _counted(rows: QuerySet[Any], *columns: str) -> dict[tuple[Any, ...], int]:
    """How many rows there are of each combination."""
    counted = rows.order_by().values_list(*columns).annotate(total=Count("pk"))
    return {tuple(values): total for *values, total in counted}


def _summed(counts: Mapping[tuple[Any, ...], int], place: int | slice) -> dict[Any, int]:
    """The same by fewer columns."""
    sums: Counter[Any] = Counter()
    for values, total in counts.items():
        sums[values[place]] += total
    return dict(sums)


def _times(decided: QuerySet[ReportDecision]) -> list[timedelta]:
    return [later - earlier for earlier, later in decided.values_list("reports__at", "at")]


def _median(times: Iterable[timedelta]) -> timedelta | None:
    """The middle one, of an even number the lower of the two; None without any."""
    known = list(times)
    return median_low(known) if known else None
