"""The map of the directory: our own light drawing of the municipalities.

With a tile server configured its tiles lie beneath, placed by the same projection. Over a region
of some tens of kilometres the two projections differ less than the width of a line.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import asinh, atan, cos, degrees, floor, pi, radians, sinh, sqrt, tan
from pathlib import Path
from urllib.parse import urlsplit

import gangmaker.actors
from gangmaker.actors.models import Area
from gangmaker.core.regionmap import METRES_PER_DEGREE, Place, RegionMap, draw_region

AREAS = Path(gangmaker.actors.__file__).parent / "data" / "areas.toml"
SHADES = 4
ZOOM = 11
TILES = 2048
"""From west to east, at that zoom."""


@dataclass(frozen=True)
class Town:
    """A municipality, how many are found there, and where they are listed."""

    key: str
    name: str
    count: int
    url: str


@dataclass(frozen=True)
class DrawnTown:
    town: Town
    d: str
    x: int
    y: int
    name: str
    shade: int


@dataclass(frozen=True)
class Tile:
    url: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class DirectoryMap:
    width: int
    height: int
    towns: tuple[DrawnTown, ...]
    outline: str
    tiles: tuple[Tile, ...] = ()
    tiles_from: str = ""


def draw_map(
    places: Sequence[tuple[Area, list[Area]]], towns: Sequence[Town], *, tile_server: str = ""
) -> DirectoryMap | None:
    """The map, or None for a region of which no places are known."""
    centres = tuple(_centres(places))
    if not centres:
        return None
    region = _region(centres)
    by_key = {town.key: town for town in towns}
    most = max((town.count for town in towns), default=0)
    return DirectoryMap(
        width=region.width,
        height=region.height,
        towns=tuple(
            DrawnTown(
                town=by_key[shape.key],
                d=shape.d,
                x=shape.label_x,
                y=shape.label_y,
                name=by_key[shape.key].name,
                shade=_shade(by_key[shape.key].count, most),
            )
            for shape in region.shapes
        ),
        outline=region.outline,
        tiles=tuple(_tiles(region, tile_server)) if tile_server else (),
        tiles_from=urlsplit(tile_server).netloc,
    )


def _shade(count: int, most: int) -> int:
    """From 0 (nobody) to 4 (as many as anywhere), by the square root: small numbers differ too."""
    if not count:
        return 0
    return max(1, round(SHADES * sqrt(count / most)))


def _centres(places: Sequence[tuple[Area, list[Area]]]) -> Iterator[Place]:
    for town, districts in places:
        for area in districts or [town]:
            yield Place(town.key, area.latitude, area.longitude)


@lru_cache(maxsize=8)
def _region(centres: tuple[Place, ...]) -> RegionMap:
    return draw_region(centres, outside=_neighbours(), width=800)


@lru_cache(maxsize=1)
def _neighbours() -> tuple[tuple[float, float], ...]:
    """Places just over the border, which hold the outline back; far ones change nothing."""
    areas = tomllib.loads(AREAS.read_text(encoding="utf-8"))
    return tuple((place["latitude"], place["longitude"]) for place in areas["neighbour"])


def _tiles(region: RegionMap, server: str) -> Iterator[Tile]:
    """The tiles under the map, each from corner to corner in units of the map."""
    projection = region.projection
    shrink = cos(radians(projection.latitude))

    def degrees_at(x: float, y: float) -> tuple[float, float]:
        east = (x - projection.margin) / projection.scale + projection.left
        south = (y - projection.margin) / projection.scale + projection.top
        return (
            projection.latitude - south / METRES_PER_DEGREE,
            projection.longitude + east / (METRES_PER_DEGREE * shrink),
        )

    north, west = degrees_at(0, 0)
    south, east = degrees_at(region.width, region.height)
    for row in range(floor(_row(north)), floor(_row(south)) + 1):
        for column in range(floor(_column(west)), floor(_column(east)) + 1):
            left, top = region.place(_latitude(row), _longitude(column))
            right, bottom = region.place(_latitude(row + 1), _longitude(column + 1))
            url = server.format(z=ZOOM, x=column, y=row)
            yield Tile(url, int(left), int(top), int(right - left), int(bottom - top))


def _column(longitude: float) -> float:
    return (longitude + 180) / 360 * TILES


def _row(latitude: float) -> float:
    return (1 - asinh(tan(radians(latitude))) / pi) / 2 * TILES


def _longitude(column: int) -> float:
    return column / TILES * 360 - 180


def _latitude(row: int) -> float:
    return degrees(atan(sinh(pi * (1 - 2 * row / TILES))))
