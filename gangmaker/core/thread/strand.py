"""The trail as a list, from top to bottom, with its thread beside it in lanes.

All threads from one station share a lane until they part. A thick thread keeps its lane.
"""

from collections.abc import Iterable, Mapping, Sequence

from gangmaker.core.thread.shapes import Edge, Pass, Row, Station, Strand, minor_ids

LANES = 5
"""More threads than fit share the last lane; words never lose their room to lines."""


def strand_of(stations: Sequence[Station], edges: Sequence[Edge]) -> Strand:
    minor = minor_ids(edges)
    by_id = {station.id: station for station in stations}
    waiting: dict[str, list[Edge]] = {}
    at: dict[str, int] = {}
    lanes: list[int] = []
    passes: list[tuple[Pass, ...]] = []
    for station in stations:
        before = at
        lane, at = _next_lanes(station.id, before, waiting)
        lanes.append(lane)
        passes.append(tuple(_passes(station.id, lane, before, at, waiting)))
        waiting = _still_waiting(station.id, waiting, edges)
        at = {name: where for name, where in at.items() if name in waiting}
    came_from = [
        [by_id[edge.source] for edge in edges if edge.target == each.id] for each in stations
    ]
    above = [[], *([station] for station in stations)]
    rows = tuple(
        Row(station, lane, station.id in minor, through, tuple(earlier), follows=earlier == before)
        for station, lane, through, earlier, before in zip(
            stations, lanes, [*passes[1:], ()], came_from, above, strict=False
        )
    )
    widest = max((each.start for row in rows for each in row.passes), default=0)
    return Strand(rows, 1 + max(widest, *lanes, 0))


def _next_lanes(
    name: str, at: Mapping[str, int], waiting: Mapping[str, Sequence[Edge]]
) -> tuple[int, dict[str, int]]:
    """The lane of the next station, and where each thread stands beside it."""
    into = [edge for edges in waiting.values() for edge in edges if edge.target == name]
    gone = {edge.source for edge in into if len(waiting[edge.source]) == 1}
    yielding = {
        edge.source
        for edge in into
        if not edge.thin and all(other.thin for other in waiting[edge.source] if other != edge)
    }
    free = sorted(at[source] for source in yielding | gone)
    staying = {source: lane for source, lane in at.items() if source not in yielding | gone}
    thick = sorted(at[edge.source] for edge in into if not edge.thin and at[edge.source] in free)
    lane = thick[0] if thick else free[0] if free else _free(staying.values())
    beside = dict(staying)
    for source in sorted(yielding - gone, key=lambda source: at[source]):
        beside[source] = _free([*beside.values(), lane])
    return lane, beside | {name: lane}


def _passes(
    name: str,
    lane: int,
    before: Mapping[str, int],
    at: Mapping[str, int],
    waiting: Mapping[str, Sequence[Edge]],
) -> Iterable[Pass]:
    for source, start in before.items():
        into = [edge for edge in waiting[source] if edge.target == name]
        rest = [edge for edge in waiting[source] if edge.target != name]
        if rest:
            yield Pass(start, at[source], all(edge.thin for edge in rest))
        if into:
            yield Pass(start, lane, into[0].thin)


def _still_waiting(
    name: str, waiting: Mapping[str, Sequence[Edge]], edges: Sequence[Edge]
) -> dict[str, list[Edge]]:
    """What every thread still leads to, after the station ``name``."""
    rest = {
        source: [edge for edge in ahead if edge.target != name] for source, ahead in waiting.items()
    }
    rest[name] = [edge for edge in edges if edge.source == name]
    return {source: ahead for source, ahead in rest.items() if ahead}


def _free(taken: Iterable[int]) -> int:
    """The first lane that nothing stands in; the last when all are full."""
    busy = set(taken)
    return next((lane for lane in range(LANES - 1) if lane not in busy), LANES - 1)
