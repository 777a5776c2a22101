"""What the team brought together, and what came of it."""

from collections import Counter
from datetime import timedelta
from fractions import Fraction

from gangmaker.brokerage.models import Origin
from gangmaker.brokerage.queries.figures import again, brief_to_agreement
from gangmaker.brokerage.queries.followed import Followed, followed
from gangmaker.insight.figures import Found, Row, Scope


def _introduced(scope: Scope) -> list[Followed]:
    """Those of the period that are not encounters at the coffee machine."""
    return [
        each
        for each in followed(at=scope.at)
        if each.introduced and scope.since <= each.began_on < scope.until
    ]


def _agreed(scope: Scope) -> list[Followed]:
    """Those whose agreement, or project, came in the period, after the introduction."""
    last = scope.until - timedelta(days=1)
    return [
        each
        for each in followed(at=scope.at)
        if each.introduced and each.counts and each.together_on is not None
        if scope.since <= each.together_on <= last
    ]


def _facts(found: list[Followed]) -> list[tuple[object, ...]]:
    return [(each.id, each.began_on, each.together_on, each.told.claim) for each in found]


def made(scope: Scope) -> Found:
    """Introductions of which both know, by where they came from."""
    found = _introduced(scope)
    notified = [each for each in found if each.notified]
    origins = Counter(each.origin for each in notified)
    return Found(
        value=Fraction(len(notified)),
        rows=tuple(
            Row(f"from_{origin}", origins[origin])
            for origin in (Origin.BRIEF, Origin.BROKER)
            if origins[origin]
        ),
        known=len(notified),
        total=len(notified),
        inputs=lambda: _facts(notified),
        people=True,
    )


def agreed(scope: Scope) -> Found:
    """Of what may be counted: how many agreed until now. What came to nothing is not told apart,
    so that no figure betrays that somebody declined."""
    found = _introduced(scope)
    counted = [each for each in found if each.counts]
    together = sum(1 for each in counted if each.together_on is not None)
    return Found(
        value=Fraction(100 * together, len(counted)) if counted else None,
        rows=(Row("together", together), Row("not_together", len(counted) - together)),
        known=len(counted),
        total=len(found),
        inputs=lambda: _facts(found),
    )


def days_to_agreement(scope: Scope) -> Found:
    """The lower median of days from the approved brief to the agreement."""
    found = _agreed(scope)
    days = brief_to_agreement(found)
    return Found(
        value=None if days.median is None else Fraction(days.median),
        rows=(),
        known=days.known,
        total=len(found),
        inputs=lambda: [(each.id, each.approved_on, each.together_on) for each in found],
    )


def repeated(scope: Scope) -> Found:
    """Pairs that agreed in the period and until now began another project by themselves."""
    found = _agreed(scope)
    pairs = again(found)
    return Found(
        value=Fraction(pairs.count),
        rows=(Row("by_themselves", pairs.count), Row("once", pairs.of - pairs.count)),
        known=pairs.of,
        total=pairs.of,
        inputs=lambda: [(each.id, *each.told.again) for each in found],
        people=True,
    )
