"""A light map of a region, drawn from nothing but the centres of its villages.

Each village gets the ground that is nearer to it than to any other (a Voronoi cell); the cells
of one municipality together are its shape. Places outside the region and an invisible fence at
``reach_km`` give the whole an outline. It shows who lies next to whom, not where the border runs.

Every corner is computed once, from whole metres, and rounded to whole units, so neighbours share
their border exactly and the same places give the same map, in whatever order they arrive.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from operator import itemgetter

from gangmaker.core.voronoi import Corner, Point, cell, fence

METRES_PER_DEGREE = 111_195  # of latitude, on a sphere of 6,371 km
PARTIES_OF_A_BORDER = 2
WAYS_ALONG_A_BORDER = 2
LABEL_HALF_HEIGHT = 9  # units above and below the middle of a label that must stay free
LABEL_ROWS = 24
LABEL_WIDTH = 130  # units; where there is this much room, more is no better


@dataclass(frozen=True, slots=True)
class Place:
    """A village or town centre and the municipality (``key``) that it belongs to."""

    key: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Shape:
    """One municipality: the path ``d``, the middle of its label and the width free for that."""

    key: str
    d: str
    label_x: int
    label_y: int
    label_room: int
    neighbours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Projection:
    """Equirectangular: degrees to whole metres around a middle, then metres to map units."""

    latitude: float
    longitude: float
    left: float = 0.0
    top: float = 0.0
    scale: float = 1.0
    margin: int = 0

    def metres(self, latitude: float, longitude: float) -> Point:
        shrink = cos(radians(self.latitude))
        east = (longitude - self.longitude) * METRES_PER_DEGREE * shrink
        return round(east), round((self.latitude - latitude) * METRES_PER_DEGREE)

    def units(self, x: float, y: float) -> Point:
        return (
            round((x - self.left) * self.scale) + self.margin,
            round((y - self.top) * self.scale) + self.margin,
        )


@dataclass(frozen=True, slots=True)
class RegionMap:
    """Shapes by key, in a ``viewBox`` of ``0 0 width height``; ``outline`` goes around all."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    outline: str
    projection: Projection

    def place(self, latitude: float, longitude: float) -> Point:
        """Where a dot belongs. A place far outside the region falls outside the ``viewBox``."""
        return self.projection.units(*self.projection.metres(latitude, longitude))

    def line(self, places: Iterable[tuple[float, float]]) -> str:
        """A flowing path along (latitude, longitude) pairs, such as a river."""
        points = [self.place(latitude, longitude) for latitude, longitude in places]
        return f"M{points[0][0]} {points[0][1]}{_curve(points)}" if points else ""


def draw_region(
    places: Iterable[Place],
    *,
    outside: Iterable[tuple[float, float]] = (),
    width: int = 800,
    margin: int = 8,
    reach_km: int = 4,
) -> RegionMap:
    """Draw the municipalities of ``places``.

    ``outside``: (latitude, longitude) of places just over the border, which hold the outline
    back. A shape reaches ``reach_km`` from its places, here and there somewhat further.
    """
    given = sorted(set(places), key=lambda place: (place.key, place.latitude, place.longitude))
    if not given:
        raise ValueError("A map needs at least one place.")
    flat = _projection_around(given)
    keys = _keys_by_site(given, flat)
    others = {flat.metres(*place) for place in outside} - keys.keys()
    sites = [*keys, *sorted(others), *fence([*keys], reach_km * 1000)]
    corners = {site: cell(site, sites) for site in keys}
    projection, height = _fitted(flat, corners.values(), width=width, margin=margin)
    borders = _borders(keys, corners, projection)
    junctions = _junctions(borders)
    return RegionMap(
        width=width,
        height=height,
        shapes=tuple(
            _shape(key, borders[key], junctions, middle=_middle(key, keys, projection))
            for key in sorted(borders)
        ),
        outline=_path(_rings(_outer(borders), junctions), junctions),
        projection=projection,
    )


def _projection_around(places: Sequence[Place]) -> Projection:
    latitudes = [place.latitude for place in places]
    longitudes = [place.longitude for place in places]
    return Projection(
        latitude=(min(latitudes) + max(latitudes)) / 2,
        longitude=(min(longitudes) + max(longitudes)) / 2,
    )


def _keys_by_site(places: Sequence[Place], flat: Projection) -> dict[Point, str]:
    keys: dict[Point, str] = {}
    for place in places:
        site = flat.metres(place.latitude, place.longitude)
        if keys.setdefault(site, place.key) != place.key:
            raise ValueError(f"{place.key} and {keys[site]} lie on the same spot.")
    return keys


def _fitted(
    flat: Projection, cells: Iterable[Sequence[Corner]], *, width: int, margin: int
) -> tuple[Projection, int]:
    """The projection that fills ``width``, and the height that the map then has."""
    corners = [corner for ring in cells for corner in ring]
    left, right = min(c.x for c in corners), max(c.x for c in corners)
    top, bottom = min(c.y for c in corners), max(c.y for c in corners)
    scale = (width - 2 * margin) / (right - left)
    projection = Projection(flat.latitude, flat.longitude, left, top, scale, margin)
    return projection, projection.units(right, bottom)[1] + margin


Border = dict[tuple[Point, Point], list[str | None]]
"""The directed edges of one municipality, and who is beyond each (None: outside the region).

A list, because rounding can lay two edges on top of each other.
"""


def _borders(
    keys: Mapping[Point, str],
    corners: Mapping[Point, Sequence[Corner]],
    projection: Projection,
) -> dict[str, Border]:
    borders: dict[str, Border] = {key: {} for key in keys.values()}
    for site, ring in corners.items():
        border = borders[keys[site]]
        points = [projection.units(corner.x, corner.y) for corner in ring]
        for corner, start, end in zip(ring, points, points[1:] + points[:1], strict=True):
            beyond = keys.get(corner.beyond)
            if start != end and beyond != keys[site]:
                _add_edge(border, start, end, beyond)
    return borders


def _add_edge(border: Border, start: Point, end: Point, beyond: str | None) -> None:
    """Add an edge, or take away the same edge in the other direction: a sliver without width."""
    back = border.get((end, start), [])
    if back:
        back.pop()
    else:
        border.setdefault((start, end), []).append(beyond)


def _junctions(borders: Mapping[str, Border]) -> frozenset[Point]:
    """Where a border may turn sharply.

    That is where three or more meet (the outside counts as one), or a shape touches itself.
    """
    meeting: dict[Point, set[str | None]] = defaultdict(set)
    reached: dict[Point, set[Point]] = defaultdict(set)
    for key, border in borders.items():
        for (start, end), beyonds in border.items():
            for point, other in ((start, end), (end, start)):
                meeting[point].update([key, *beyonds] if beyonds else [])
                reached[point].update([other] if beyonds else [])
    return frozenset(
        point
        for point, parties in meeting.items()
        if len(parties) > PARTIES_OF_A_BORDER or len(reached[point]) > WAYS_ALONG_A_BORDER
    )


def _outer(borders: Mapping[str, Border]) -> Border:
    return {
        edge: [None] * beyonds.count(None)
        for border in borders.values()
        for edge, beyonds in border.items()
        if None in beyonds
    }


def _middle(key: str, keys: Mapping[Point, str], projection: Projection) -> Point:
    """The middle of the places of one municipality: where people look for its name."""
    own = [projection.units(*site) for site, owner in keys.items() if owner == key]
    return sum(x for x, _y in own) // len(own), sum(y for _x, y in own) // len(own)


def _shape(key: str, border: Border, junctions: frozenset[Point], *, middle: Point) -> Shape:
    rings = _rings(border, junctions)
    label_x, label_y, room = _label(rings, middle=middle[1]) if rings else (*middle, 0)
    beyonds = {beyond for sides in border.values() for beyond in sides}
    return Shape(
        key=key,
        d=_path(rings, junctions),
        label_x=label_x,
        label_y=label_y,
        label_room=room,
        neighbours=tuple(sorted(beyond for beyond in beyonds if beyond is not None)),
    )


def _rings(border: Border, junctions: frozenset[Point]) -> list[list[Point]]:
    """The edges as closed rings (first = last point), each from a junction if it has one."""
    ways: dict[Point, list[Point]] = defaultdict(list)
    for (start, end), beyonds in sorted(border.items(), key=itemgetter(0), reverse=True):
        ways[start] += [end] * len(beyonds)
    rings = []
    for start in sorted(ways, key=lambda point: (point not in junctions, point)):
        while ways[start]:
            ring = [start, ways[start].pop()]
            while ring[-1] != start:
                ring.append(ways[ring[-1]].pop())
            rings.append(ring)
    return rings


def _path(rings: Iterable[Sequence[Point]], junctions: frozenset[Point]) -> str:
    return "".join(_ring_path(ring, junctions) for ring in rings)


def _ring_path(ring: Sequence[Point], junctions: frozenset[Point]) -> str:
    turns = [i for i, point in enumerate(ring) if point in junctions or i in {0, len(ring) - 1}]
    curves = "".join(_curve(ring[start : end + 1]) for start, end in pairwise(turns))
    return f"M{ring[0][0]} {ring[0][1]}{curves}Z"


def _curve(points: Sequence[Point]) -> str:
    """From the first to the last point, rounding those between; backward it is the same line."""
    turns, last = points[1:-1], points[-1]
    if not turns:
        return f"L{last[0]} {last[1]}"
    halfway = [((x + a) // 2, (y + b) // 2) for (x, y), (a, b) in pairwise(turns)]
    ends = [*halfway, last]
    return "".join(f"Q{x} {y} {a} {b}" for (x, y), (a, b) in zip(turns, ends, strict=True))


def _label(rings: Sequence[Sequence[Point]], *, middle: int) -> tuple[int, int, int]:
    """The middle of the label and the width that is free there.

    Of the rows with room enough, or nearly as wide as the widest, the one nearest to ``middle``;
    of two equally near ones the upper.
    """
    ys = [y for ring in rings for _x, y in ring]
    top, bottom = min(ys), max(ys)
    rows = {top + (bottom - top) * step // LABEL_ROWS for step in range(1, LABEL_ROWS)}
    free = [(*_widest(rings, y), y) for y in sorted(rows)]
    enough = min(max(right - left for left, right, _y in free) * 9 // 10, LABEL_WIDTH)
    roomy = [row for row in free if row[1] - row[0] >= enough]
    left, right, y = min(roomy, key=lambda row: abs(row[2] - middle))
    return (left + right) // 2, y, right - left


def _widest(rings: Sequence[Sequence[Point]], y: int) -> tuple[int, int]:
    """The widest stretch (left, right) that lies inside from just above to just below ``y``."""
    above, at, below = (
        _stretches(rings, y + offset) for offset in (-LABEL_HALF_HEIGHT, 0, LABEL_HALF_HEIGHT)
    )
    common = [
        (max(a[0], b[0], c[0]), min(a[1], b[1], c[1])) for a in above for b in at for c in below
    ]
    fallback = max(at, key=lambda stretch: stretch[1] - stretch[0], default=(0, 0))
    widest = max(common, key=lambda stretch: stretch[1] - stretch[0], default=fallback)
    if widest[1] > widest[0]:
        return widest
    middle = (fallback[0] + fallback[1]) // 2
    return middle, middle


def _stretches(rings: Sequence[Sequence[Point]], y: int) -> list[tuple[int, int]]:
    """Where a level line half a unit below ``y`` runs inside the rings."""
    level = y + 0.5  # never through a corner
    crossings = sorted(
        x + (a - x) * (level - b) / (c - b)
        for ring in rings
        for (x, b), (a, c) in pairwise(ring)
        if (b < level) != (c < level)
    )
    return [
        (round(left), round(right))
        for left, right in zip(crossings[::2], crossings[1::2], strict=True)
    ]
