"""What comes of introductions: the curve, by group, who is new to whom, and across sectors."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from itertools import product
from typing import Final, TypeVar

from django.utils import timezone

from gangmaker.core.brokerage.attribution import Claim
from gangmaker.core.brokerage.mixing import Mixing, mixing
from gangmaker.core.brokerage.survival import (
    Case,
    Ended,
    Incidence,
    Step,
    incidence,
    kaplan_meier,
)
from gangmaker.trail.queries.figures import median

from .followed import Followed, followed

Each = TypeVar("Each", Case, Ended)
UNKNOWN: Final = "unknown"
NO_GOAL: Final = "none"


class By(StrEnum):
    """How introductions are told apart. Only who may broker reads them by broker."""

    ORIGIN = "origin"
    GOAL = "goal"
    SECTORS = "sectors"
    BROKER = "broker"


@dataclass(frozen=True)
class Curve:
    """So many that were followed, how many of them work together, and how long it took.

    ``cases``: each number of days and whether it happened then, with how many there are.
    """

    key: str
    total: int
    together: int
    cases: tuple[tuple[Case, int], ...]

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Computed when it is asked: its exact fractions would be long to keep."""
        return kaplan_meier(case for case, count in self.cases for _each in range(count))


@dataclass(frozen=True)
class Part:
    """So many of so many."""

    count: int
    of: int


@dataclass(frozen=True)
class IntroductionFigures:
    """Of what began from ``since`` until the day before ``until``, as it is at ``at``.

    ``left_out``: they had agreed before, or it was written down afterwards. ``made``: by us, and
    both were notified. ``ended`` says also what came to nothing: for who may broker.
    """

    since: date
    until: date
    at: datetime
    whole: Curve
    ended: tuple[tuple[Ended, int], ...]
    groups: dict[By, tuple[Curve, ...]]
    made: int
    left_out: int
    mixing: Mixing
    mixing_together: Mixing
    first_time: Part
    again: Part
    days: "Days"

    @cached_property
    def ends(self) -> tuple[Incidence, ...]:
        return incidence(end for end, count in self.ended for _each in range(count))


@dataclass(frozen=True)
class Days:
    """From the approval of the brief until the agreement, of so many; half took that or less."""

    median: int | None
    known: int


def introduction_figures(*, since: date, until: date, at: datetime) -> IntroductionFigures:
    """Six queries, however many there are."""
    return summed_up(followed(at=at), since=since, until=until, at=at)


def summed_up(
    all_of_them: Iterable[Followed], *, since: date, until: date, at: datetime
) -> IntroductionFigures:
    on = timezone.localdate(at)
    of_period = [each for each in all_of_them if since <= each.began_on < until]
    counted = [each for each in of_period if each.counts]
    pairs = [each for each in of_period if each.introduced]
    together = [each for each in counted if each.together_on is not None]
    return IntroductionFigures(
        since=since,
        until=until,
        at=at,
        whole=_curve("", counted, on=on),
        ended=_counted(each.ended(on=on) for each in counted),
        groups={by: _grouped(counted, keys, on=on) for by, keys in KEYS.items()},
        made=sum(1 for each in pairs if each.notified),
        left_out=len(of_period) - len(counted),
        mixing=mixing_of(pairs),
        mixing_together=mixing_of(together),
        first_time=Part(sum(1 for each in pairs if each.told.first_time), len(pairs)),
        again=again(together),
        days=brief_to_agreement(together),
    )


def _curve(key: str, found: Sequence[Followed], *, on: date) -> Curve:
    return Curve(
        key=key,
        total=len(found),
        together=sum(1 for each in found if each.together_on is not None),
        cases=_counted(each.case(on=on) for each in found),
    )


def _counted(found: Iterable[Each]) -> tuple[tuple[Each, int], ...]:
    """Each with how often it occurs, the same in whatever order they came."""
    return tuple(sorted(Counter(found).items(), key=str))


def mixing_of(found: Iterable[Followed]) -> Mixing:
    """Each pair as often as it was brought together."""
    told = list(found)
    sectors = {
        actor: names for each in told for actor, names in zip(each.pair, each.sectors, strict=True)
    }
    return mixing((each.pair for each in told), sectors)


def again(together: Iterable[Followed]) -> Part:
    """Of the pairs that an introduction brought together: those that began more by themselves."""
    projects: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for each in together:
        if each.introduced and each.told.claim is Claim.OURS:
            projects[each.pair] |= set(each.told.again)
    return Part(sum(1 for later in projects.values() if later), len(projects))


def brief_to_agreement(together: Iterable[Followed]) -> Days:
    days = Counter(
        max((each.together_on - each.approved_on).days, 0)
        for each in together
        if each.together_on is not None and each.approved_on is not None
    )
    return Days(median(days), days.total())


# --- Groups -----------------------------------------------------------------------------------


def _grouped(
    found: Iterable[Followed], keys: Callable[[Followed], Iterable[str]], *, on: date
) -> tuple[Curve, ...]:
    """The largest first, of equal ones by key; what is unknown or none comes last."""
    groups: defaultdict[str, list[Followed]] = defaultdict(list)
    for each in found:
        for key in keys(each):
            groups[key].append(each)
    curves = [_curve(key, members, on=on) for key, members in groups.items()]
    return tuple(
        sorted(curves, key=lambda one: (one.key in (UNKNOWN, NO_GOAL), -one.total, one.key))
    )


def sector_pairs(each: Followed) -> set[str]:
    """``business+education``; who has two sectors counts in both, like in the other figures."""
    pairs = {"+".join(sorted(pair)) for pair in product(*each.sectors)}
    return pairs or {UNKNOWN}


def _goals(each: Followed) -> Iterable[str]:
    return [str(goal) for goal in each.goals] or [NO_GOAL]


KEYS: Final[dict[By, Callable[[Followed], Iterable[str]]]] = {
    By.ORIGIN: lambda each: [each.origin],
    By.GOAL: _goals,
    By.SECTORS: sector_pairs,
    By.BROKER: lambda each: [str(each.broker)],
}
