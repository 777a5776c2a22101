"""The part of a long trail that tells its story."""

from collections.abc import Sequence

from gangmaker.core.thread.shapes import Edge, Station, sound_edges

_Best = dict[str, tuple[int, int]]


def story(
    stations: Sequence[Station], edges: Sequence[Edge], *, most: int, through: str = ""
) -> tuple[list[Station], list[Edge]]:
    """The longest way through a trail, and what hangs on it while there is room, in order of time.

    Of ways of the same length the one with more thick threads wins, then the one that ends
    earlier. With ``through``, only ways through that station count. A way that is longer than
    ``most`` keeps its end, where the result is, or what is nearest to ``through``.
    """
    sound = sound_edges(stations, edges)
    kept = set(_cut(_longest_way(stations, sound, through), most, through))
    for edge in sorted(sound, key=lambda edge: through not in (edge.source, edge.target)):
        if len(kept) >= most:
            break
        if {edge.source, edge.target} & kept:
            kept |= {edge.source, edge.target}
    return (
        [station for station in stations if station.id in kept],
        [edge for edge in sound if {edge.source, edge.target} <= kept],
    )


def _cut(way: Sequence[str], most: int, through: str) -> Sequence[str]:
    if through not in way:
        return way[-most:]
    middle = way.index(through)
    start = max(0, min(middle - most // 2, len(way) - most))
    return way[start : start + most]


def _longest_way(stations: Sequence[Station], edges: Sequence[Edge], through: str) -> list[str]:
    names = [station.id for station in stations]
    best, before = _ways(names, edges)
    if not best:
        return []
    if through not in best:
        end = max(best, key=lambda name: best[name])
        return _back(end, before)
    turned = [Edge(edge.target, edge.source, edge.thin) for edge in edges]
    _best_after, after = _ways(names[::-1], turned)
    return [*_back(through, before), *_back(through, after)[-2::-1]]


def _ways(names: Sequence[str], edges: Sequence[Edge]) -> tuple[_Best, dict[str, str]]:
    """The best way to each station, as its length, and the station before it on that way."""
    # Stations come in order of time, so the best way to a source is known before its target's.
    best: _Best = dict.fromkeys(names, (1, 0))
    before: dict[str, str] = {}
    for name in names:
        for edge in edges:
            if edge.target != name:
                continue
            steps, thick = best[edge.source]
            if (steps + 1, thick + (not edge.thin)) > best[name]:
                best[name] = (steps + 1, thick + (not edge.thin))
                before[name] = edge.source
    return best, before


def _back(name: str, before: dict[str, str]) -> list[str]:
    way = [name]
    while way[-1] in before:
        way.append(before[way[-1]])
    return way[::-1]
