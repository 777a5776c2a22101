"""How long it takes until something happens, when of some it is not known yet. Exact.

The estimator is of E. L. Kaplan and P. Meier, Nonparametric Estimation from Incomplete
Observations, Journal of the American Statistical Association 53 (1958), 457–481; its variance of
M. Greenwood, The Natural Duration of Cancer (1926); the interval is on the scale of log(−log S), so
that it stays between 0 and 1, as in J. D. Kalbfleisch and R. L. Prentice, The Statistical Analysis
of Failure Time Data (1980), which is also where ends that exclude each other are from, by O. Aalen
and S. Johansen, Scandinavian Journal of Statistics 5 (1978), 141–150.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import exp, log, sqrt
from statistics import NormalDist
from typing import Final

NINETY_FIVE: Final = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Case:
    """One that was followed for so many days; ``happened`` on the last of them, or not yet."""

    days: int
    happened: bool


@dataclass(frozen=True)
class Step:
    """A day on which it happened to somebody, or on which somebody was followed no further.

    ``at_risk``: those to whom it could still happen that day, with those of that day itself.
    ``survival``: of how many it has not happened by the end of that day. ``spread``: Greenwood's
    sum, or None when it happened to all who were left.
    """

    day: int
    at_risk: int
    events: int
    censored: int
    survival: Fraction
    spread: Fraction | None

    @property
    def share(self) -> Fraction:
        """To how many it happened by the end of that day."""
        return 1 - self.survival

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the share lies, at 95 %; nothing is known of it before the first event."""
        if not 0 < self.survival < 1 or self.spread is None:
            return None
        survival = float(self.survival)
        width = NINETY_FIVE * sqrt(self.spread) / -log(survival)
        return 1 - survival ** exp(-width), 1 - survival ** exp(width)


def kaplan_meier(cases: Iterable[Case]) -> tuple[Step, ...]:
    """One step for each day that occurs, in order. Of one day, what happened comes first."""
    survival, spread = Fraction(1), Fraction(0)
    found = []
    for day, at_risk, events, censored in _days(cases):
        survival *= Fraction(at_risk - events, at_risk)
        if survival:
            spread += Fraction(events, at_risk * (at_risk - events))
        told = spread if survival else None
        found.append(Step(day, at_risk, events, censored, survival, told))
    return tuple(found)


def _days(cases: Iterable[Case]) -> Iterator[tuple[int, int, int, int]]:
    """Each day with how many were at risk, to how many it happened, and who was last seen."""
    events: Counter[int] = Counter()
    censored: Counter[int] = Counter()
    for case in cases:
        if case.days < 0:
            raise ValueError("nobody is followed for less than no day")
        (events if case.happened else censored)[case.days] += 1
    left = events.total() + censored.total()
    for day in sorted(events.keys() | censored.keys()):
        yield day, left, events[day], censored[day]
        left -= events[day] + censored[day]


def as_of(steps: Sequence[Step], day: int) -> Step | None:
    """The last step on or before a day; None when there was none yet."""
    return max((step for step in steps if step.day <= day), key=lambda step: step.day, default=None)


@dataclass(frozen=True)
class Standing:
    """How all of them stand at the beginning of a day: these three make up the total."""

    day: int
    at_risk: int
    happened: int
    open: int
    """Not happened yet, and followed for fewer days than this."""


def standing(steps: Iterable[Step], day: int) -> Standing:
    """How many are still followed on a day, and why the others are not."""
    happened = open_ = at_risk = 0
    for step in steps:
        if step.day < day:
            happened += step.events
            open_ += step.censored
        else:
            at_risk += step.events + step.censored
    return Standing(day, at_risk, happened, open_)


class Outcome(StrEnum):
    HAPPENED = "happened"
    INSTEAD = "instead"
    """Something else ended it."""
    OPEN = "open"


@dataclass(frozen=True)
class Ended:
    """One that was followed for so many days, and how it was on the last of them."""

    days: int
    outcome: Outcome


@dataclass(frozen=True)
class Incidence:
    """Of how many it had happened by the end of a day, of how many something else had instead."""

    day: int
    happened: Fraction
    instead: Fraction

    @property
    def open(self) -> Fraction:
        return 1 - self.happened - self.instead


def incidence(cases: Iterable[Ended]) -> tuple[Incidence, ...]:
    """Aalen and Johansen's shares of two ends of which only one can come."""
    ends: dict[int, Counter[Outcome]] = {}
    for case in cases:
        ends.setdefault(case.days, Counter())[case.outcome] += 1
    left = sum(count.total() for count in ends.values())
    open_, happened, instead = Fraction(1), Fraction(0), Fraction(0)
    found = []
    for day, count in sorted(ends.items()):
        happened += open_ * Fraction(count[Outcome.HAPPENED], left)
        instead += open_ * Fraction(count[Outcome.INSTEAD], left)
        open_ = 1 - happened - instead
        left -= count.total()
        found.append(Incidence(day, happened, instead))
    return tuple(found)
