"""The threads of the map, from knot to knot, over the border of a band where they have to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gangmaker.core.thread.band import ENTRY, Band
from gangmaker.core.thread.lanes import Lanes, Slot
from gangmaker.core.thread.shapes import Curve, Edge, Line, Point

_Step = tuple[int, Slot, Slot]
"""From a slot of this column to one of the next."""


def lines_of(
    bands: Sequence[tuple[Band, float]], edges: Sequence[Edge], lanes: Lanes, *, width: float
) -> tuple[Line, ...]:
    """Each stretch once: where threads run together, the thick one is drawn."""
    loom = _Loom(bands, width)
    for edge in sorted(edges, key=lambda edge: edge.thin):
        column = lanes.column_of[edge.source]
        for step, (start, end) in enumerate(pairwise(lanes.way(edge))):
            loom.weave((column + step, start, end), thin=edge.thin)
        loom.cut(thin=edge.thin)
    return tuple(loom.lines)


@dataclass
class _Loom:
    bands: Sequence[tuple[Band, float]]
    width: float
    lines: list[Line] = field(default_factory=list)
    _done: set[_Step] = field(default_factory=set)
    _run: list[Curve] = field(default_factory=list)

    def weave(self, step: _Step, *, thin: bool) -> None:
        if step in self._done:
            self.cut(thin=thin)
            return
        self._done.add(step)
        column, start, end = step
        band, top = self._band_of(column)
        following, below = self._band_of(column + 1)
        if band is following:
            self._run += _across(band, top, step)
            return
        x, y = band.point(column, start)
        self._run.append(_level((x, top + y), (self.width, top + y)))
        self.cut(thin=thin)
        row = band.lanes.rows[column][start]
        self._run += _in(following, below, row, column + 1, end)

    def cut(self, *, thin: bool) -> None:
        """The thread ends here, or is drawn already where it goes on."""
        if self._run:
            self.lines.append(Line(tuple(self._run), thin))
            self._run = []

    def _band_of(self, column: int) -> tuple[Band, float]:
        return next(each for each in self.bands if column < each[0].span.end)


def _across(band: Band, top: float, step: _Step) -> list[Curve]:
    column, start, end = step
    x, y = band.point(column, start)
    coming = band.line(column, band.lanes.rows[column][start])
    going = band.line(column + 1, band.lanes.rows[column + 1][end])
    leave = (x + band.reach(column, coming, going), y)
    return _joined([(x, y), leave, *_arrival(band, column + 1, end, coming)], top)


def _in(band: Band, top: float, row: int, column: int, end: Slot) -> list[Curve]:
    """From the left edge, as high as the thread left the band before on the right."""
    entering = (0.0, band.y(column, row))
    return _joined([entering, *_arrival(band, column, end, band.line(column, row))], top)


def _arrival(band: Band, column: int, slot: Slot, coming: int) -> list[Point]:
    """Level before a column with words in its way, so that it passes through none of them."""
    x, y = band.point(column, slot)
    going = band.line(column, band.lanes.rows[column][slot])
    return [(x - ENTRY, y), (x, y)] if band.reach(column, coming, going) else [(x, y)]


def _joined(points: Sequence[Point], top: float) -> list[Curve]:
    lowered = [(x, top + y) for x, y in points]
    return [_level(*pair) for pair in pairwise(lowered) if pair[0] != pair[1]]


def _level(start: Point, end: Point) -> Curve:
    """Level at both ends, so that one curve runs into the next without a corner."""
    middle = (start[0] + end[0]) / 2
    return (start, (middle, start[1]), (middle, end[1]), end)
