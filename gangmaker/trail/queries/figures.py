"""How the region answers: figures with their definition, counted for all kinds of items at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import Count, F, Min, Q, Window
from django.db.models.functions import RowNumber, TruncMonth
from django.utils import timezone

from gangmaker.core.workdays import working_days_between
from gangmaker.trail.models import Item, ItemAudience, ItemKind, Promise, PromiseKind
from gangmaker.trail.models.promises import PromiseQuerySet

PERIOD = timedelta(days=365)
CONTRIBUTED = (ItemKind.IDEA, ItemKind.OFFER)

working_days = lru_cache(maxsize=8192)(working_days_between)


@dataclass(frozen=True)
class KindFigures:
    """The figures of one kind of item; ``kind`` is empty for all together.

    ``due``: answers whose promised day lies in the period; ``in_time``: those that came on or
    before that day. ``median_days``: of the answers given in the period, the working days between
    the question and the answer (half of them took that or less). ``waiting``: without an
    answer now; ``longest_days``: calendar days that the oldest of those waits.
    """

    kind: str
    due: int = 0
    in_time: int = 0
    median_days: int | None = None
    waiting: int = 0
    longest_days: int | None = None

    @property
    def percent_in_time(self) -> int | None:
        """Rounded down, so that 100 means all of them."""
        return self.in_time * 100 // self.due if self.due else None


@dataclass(frozen=True)
class MonthFigures:
    """Of the answers promised for a month, as far as it lies in the period: how many in time."""

    month: date
    due: int
    in_time: int


@dataclass(frozen=True)
class LongestWaiting:
    """Of one kind the item that waits the longest for its answer. Who brought it is not in it."""

    item: int
    kind: str
    made_on: date
    due_on: date


@dataclass(frozen=True)
class AnswerFigures:
    """Counted at one moment, over the 365 days before that day (the day itself is not over)."""

    computed_at: datetime
    since: date
    until: date
    total: KindFigures
    kinds: tuple[KindFigures, ...]
    contributions_this_year: int
    months: tuple[MonthFigures, ...]
    longest: tuple[LongestWaiting, ...]


def answer_figures(*, at: datetime) -> AnswerFigures:
    """Six queries, however many promises. Withdrawn items are left out of what waits only."""
    today = timezone.localdate(at)
    since = today - PERIOD
    due = _due(since, today)
    took = _took(since, today)
    waiting = _waiting()
    kinds = tuple(
        _figures(kind, [kind], due=due, took=took, waiting=waiting, today=today)
        for kind in ItemKind.values
        if kind in due or kind in took or kind in waiting
    )
    return AnswerFigures(
        computed_at=at,
        since=since,
        until=today,
        total=_figures("", ItemKind.values, due=due, took=took, waiting=waiting, today=today),
        kinds=kinds,
        contributions_this_year=_contributions(today.year, at=at),
        months=_months(since, today),
        longest=_longest(),
    )


Due = dict[str, tuple[int, int]]
Took = dict[str, dict[int, int]]
Waiting = dict[str, tuple[int, date]]


def _promised(since: date, until: date) -> PromiseQuerySet:
    """Answers promised for the period; what was withdrawn before it was answered is left out."""
    due = Promise.objects.filter(kind=PromiseKind.ANSWER, due_on__gte=since, due_on__lt=until)
    return due.filter(Q(kept_on__isnull=False) | Q(item__withdrawal=None))


IN_TIME = Q(kept_on__lte=F("due_on"))


def _due(since: date, until: date) -> Due:
    rows = (
        _promised(since, until)
        .values("item__kind")
        .annotate(due=Count("pk"), in_time=Count("pk", filter=IN_TIME))
        .order_by()
    )
    return {row["item__kind"]: (row["due"], row["in_time"]) for row in rows}


def _months(since: date, until: date) -> tuple[MonthFigures, ...]:
    rows = (
        _promised(since, until)
        .annotate(month=TruncMonth("due_on"))
        .values("month")
        .annotate(due=Count("pk"), in_time=Count("pk", filter=IN_TIME))
        .order_by("month")
    )
    return tuple(MonthFigures(row["month"], row["due"], row["in_time"]) for row in rows)


def _longest() -> tuple[LongestWaiting, ...]:
    place = Window(RowNumber(), partition_by="item__kind", order_by=["made_on", "pk"])
    waiting = Promise.objects.waiting().filter(kind=PromiseKind.ANSWER).annotate(place=place)
    rows = waiting.filter(place=1).order_by("made_on", "pk")
    return tuple(
        LongestWaiting(*row) for row in rows.values_list("item", "item__kind", "made_on", "due_on")
    )


def _took(since: date, until: date) -> Took:
    """How many answers took how many working days; counted by pair of days, so a short list."""
    rows = (
        Promise.objects.filter(kind=PromiseKind.ANSWER, kept_on__gte=since, kept_on__lt=until)
        .values("item__kind", "made_on", "kept_on")
        .annotate(count=Count("pk"))
        .order_by()
    )
    took: Took = defaultdict(lambda: defaultdict(int))
    for row in rows:
        took[row["item__kind"]][working_days(row["made_on"], row["kept_on"])] += row["count"]
    return took


def _waiting() -> Waiting:
    rows = (
        Promise.objects.waiting()
        .filter(kind=PromiseKind.ANSWER)
        .values("item__kind")
        .annotate(count=Count("pk"), oldest=Min("made_on"))
        .order_by()
    )
    return {row["item__kind"]: (row["count"], row["oldest"]) for row in rows}


def _figures(
    name: str, kinds: Iterable[str], *, due: Due, took: Took, waiting: Waiting, today: date
) -> KindFigures:
    kinds = list(kinds)
    days: dict[int, int] = defaultdict(int)
    for kind in kinds:
        for length, count in took.get(kind, {}).items():
            days[length] += count
    oldest = [waiting[kind][1] for kind in kinds if kind in waiting]
    return KindFigures(
        kind=name,
        due=sum(due[kind][0] for kind in kinds if kind in due),
        in_time=sum(due[kind][1] for kind in kinds if kind in due),
        median_days=median(days),
        waiting=sum(waiting[kind][0] for kind in kinds if kind in waiting),
        longest_days=(today - min(oldest)).days if oldest else None,
    )


def median(counts: dict[int, int]) -> int | None:
    """The lower median of values that occur so many times; nothing of nothing."""
    middle = (sum(counts.values()) + 1) // 2
    seen = 0
    for value in sorted(counts):
        seen += counts[value]
        if seen >= middle:
            return value
    return None


def _contributions(year: int, *, at: datetime) -> int:
    """Ideas and offers that were confirmed and shown this year, to whatever audience."""
    new_year = timezone.make_aware(datetime(year, 1, 1))  # noqa: DTZ001 (made aware here)
    return Item.objects.filter(
        kind__in=CONTRIBUTED,
        audience__in=ItemAudience.values,
        published_at__gte=new_year,
        published_at__lte=at,
    ).count()
