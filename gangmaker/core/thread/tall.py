"""The thread from top to bottom: lines on the left, words on the right."""

from collections.abc import Sequence
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
LANE = 18.0
SWAY = 13.0
LANES = 5
"""More side threads than fit share the last lane; words never lose their room to lines."""

_Run = tuple[int, int, int]
"""From the row of the source to the row of the target, in which lane."""


def layout(stations: Sequence[Station], edges: Sequence[Edge], *, width: float) -> Layout:
    minor = minor_ids(edges)
    rows = {station.id: row for row, station in enumerate(stations)}
    lanes = [1 if station.id in minor else 0 for station in stations]
    runs = _runs([(rows[edge.source], rows[edge.target]) for edge in edges], lanes)
    used = 1 + max([*lanes, *(lane for _source, _target, lane in runs)], default=0)
    sways = used == 1
    text_x = LEFT + (SWAY if sways else LANE * (used - 1)) + 24
    wordings = [words(station, width=width - text_x) for station in stations]
    points = _points(lanes, wordings, sways=sways)
    return Layout(
        width,
        points[-1][1] + wordings[-1].height if stations else 0,
        tuple(
            Placed(
                station,
                *point,
                radius(minor=station.id in minor),
                station.id in minor,
                wording.at(text_x, point[1] - 12),
            )
            for station, point, wording in zip(stations, points, wordings, strict=True)
        ),
        tuple(Line(_curves(run, points), edge.thin) for edge, run in zip(edges, runs, strict=True)),
    )


def _points(lanes: Sequence[int], wordings: Sequence[Words], *, sways: bool) -> list[Point]:
    points = []
    y = 14.0
    for row, (lane, wording) in enumerate(zip(lanes, wordings, strict=True)):
        x = LEFT + (SWAY * (row % 2) if sways else LANE * lane)
        points.append((x, y))
        y += max(wording.height, 24) + 22
    return points


def _runs(spans: Sequence[tuple[int, int]], lanes: Sequence[int]) -> list[_Run]:
    """Give each span the first lane that is free of knots and of strangers in between."""
    runs: list[_Run] = []
    for source, target in spans:
        knots = set(lanes[source + 1 : target])
        taken = {
            lane
            for start, end, lane in runs
            if start < target and source < end and source != start and target != end
            if end - start > 1
        }
        free = (lane for lane in range(LANES - 1) if lane not in knots | taken)
        direct = target == source + 1
        runs.append((source, target, lanes[target] if direct else next(free, LANES - 1)))
    return runs


def _curves(run: _Run, points: Sequence[Point]) -> tuple[Curve, ...]:
    source, target, lane = run
    if target == source + 1:
        return (_down(points[source], points[target]),)
    x = LEFT + LANE * lane
    between = [(x, points[row][1]) for row in range(source + 1, target)]
    return tuple(_down(*pair) for pair in pairwise([points[source], *between, points[target]]))


def _down(start: Point, end: Point) -> Curve:
    middle = (start[1] + end[1]) / 2
    return (start, (start[0], middle), (end[0], middle), end)
