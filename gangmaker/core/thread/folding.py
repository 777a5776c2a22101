"""Side threads in one knot: what only adds to one station is told together."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from gangmaker.core.thread.shapes import Edge, Station, sound_edges

THIN_FROM, THICK_FROM = 3, 6
"""So many of one kind become one knot: sooner what only adds, later what could lead somewhere."""
BUNDLE = "bundle"

_Nest = tuple[str, str, bool, bool]
"""The station that they hang on, what kind of knots, whether they came later, whether thin."""


def folded(
    stations: Sequence[Station],
    edges: Sequence[Edge],
    *,
    told: Callable[[Sequence[Station]], Station],
    keep: Collection[str] = (),
) -> tuple[list[Station], list[Edge]]:
    """Put ends of one kind that hang on one station together, when there are several.

    ``told`` says what the knot of such a bundle says. It stands where the one nearest to that
    station stood, so time still runs one way. What is in ``keep`` is never folded.
    """
    sound = sound_edges(stations, edges)
    nests = _nests(stations, sound, keep)
    bundles: dict[str, Station] = {}
    gone: dict[str, str] = {}
    for (_hub, _knot, is_later, is_thin), members in nests.items():
        if len(members) < (THIN_FROM if is_thin else THICK_FROM):
            continue
        place = members[0] if is_later else members[-1]
        bundle = replace(told(members), id=f"{BUNDLE}-{members[0].id}", folded=tuple(members))
        bundles[place.id] = bundle
        gone |= {member.id: bundle.id for member in members}
    kept = [
        bundles.get(station.id, station)
        for station in stations
        if station.id not in gone or station.id in bundles
    ]
    moved = (
        Edge(gone.get(edge.source, edge.source), gone.get(edge.target, edge.target), edge.thin)
        for edge in sound
    )
    return kept, list(sound_edges(kept, list(moved)))


def _nests(
    stations: Sequence[Station], edges: Sequence[Edge], keep: Collection[str]
) -> dict[_Nest, list[Station]]:
    touching: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        touching[edge.source].append(edge)
        touching[edge.target].append(edge)
    nests: defaultdict[_Nest, list[Station]] = defaultdict(list)
    for station in stations:
        if len(touching[station.id]) != 1 or station.id in keep:
            continue
        edge = touching[station.id][0]
        is_later = edge.target == station.id
        hub = edge.source if is_later else edge.target
        if len(touching[hub]) > 1:
            nests[hub, station.knot, is_later, edge.thin].append(station)
    return nests
