"""The map of a trail: time runs from left to right, in bands beneath each other as in a score.

Words of the highest row of a band stand above it and those of the lowest row below it, where no
line comes. Words in between hang under their own row; there a line runs level until it has
passed them, and changes rows only in the gap before the next column.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from gangmaker.core.thread.band import OUTDENT, Band, Span
from gangmaker.core.thread.columns import columns_of
from gangmaker.core.thread.label import mark
from gangmaker.core.thread.lanes import Lanes, lanes_of
from gangmaker.core.thread.lines import lines_of
from gangmaker.core.thread.shapes import (
    Axis,
    Edge,
    Label,
    Layout,
    Placed,
    Station,
    minor_ids,
    radius,
)

MOST_COLUMNS = 10
BETWEEN_BANDS = 44.0
BETWEEN_MARKS = 16.0

_MakeBand = Callable[[int, int], Band]


def layout(stations: Sequence[Station], edges: Sequence[Edge], *, width: float) -> Layout:
    columns = columns_of(stations, edges)
    lanes = lanes_of(columns, edges)
    by_id = {station.id: station for station in stations}

    def band(start: int, end: int) -> Band:
        span = Span(start, end, width, _entering(start, lanes, edges))
        return Band(span, columns, lanes, by_id)

    tops: list[tuple[Band, float]] = []
    below = 0.0
    for each in _evenly(len(columns), band):
        tops.append((each, below))
        below += each.height + BETWEEN_BANDS
    minor = minor_ids(edges)
    return Layout(
        width,
        max(below - BETWEEN_BANDS, 0.0),
        tuple(placed for each, top in tops for placed in _placed(each, top, minor)),
        lines_of(tops, edges, lanes, width=width),
        tuple(_axis(each, top) for each, top in tops if each.has_axis),
    )


def _entering(start: int, lanes: Lanes, edges: Sequence[Edge]) -> tuple[int, ...]:
    """The rows of the threads that run over the border before column ``start``."""
    if start == 0:
        return ()
    before = lanes.rows[start - 1]
    sources = {
        edge.source
        for edge in edges
        if lanes.column_of[edge.source] < start <= lanes.column_of[edge.target]
    }
    return tuple(sorted(row for (name, _passing), row in before.items() if name in sources))


def _evenly(columns: int, band: _MakeBand) -> list[Band]:
    """As few bands as can be read, of about the same length."""
    bands = _greedily(columns, MOST_COLUMNS, band)
    even = -(-columns // len(bands)) if bands else 0
    for most in range(even, MOST_COLUMNS):
        spread = _greedily(columns, most, band)
        if len(spread) == len(bands):
            return spread
    return bands


def _greedily(columns: int, most: int, band: _MakeBand) -> list[Band]:
    bands: list[Band] = []
    start = 0
    while start < columns:
        longest = min(most, columns - start)
        tried = (band(start, start + length) for length in range(longest, 0, -1))
        bands.append(next(found for found in tried if found.is_readable or found.length == 1))
        start = bands[-1].span.end
    return bands


def _placed(band: Band, top: float, minor: frozenset[str]) -> list[Placed]:
    placed = []
    for column in range(band.span.start, band.span.end):
        for name in band.columns[column]:
            x, y = band.point(column, (name, False))
            is_minor = name in minor
            placed.append(
                Placed(
                    band.stations[name],
                    x,
                    top + y,
                    radius(minor=is_minor),
                    is_minor,
                    _lowered(band.label(name), top),
                )
            )
    return placed


def _lowered(label: Label, top: float) -> Label:
    texts = tuple(replace(text, y=text.y + top) for text in label.texts)
    return replace(label, y=label.y + top, texts=texts)


def _axis(band: Band, top: float) -> Axis:
    """A month where it begins, with its year when that is new; what does not fit is left out."""
    rule = top + 20
    marks: list[Label] = []
    said = ("", "")
    for column in range(band.span.start, band.span.end):
        station = band.stations[band.columns[column][0]]
        month = (station.year, station.month)
        x = band.x(column) - OUTDENT
        is_free = not marks or marks[-1].x + marks[-1].width + BETWEEN_MARKS <= x
        if month == said or not station.month or not is_free:
            continue
        text = station.month if said[0] == station.year else f"{station.month} {station.year}"
        marks.append(mark(text.strip(), x=x, y=rule - 3))
        said = month
    return Axis(rule, 0.0, band.span.width, tuple(marks))
