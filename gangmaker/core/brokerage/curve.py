"""A curve of shares in a box: a step line, with the band in which the truth lies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from .survival import Step

WIDTH: Final = 1000
HEIGHT: Final = 400
TOPS: Final = (Fraction(1, 4), Fraction(1, 2), Fraction(1))
TICKS: Final = 4


@dataclass(frozen=True)
class Axes:
    """``horizon``: the last day that is drawn. ``top``: the highest share that is drawn."""

    horizon: int
    top: Fraction

    @property
    def ticks(self) -> tuple[int, ...]:
        """Five days at equal distances, of which the first is 0."""
        return tuple(self.horizon * number // TICKS for number in range(TICKS + 1))


@dataclass(frozen=True)
class CurvePlot:
    """Paths in a box of ``WIDTH`` by ``HEIGHT``: days to the right, more of them up."""

    line: str
    band: str


def axes_for(curves: Iterable[Sequence[Step]], *, least: int = 1) -> Axes:
    """The same box for several curves: 120 days, 360 or 720, the first that holds two thirds of
    the longest; and a quarter, a half or the whole, the first that holds all that is drawn."""
    found = [step for steps in curves for step in steps if step.at_risk >= least]
    longest = max((step.day for step in found), default=0)
    horizon = next((days for days in (120, 360) if longest <= days * 3 // 2), 720)
    highest = max((_ceiling(step) for step in found if step.day <= horizon), default=0.0)
    return Axes(horizon, next(top for top in TOPS if highest <= top or top == 1))


def _ceiling(step: Step) -> float:
    return step.interval[1] if step.interval else float(step.share)


def plot(steps: Sequence[Step], axes: Axes, *, least: int = 1) -> CurvePlot:
    """The curve as far as ``least`` are at risk, and no further than the horizon."""
    drawn = [step for step in steps if step.day <= axes.horizon and step.at_risk >= least]
    if not drawn:
        return CurvePlot("", "")
    end = _across(_last(steps, axes, least), axes)
    line, lows, highs = [f"M0 {HEIGHT}"], [(0, HEIGHT)], [(0, HEIGHT)]
    for step in drawn:
        if not step.events:
            continue
        x = _across(step.day, axes)
        low, high = step.interval or (float(step.share), float(step.share))
        line.append(f"H{x}V{_up(float(step.share), axes)}")
        lows += [(x, lows[-1][1]), (x, _up(low, axes))]
        highs += [(x, highs[-1][1]), (x, _up(high, axes))]
    line.append(f"H{end}")
    around = [*highs, (end, highs[-1][1]), (end, lows[-1][1]), *reversed(lows)]
    return CurvePlot("".join(line), "M" + "L".join(f"{x} {y}" for x, y in around) + "Z")


def _last(steps: Sequence[Step], axes: Axes, least: int) -> int:
    """The last day on which ``least`` were at risk."""
    return min(axes.horizon, max(step.day for step in steps if step.at_risk >= least))


def _across(day: int, axes: Axes) -> int:
    return round(Fraction(WIDTH * min(day, axes.horizon), axes.horizon))


def _up(share: float, axes: Axes) -> int:
    return round(HEIGHT - HEIGHT * min(share / float(axes.top), 1.0))
