"""Whether something that is measured is on its way from a baseline to a target."""

from collections.abc import Sequence
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


@dataclass(frozen=True)
class CoursePlot:
    """A course in a box of ``WIDTH`` by ``HEIGHT``, time to the right and the target's side up.

    ``aim`` is the straight line; ``path`` joins what was measured; ``dots`` are those points;
    ``today`` is where today is, or None outside the years of the aim.
    """

    aim: tuple[int, int, int, int]
    path: str
    dots: tuple[tuple[int, int], ...]
    today: int | None


WIDTH, HEIGHT = 600, 120


def plot(aim: Aim, points: Sequence[tuple[date, Decimal]], *, today: date) -> CoursePlot:
    """Where the line and the points lie. Points outside the years of the aim stay at its edges.

    A target below the baseline is drawn upwards as well: up is always where the region wants to go.
    """
    days = (aim.target_on - aim.baseline_on).days
    shares = [share_reached(aim, value) for _on, value in points]
    low = min([Fraction(0), *shares])
    high = max([Fraction(1), *shares])

    def across(on: date) -> int:
        passed = min(max((on - aim.baseline_on).days, 0), days)
        return round(Fraction(WIDTH * passed, days))

    def up(share: Fraction) -> int:
        return round(HEIGHT - HEIGHT * (share - low) / (high - low))

    dots = tuple(
        (across(on), up(share)) for (on, _value), share in zip(points, shares, strict=True)
    )
    return CoursePlot(
        aim=(0, up(Fraction(0)), WIDTH, up(Fraction(1))),
        path=" ".join(f"{'L' if number else 'M'}{x} {y}" for number, (x, y) in enumerate(dots)),
        dots=dots,
        today=across(today) if aim.baseline_on <= today <= aim.target_on else None,
    )
