"""What hours and goods count for by one method: a sum, by form, and what could not be counted.

A value is never a property of what was given: it is what one method says of it. Cents are
whole; an amount is rounded once, for each entry, half a cent up. Money counts for itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

MONEY = "money"
TIME = "time"
MINUTES_IN_AN_HOUR = 60


class WithoutRate(StrEnum):
    """Why an entry has no value by a method."""

    FORM = "form"
    """The method has no rate for anything of this form."""
    LEVEL = "level"
    """It has, for the form, but only at another level."""
    DAY = "day"
    """It has, but for other days."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What was given, its corrections added in. Time in minutes, money in cents, else pieces."""

    id: int
    form: str
    level: str
    quantity: int
    on: date


@dataclass(frozen=True, slots=True)
class Rate:
    """Cents for an hour (time) or a piece, from a day until (not on) another.

    An empty ``level`` fits every level; a rate for the level itself goes before it.
    """

    id: int
    form: str
    level: str
    cents: int
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Valued:
    """What one entry counts for; ``rate`` is None for money."""

    entry: int
    form: str
    rate: int | None
    cents: int


@dataclass(frozen=True, slots=True)
class Unvalued:
    entry: int
    form: str
    why: WithoutRate


@dataclass(frozen=True, slots=True)
class Valuation:
    """``total`` is only of what has a rate; what has none is in ``without``, never zero."""

    total: int
    per_form: tuple[tuple[str, int], ...]
    valued: tuple[Valued, ...]
    without: tuple[Unvalued, ...]

    def of(self, *forms: str) -> int:
        """The sum in cents over some forms."""
        return sum(cents for form, cents in self.per_form if form in forms)


def value(entries: Iterable[Entry], rates: Sequence[Rate]) -> Valuation:
    """Value each entry by the rate of its form, level and day.

    Of two rates that fit, the one for the level itself wins, then the later one, then the
    lower id. So the order in which anything comes does not matter.
    """
    valued: list[Valued] = []
    without: list[Unvalued] = []
    for entry in sorted(entries, key=lambda entry: entry.id):
        found = _value_of(entry, rates)
        if isinstance(found, Valued):
            valued.append(found)
        else:
            without.append(found)
    sums: dict[str, int] = {}
    for one in valued:
        sums[one.form] = sums.get(one.form, 0) + one.cents
    return Valuation(
        total=sum(sums.values()),
        per_form=tuple(sorted(sums.items())),
        valued=tuple(valued),
        without=tuple(without),
    )


def _value_of(entry: Entry, rates: Sequence[Rate]) -> Valued | Unvalued:
    if entry.form == MONEY:
        return Valued(entry.id, entry.form, None, entry.quantity)
    rate = rate_for(entry, rates)
    if isinstance(rate, WithoutRate):
        return Unvalued(entry.id, entry.form, rate)
    return Valued(entry.id, entry.form, rate.id, cents_of(entry, rate))


def rate_for(entry: Entry, rates: Sequence[Rate]) -> Rate | WithoutRate:
    """The rate that an entry is valued by, or why there is none."""
    of_form = [rate for rate in rates if rate.form == entry.form]
    if not of_form:
        return WithoutRate.FORM
    of_level = [rate for rate in of_form if rate.level in ("", entry.level)]
    if not of_level:
        return WithoutRate.LEVEL
    on_the_day = [rate for rate in of_level if _holds(rate, entry.on)]
    if not on_the_day:
        return WithoutRate.DAY
    return min(
        on_the_day, key=lambda rate: (rate.level == "", -rate.valid_from.toordinal(), rate.id)
    )


def _holds(rate: Rate, day: date) -> bool:
    return rate.valid_from <= day and (rate.valid_until is None or day < rate.valid_until)


def cents_of(entry: Entry, rate: Rate) -> int:
    """Quantity times rate, rounded half a cent up."""
    amount = Fraction(entry.quantity * rate.cents)
    if entry.form == TIME:
        amount /= MINUTES_IN_AN_HOUR
    return half_up(amount)


def half_up(amount: Fraction) -> int:
    """The nearest whole; of two equally near the higher one."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def overlap(one: Rate, other: Rate) -> bool:
    """Whether two rates of one method would fit the same form, level and day."""
    if (one.form, one.level) != (other.form, other.level):
        return False
    starts_before_end = other.valid_until is None or one.valid_from < other.valid_until
    ends_after_start = one.valid_until is None or other.valid_from < one.valid_until
    return starts_before_end and ends_after_start
