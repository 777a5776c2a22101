"""When: the columns of the map, each a stretch of time, from left to right."""

from collections.abc import Sequence
from datetime import timedelta

from gangmaker.core.thread.shapes import Edge, Station

TOGETHER = timedelta(days=31)
MOST = 4


def columns_of(stations: Sequence[Station], edges: Sequence[Edge]) -> list[list[str]]:
    """Stations in order of time; what came of each other never shares a column.

    Others share one when they are at most a month apart: they happened beside each other.
    """
    joined = {frozenset((edge.source, edge.target)) for edge in edges}
    columns: list[list[Station]] = []
    for station in stations:
        column = columns[-1] if columns else []
        if column and len(column) < MOST and _beside(station, column, joined):
            column.append(station)
        else:
            columns.append([station])
    return [[station.id for station in column] for column in columns]


def _beside(station: Station, column: Sequence[Station], joined: set[frozenset[str]]) -> bool:
    if any(frozenset((station.id, other.id)) in joined for other in column):
        return False
    first = column[0].on
    return first is None or station.on is None or station.on - first <= TOGETHER
