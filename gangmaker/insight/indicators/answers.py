"""Whether people were answered in time, and how long it took."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from fractions import Fraction

from django.db.models import Count, F, Q, QuerySet

from gangmaker.insight.figures import Found, Row, Scope
from gangmaker.trail.models import Promise, PromiseKind
from gangmaker.trail.queries.figures import median, working_days

from .scopes import area_is


def answered_in_time(scope: Scope) -> Found:
    """Of the answers that were due in the period, how many came on or before their day."""
    counted = _due(scope).values("item__kind").order_by()
    rows = counted.annotate(due=Count("pk"), kept=Count("pk", filter=Q(kept_on__lte=F("due_on"))))
    found = {row["item__kind"]: (row["kept"], row["due"]) for row in rows}
    kept = sum(kept for kept, _due_then in found.values())
    due = sum(due_then for _kept, due_then in found.values())
    return Found(
        value=Fraction(100 * kept, due) if due else None,
        rows=tuple(
            Row(kind, kept_then, of=due_then)
            for kind, (kept_then, due_then) in sorted(found.items(), key=lambda row: -row[1][1])
        ),
        known=due,
        total=due,
        inputs=lambda: _facts(_due(scope)),
    )


def days_until_answer(scope: Scope) -> Found:
    """The lower median of the working days between a contribution and its answer."""
    rows = _given(scope).values("item__kind", "made_on", "kept_on").annotate(count=Count("pk"))
    took: dict[str, Counter[int]] = defaultdict(Counter)
    for row in rows.order_by():
        took[row["item__kind"]][working_days(row["made_on"], row["kept_on"])] += row["count"]
    everything = sum(took.values(), Counter())
    middle = median(everything)
    total = everything.total()
    return Found(
        value=None if middle is None else Fraction(middle),
        rows=tuple(
            Row(kind, median(days), of=days.total())
            for kind, days in sorted(took.items(), key=lambda row: -row[1].total())
        ),
        known=total,
        total=total,
        inputs=lambda: _facts(_given(scope)),
    )


def _answers(scope: Scope) -> QuerySet[Promise]:
    return Promise.objects.filter(kind=PromiseKind.ANSWER).filter(area_is(scope, prefix="item__"))


def _due(scope: Scope) -> QuerySet[Promise]:
    """What was withdrawn before it was answered is not owed."""
    due = _answers(scope).filter(due_on__gte=scope.since, due_on__lt=scope.until)
    return due.filter(Q(kept_on__isnull=False) | Q(item__withdrawal=None))


def _given(scope: Scope) -> QuerySet[Promise]:
    return _answers(scope).filter(kept_on__gte=scope.since, kept_on__lt=scope.until)


def _facts(promises: QuerySet[Promise]) -> Iterable[tuple[object, ...]]:
    rows = promises.values_list("pk", "item__kind", "made_on", "due_on", "kept_on")
    return rows.iterator(chunk_size=2000)
