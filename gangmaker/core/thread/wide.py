"""The thread from left to right, as a wave: stations in columns, lines in rows.

A column holds what is equally far from the beginning. Words of the top row stand above it and
those of the bottom row below it, where no line comes. Words in between hang under their own row;
there the line runs straight on until it has passed them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gangmaker.core.thread.label import Words, words
from gangmaker.core.thread.shapes import (
    Curve,
    Edge,
    Layout,
    Line,
    Placed,
    Point,
    Station,
    minor_ids,
    radius,
)

LEFT = 12.0
LAST = 200.0
"""Room for the words of the last column."""
WAVE = 64.0
WIDEST_PITCH, NARROWEST_LABEL = 340.0, 128.0
WIDEST_LABEL, WIDEST_BETWEEN = 250.0, 200.0
MOST_ROWS = 8
ABOVE, BELOW, APART = 18.0, 16.0, 24.0
ENTRY, BEND = 16.0, 48.0
"""A line is level so far before a column with words in between; it needs so much to change row."""

_Slot = str | tuple[str, str, int]
"""A station's id, or the passage of an edge through a column on its way to a later one."""


@dataclass(frozen=True)
class _Grid:
    columns: tuple[tuple[_Slot, ...], ...]
    row_of: Mapping[_Slot, int]
    rows: int


def layout(stations: Sequence[Station], edges: Sequence[Edge], *, width: float) -> Layout | None:
    """None when there is no room to read it."""
    grid = _grid(stations, edges)
    if not stations or grid.rows > MOST_ROWS:
        return None
    xs = _xs(len(grid.columns), width)
    room = _room(grid, xs, width)
    if min(room.values()) < NARROWEST_LABEL:
        return None
    by_id = {station.id: station for station in stations}
    wordings = {
        name: words(by_id[name], width=min(free, WIDEST_LABEL)) for name, free in room.items()
    }
    return _drawn(stations, edges, grid, xs, wordings, width)


def _grid(stations: Sequence[Station], edges: Sequence[Edge]) -> _Grid:
    depth = _depths(stations, edges)
    columns: dict[int, list[_Slot]] = defaultdict(list)
    for station in stations:
        columns[depth[station.id]].append(station.id)
    for edge in edges:
        for column in range(depth[edge.source] + 1, depth[edge.target]):
            columns[column].append((edge.source, edge.target, column))
    ordered = [columns[column] for column in sorted(columns)]
    rows = max((len(slots) for slots in ordered), default=0)
    if rows == 1 and len(ordered) > 1:
        rows = 2
    before = _neighbours_before(edges, depth)
    row_of: dict[_Slot, int] = {}
    for column, slots in enumerate(ordered):
        slots.sort(key=lambda slot: _mean([row_of[name] for name in before[slot]]))
        first = (rows - len(slots) + column % 2) // 2
        row_of |= {slot: first + index for index, slot in enumerate(slots)}
    return _Grid(tuple(map(tuple, ordered)), row_of, rows)


def _depths(stations: Sequence[Station], edges: Sequence[Edge]) -> dict[str, int]:
    """How many steps from the beginning; what has no past stands right before its first future."""
    depth = {station.id: 0 for station in stations}
    for station in stations:
        for edge in edges:
            if edge.target == station.id:
                depth[station.id] = max(depth[station.id], depth[edge.source] + 1)
    late = {edge.target for edge in edges}
    for station in stations:
        futures = [depth[edge.target] for edge in edges if edge.source == station.id]
        if station.id not in late and futures:
            depth[station.id] = min(futures) - 1
    kept = {value: index for index, value in enumerate(sorted(set(depth.values())))}
    return {name: kept[value] for name, value in depth.items()}


def _neighbours_before(
    edges: Sequence[Edge], depth: Mapping[str, int]
) -> defaultdict[_Slot, list[_Slot]]:
    before: defaultdict[_Slot, list[_Slot]] = defaultdict(list)
    for edge in edges:
        for earlier, later in pairwise(_way(edge, depth)):
            before[later].append(earlier)
    return before


def _way(edge: Edge, depth: Mapping[str, int]) -> list[_Slot]:
    between = range(depth[edge.source] + 1, depth[edge.target])
    passages: list[_Slot] = [(edge.source, edge.target, column) for column in between]
    return [edge.source, *passages, edge.target]


def _mean(values: Sequence[int]) -> float:
    return sum(values) / len(values) if values else 0.0


def _xs(columns: int, width: float) -> list[float]:
    if columns == 1:
        return [LEFT]
    pitch = min((width - LEFT - LAST) / (columns - 1), WIDEST_PITCH)
    return [LEFT + pitch * column for column in range(columns)]


def _room(grid: _Grid, xs: Sequence[float], width: float) -> dict[str, float]:
    """How wide the words of each station may be, from the left of its knot."""
    room: dict[str, float] = {}
    next_in_strip: dict[int, float] = {}
    for column in reversed(range(len(grid.columns))):
        x = xs[column]
        for slot in grid.columns[column]:
            row = grid.row_of[slot]
            if not isinstance(slot, str):
                continue
            if _is_between(row, grid.rows):
                following = xs[column + 1] - ENTRY - BEND if column + 1 < len(xs) else width
                room[slot] = min(following - x + 9, WIDEST_BETWEEN)
            else:
                room[slot] = next_in_strip.get(row, width + APART) - APART - x + 9
                next_in_strip[row] = x - 9
    return room


def _is_between(row: int, rows: int) -> bool:
    return 0 < row < rows - 1


def _drawn(
    stations: Sequence[Station],
    edges: Sequence[Edge],
    grid: _Grid,
    xs: Sequence[float],
    wordings: Mapping[str, Words],
    width: float,
) -> Layout:
    heights: dict[int, float] = defaultdict(float)
    for name, wording in wordings.items():
        row = grid.row_of[name]
        heights[row] = max(heights[row], wording.height)
    ys = _ys(grid.rows, heights)
    at: dict[_Slot, Point] = {
        slot: (xs[column], ys[grid.row_of[slot]])
        for column, slots in enumerate(grid.columns)
        for slot in slots
    }
    reach = _reach(grid, wordings)
    depth = {name: xs.index(point[0]) for name, point in at.items() if isinstance(name, str)}
    minor = minor_ids(edges)
    return Layout(
        width,
        ys[-1] + BELOW + (heights[grid.rows - 1] or radius(minor=False)),
        tuple(_placed(station, at, wordings, grid, minor) for station in stations),
        tuple(
            Line(
                _curves([at[slot] for slot in _way(edge, depth)], depth[edge.source], reach),
                edge.thin,
            )
            for edge in edges
        ),
    )


def _ys(rows: int, heights: Mapping[int, float]) -> list[float]:
    top = heights.get(0, 0.0) + ABOVE if rows > 1 else radius(minor=False) + 3
    ys = [max(top, radius(minor=False) + 3)]
    for row in range(rows - 1):
        words_below = heights.get(row, 0.0) if _is_between(row, rows) else 0.0
        ys.append(ys[-1] + (max(BELOW + words_below + ABOVE, WAVE) if words_below else WAVE))
    return ys


def _placed(
    station: Station,
    at: Mapping[_Slot, Point],
    wordings: Mapping[str, Words],
    grid: _Grid,
    minor: frozenset[str],
) -> Placed:
    x, y = at[station.id]
    wording = wordings[station.id]
    stands_above = grid.rows > 1 and grid.row_of[station.id] == 0
    top = y - ABOVE - wording.height if stands_above else y + BELOW
    is_minor = station.id in minor
    return Placed(station, x, y, radius(minor=is_minor), is_minor, wording.at(x - 9, top))


def _reach(grid: _Grid, wordings: Mapping[str, Words]) -> list[float]:
    """Per column: how far right its words in between go, or 0 when it has none."""
    return [
        max(
            (
                wordings[slot].width
                for slot in slots
                if isinstance(slot, str) and _is_between(grid.row_of[slot], grid.rows)
            ),
            default=0.0,
        )
        for slots in grid.columns
    ]


def _curves(points: Sequence[Point], first: int, reach: Sequence[float]) -> tuple[Curve, ...]:
    curves: list[Curve] = []
    for step, (start, end) in enumerate(pairwise(points)):
        column = first + step
        leave = (start[0] + reach[column], start[1]) if reach[column] else start
        arrive = (end[0] - ENTRY, end[1]) if reach[column + 1] else end
        curves += [
            _level(*pair)
            for pair in ((start, leave), (leave, arrive), (arrive, end))
            if pair[0] != pair[1]
        ]
    return tuple(curves)


def _level(start: Point, end: Point) -> Curve:
    """Level at both ends, so that one curve runs into the next without a corner."""
    middle = (start[0] + end[0]) / 2
    return (start, (middle, start[1]), (middle, end[1]), end)
