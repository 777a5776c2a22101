"""One band of the map: a stretch of columns, and how its rows and words share the room."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from gangmaker.core.thread.label import Words, words
from gangmaker.core.thread.lanes import Lanes, Slot
from gangmaker.core.thread.shapes import Label, Point, Station, radius

LEFT, ENTRANCE = 16.0, 34.0
"""Where the first column stands; so much further when threads come in from the band before."""
LAST = 200.0
"""Room for the words of the last column."""
WIDEST_PITCH = 340.0
WIDEST_LABEL, WIDEST_BETWEEN, NARROWEST_LABEL = 250.0, 200.0, 132.0
ABOVE, BELOW, APART = 18.0, 16.0, 24.0
ENTRY, BEND = 16.0, 44.0
"""A line is level so far before a column with words in between; it needs so much to change row."""
ZIGZAG, SPREAD, SWAY = 64.0, 46.0, 6.0
"""Between rows of a single thread; between rows without words; how far columns rise and sink."""
AXIS = 34.0
OUTDENT = 9.0
"""Words begin so far left of the middle of their knot."""


@dataclass(frozen=True)
class Span:
    """Columns ``[start, end)`` of a trail; ``entering``: the rows of threads from before."""

    start: int
    end: int
    width: float
    entering: tuple[int, ...]


@dataclass(frozen=True)
class Band:
    """``columns`` are those of the whole trail; ``lanes`` too."""

    span: Span
    columns: Sequence[Sequence[str]]
    lanes: Lanes
    stations: Mapping[str, Station]

    @property
    def length(self) -> int:
        return self.span.end - self.span.start

    @property
    def is_readable(self) -> bool:
        return min(self._room.values()) >= NARROWEST_LABEL

    def x(self, column: int) -> float:
        left = LEFT + (ENTRANCE if self.span.entering else 0)
        if self.length == 1:
            return left
        pitch = min((self.span.width - left - LAST) / (self.length - 1), WIDEST_PITCH)
        return left + pitch * (column - self.span.start)

    def y(self, column: int, row: int) -> float:
        """Two threads sway together; one goes up and down by itself, and more lie straight."""
        sways = self._lines == 2 and not self._is_single
        sway = (SWAY if column % 2 else -SWAY) if sways else 0.0
        return self._ys[self.line(column, row)] + sway

    @property
    def height(self) -> float:
        words_below = self._heights.get(self._lines - 1, 0.0)
        return self._ys[-1] + SWAY + BELOW + (words_below or radius(minor=False))

    @cached_property
    def has_axis(self) -> bool:
        return any(self.stations[name].month for name, _column, _row in self._standing)

    def reach(self, column: int, one: int, other: int) -> float:
        """How far right of its knots words of a column hang between two lines; 0 without any."""
        crossed = range(min(one, other), max(one, other))
        return max(
            (
                self._words[name].width
                for name, its_column, row in self._standing
                if its_column == column
                and self._is_between(self.line(column, row))
                and self.line(column, row) in crossed
            ),
            default=0.0,
        )

    def label(self, name: str) -> Label:
        wording = self._words[name]
        column = self.lanes.column_of[name]
        line = self.line(column, self.lanes.rows[column][name, False])
        stands_above = self._lines > 1 and line == 0
        level = self._ys[line]
        top = level - SWAY - ABOVE - wording.height if stands_above else level + SWAY + BELOW
        return wording.at(self.x(column) - OUTDENT, top)

    def point(self, column: int, slot: Slot) -> Point:
        return self.x(column), self.y(column, self.lanes.rows[column][slot])

    @cached_property
    def _standing(self) -> list[tuple[str, int, int]]:
        """Every station with its column and its row, by column."""
        return [
            (name, column, self.lanes.rows[column][name, False])
            for column in range(self.span.start, self.span.end)
            for name in self.columns[column]
        ]

    @cached_property
    def _used(self) -> list[int]:
        """The rows of the trail that this band needs, from above."""
        inside = {
            row
            for column in range(self.span.start, self.span.end)
            for row in self.lanes.rows[column].values()
        }
        return sorted(inside | set(self.span.entering))

    @cached_property
    def _is_single(self) -> bool:
        return len(self._used) == 1 and self.length > 1

    @cached_property
    def _lines(self) -> int:
        return 2 if self._is_single else len(self._used)

    def line(self, column: int, row: int) -> int:
        """Which line of the band, from above: a single thread goes up and down as a wave."""
        return column % 2 if self._is_single else self._used.index(row)

    def _is_between(self, line: int) -> bool:
        return 0 < line < self._lines - 1

    @cached_property
    def _room(self) -> dict[str, float]:
        """How wide the words of each station may be."""
        room: dict[str, float] = {}
        next_in_strip: dict[int, float] = {}
        for name, column, row in reversed(self._standing):
            x, line = self.x(column), self.line(column, row)
            if self._is_between(line):
                is_last = column + 1 == self.span.end
                end = self.span.width if is_last else self.x(column + 1) - ENTRY - BEND
                room[name] = min(end - x + OUTDENT, WIDEST_BETWEEN)
            else:
                end = next_in_strip.get(line, self.span.width + APART) - APART
                room[name] = min(end - x + OUTDENT, WIDEST_LABEL)
                next_in_strip[line] = x - OUTDENT
        return room

    @cached_property
    def _words(self) -> dict[str, Words]:
        return {name: words(self.stations[name], width=free) for name, free in self._room.items()}

    @cached_property
    def _heights(self) -> Mapping[int, float]:
        heights: dict[int, float] = defaultdict(float)
        for name, column, row in self._standing:
            line = self.line(column, row)
            heights[line] = max(heights[line], self._words[name].height)
        return heights

    @cached_property
    def _ys(self) -> list[float]:
        head = AXIS if self.has_axis else 0.0
        words_above = self._heights.get(0, 0.0) if self._lines > 1 else 0.0
        ys = [head + SWAY + (words_above + ABOVE if words_above else LEFT)]
        for line in range(self._lines - 1):
            words_below = self._heights.get(line, 0.0) if self._is_between(line) else 0.0
            apart = ZIGZAG if self._is_single else SPREAD
            if words_below:
                apart = max(BELOW + words_below + ABOVE + 2 * SWAY, apart)
            ys.append(ys[-1] + apart)
        return ys
