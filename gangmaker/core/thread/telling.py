"""The part of a long trail that tells its story."""

from collections.abc import Sequence

from gangmaker.core.thread.shapes import Edge, Station, sound_edges


def story(
    stations: Sequence[Station], edges: Sequence[Edge], *, most: int
) -> tuple[list[Station], list[Edge]]:
    """The longest way through a trail, and what hangs on it while there is room, in order of time.

    Of ways of the same length the one with more thick threads wins, then the one that ends
    earlier. A way that is longer than ``most`` keeps its end: that is where the result is.
    """
    sound = sound_edges(stations, edges)
    kept = set(_longest_way(stations, sound)[-most:])
    for edge in sound:
        if len(kept) >= most:
            break
        if {edge.source, edge.target} & kept:
            kept |= {edge.source, edge.target}
    return (
        [station for station in stations if station.id in kept],
        [edge for edge in sound if {edge.source, edge.target} <= kept],
    )


def _longest_way(stations: Sequence[Station], edges: Sequence[Edge]) -> list[str]:
    # Stations come in order of time, so the best way to a source is known before its target's.
    best: dict[str, tuple[int, int]] = {station.id: (1, 0) for station in stations}
    before: dict[str, str] = {}
    for station in stations:
        for edge in edges:
            if edge.target != station.id:
                continue
            steps, thick = best[edge.source]
            if (steps + 1, thick + (not edge.thin)) > best[station.id]:
                best[station.id] = (steps + 1, thick + (not edge.thin))
                before[station.id] = edge.source
    way = [max(best, key=lambda name: best[name])] if best else []
    while way and way[-1] in before:
        way.append(before[way[-1]])
    return way[::-1]
