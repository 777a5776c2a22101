"""Task-assignment letters: which one covers some days, and where they come to too much work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

WHOLE = 100
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Letter:
    """A part of somebody's work, in whole percent; the last day is one of its days."""

    id: int
    percentage: int
    starts_on: date
    ends_on: date


def covering(letters: Iterable[Letter], *, since: date, until: date) -> Letter | None:
    """The letter that holds all these days; of several the one with most, then the first made.

    Two letters that hold a part of the days each cover none of them: their parts may differ.
    """
    fit = [one for one in letters if one.starts_on <= since and until <= one.ends_on]
    return min(fit, key=lambda one: (-one.percentage, one.id), default=None)


def is_within(letter: Letter, *, amount: int, whole_pay: int) -> bool:
    """Whether ``amount`` is at most the letter's part of the pay."""
    return amount * WHOLE <= letter.percentage * whole_pay


@dataclass(frozen=True, slots=True)
class TooMuch:
    """A month in which letters come to more than all the work there is."""

    month: date
    percentage: int


def too_much(letters: Iterable[Letter]) -> list[TooMuch]:
    """The months in which one person's letters hold more than 100 % on some day, with the most.

    Counted by the day: a letter that follows another within a month is not added to it.
    """
    every = list(letters)
    most: dict[date, int] = {}
    for since, until, percentage in _stretches(every):
        if percentage > WHOLE:
            for month in _months(since, until):
                most[month] = max(most.get(month, 0), percentage)
    return [TooMuch(month, most[month]) for month in sorted(most)]


def _stretches(letters: Sequence[Letter]) -> Iterable[tuple[date, date, int]]:
    """Days in a row on which the same letters hold, with what these come to."""
    starts = {one.starts_on for one in letters} | {one.ends_on + DAY for one in letters}
    edges = sorted(starts)
    for since, following in pairwise(edges):
        held = [one.percentage for one in letters if one.starts_on <= since <= one.ends_on]
        yield since, following - DAY, sum(held)


def _months(since: date, until: date) -> Iterable[date]:
    month = since.replace(day=1)
    while month <= until:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)
