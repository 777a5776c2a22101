"""Whether something that is measured is on its way from a baseline to a target."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Aim:
    """From ``baseline`` on a day to ``target`` on a later day; more or less, either way."""

    baseline: Decimal
    baseline_on: date
    target: Decimal
    target_on: date


def expected(aim: Aim, *, on: date) -> Fraction:
    """Where the straight line from baseline to target is on a day; flat before and after it."""
    days = (aim.target_on - aim.baseline_on).days
    passed = min(max((on - aim.baseline_on).days, 0), days)
    way = Fraction(aim.target) - Fraction(aim.baseline)
    return Fraction(aim.baseline) + way * Fraction(passed, days)


def share_reached(aim: Aim, value: Decimal) -> Fraction:
    """How much of the way was gone: 0 at the baseline, 1 at the target, below 0 when it went back.

    A target that is the baseline is reached as long as nothing got worse.
    """
    way = Fraction(aim.target) - Fraction(aim.baseline)
    if not way:
        return Fraction(1)
    return (Fraction(value) - Fraction(aim.baseline)) / way


def is_behind(aim: Aim, value: Decimal, *, measured_on: date) -> bool:
    """Whether a measurement lies on the wrong side of the straight line on its own day."""
    line = expected(aim, on=measured_on)
    rising = aim.target >= aim.baseline
    return Fraction(value) < line if rising else Fraction(value) > line
