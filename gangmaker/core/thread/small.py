"""A trail without words, in whatever room there is: for pictures that only say its shape."""

from collections.abc import Sequence
from itertools import pairwise

from gangmaker.core.thread.columns import columns_of
from gangmaker.core.thread.lanes import Slot, lanes_of
from gangmaker.core.thread.shapes import (
    Edge,
    Label,
    Layout,
    Line,
    Placed,
    Point,
    Station,
    minor_ids,
    sound_edges,
)

ROW = 56.0


def small(
    stations: Sequence[Station],
    edges: Sequence[Edge],
    *,
    width: float,
    height: float,
    radius: float,
) -> Layout:
    """Columns at equal distances; a single thread goes up and down as a wave."""
    sound = sound_edges(stations, edges)
    columns = columns_of(stations, sound)
    lanes = lanes_of(columns, sound)
    used = sorted({row for rows in lanes.rows for row in rows.values()})
    pitch = (width - 4 * radius) / max(len(columns) - 1, 1)
    apart = min(ROW, (height - 4 * radius) / max(len(used) - 1, 1))

    def at(column: int, slot: Slot) -> Point:
        row = column % 2 if len(used) == 1 else used.index(lanes.rows[column][slot])
        rows = min(2, len(columns)) if len(used) == 1 else len(used)
        middle = height / 2 + (row - (rows - 1) / 2) * apart
        return 2 * radius + pitch * column, middle

    minor = minor_ids(sound)
    placed = tuple(
        Placed(
            station,
            *at(lanes.column_of[station.id], (station.id, False)),
            radius * (0.65 if station.id in minor else 1),
            station.id in minor,
            Label(0, 0, 0, 0, ()),
        )
        for station in stations
    )
    lines = []
    for edge in sorted(sound, key=lambda edge: not edge.thin):
        first = lanes.column_of[edge.source]
        points = [at(first + step, slot) for step, slot in enumerate(lanes.way(edge))]
        lines.append(Line(tuple(_bend(*pair) for pair in pairwise(points)), edge.thin))
    return Layout(width, height, placed, tuple(lines))


def _bend(start: Point, end: Point) -> tuple[Point, Point, Point, Point]:
    middle = (start[0] + end[0]) / 2
    return (start, (middle, start[1]), (middle, end[1]), end)
