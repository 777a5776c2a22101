"""Voronoi cells: the ground that is nearer to one site than to any other.

Sites have whole coordinates. A small region has a hundred of them; a sweep line would be quicker
for thousands, and much longer to read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

FENCE_DIRECTIONS = 24
FENCE_SLACK = 10  # so that rounding never counts a post as too near to its own site

Point = tuple[int, int]
Turn = tuple[float, float, Point | None]
"""A corner while it is being cut, seen from the site, and the site beyond the edge that follows."""


@dataclass(frozen=True, slots=True)
class Corner:
    """Where a cell's border turns, and the site on the other side of the border that follows."""

    x: float
    y: float
    beyond: Point


def cell(site: Point, sites: Sequence[Point]) -> tuple[Corner, ...]:
    """The ground nearer to ``site`` than to any other, as corners going round."""
    x, y = site
    others = sorted(
        (hypot(a - x, b - y), (a, b)) for a, b in sites if (a, b) != site
    )  # the nearest first, so that most need no look
    far = 4 * others[-1][0]
    ring: list[Turn] = [
        (-far, -far, None), (far, -far, None), (far, far, None), (-far, far, None)
    ]  # fmt: skip
    for distance, other in others:
        if distance > 2 * max(hypot(a, b) for a, b, _beyond in ring):
            break
        ring = _cut(ring, (other[0] - x, other[1] - y), other)
    beyonds = [beyond for _x, _y, beyond in ring]
    if None in beyonds:
        raise ValueError("The fence has a gap.")
    return _exact_corners(site, [beyond for beyond in beyonds if beyond is not None])


def _cut(ring: list[Turn], towards: Point, other: Point) -> list[Turn]:
    """What stays of ``ring``, around (0, 0), on this side of the middle line to ``towards``."""
    a, b = towards
    middle = (a * a + b * b) / 2
    sides = [a * x + b * y - middle for x, y, _beyond in ring]
    if max(sides) <= 0:
        return ring
    kept: list[Turn] = []
    for index, (x, y, beyond) in enumerate(ring):
        following = (index + 1) % len(ring)
        side, next_side = sides[index], sides[following]
        if side <= 0:
            kept.append((x, y, beyond))
        if (side <= 0) != (next_side <= 0):
            part = side / (side - next_side)
            next_x, next_y, _ = ring[following]
            leaving = side <= 0
            cut_x, cut_y = x + (next_x - x) * part, y + (next_y - y) * part
            kept.append((cut_x, cut_y, other if leaving else beyond))
    return kept


def _exact_corners(site: Point, beyonds: Sequence[Point]) -> tuple[Corner, ...]:
    """The corners anew, each the centre of the circle through its three sites.

    The three cells that meet in a corner so find the very same numbers for it.
    """
    before = [beyonds[-1], *beyonds[:-1]]
    return tuple(
        Corner(*_centre_of_circle(*sorted((site, last, beyond))), beyond)
        for last, beyond in zip(before, beyonds, strict=True)
        if last != beyond
    )


def _centre_of_circle(first: Point, second: Point, third: Point) -> tuple[float, float]:
    (x, y), (ax, ay), (bx, by) = first, second, third
    ax, ay, bx, by = ax - x, ay - y, bx - x, by - y
    twice = 2 * (ax * by - ay * bx)
    a, b = ax * ax + ay * ay, bx * bx + by * by
    # One division of whole numbers: equal fractions give equal floats, whatever the three sites.
    return (x * twice + by * a - ay * b) / twice, (y * twice + ax * b - bx * a) / twice


def fence(sites: Sequence[Point], reach: int) -> list[Point]:
    """Sites that belong to nobody, so far out that each cell ends about ``reach`` from its own."""
    fence: list[Point] = []
    turns = [2 * pi * turn / FENCE_DIRECTIONS for turn in range(FENCE_DIRECTIONS)]
    steps = [(round(2 * reach * cos(turn)), round(2 * reach * sin(turn))) for turn in turns]
    for x, y in sites:
        for dx, dy in steps:
            post = (x + dx, y + dy)
            if _keeps_off(post, sites, 2 * reach - FENCE_SLACK) and _keeps_off(
                post, fence, reach // 2
            ):
                fence.append(post)
    return fence


def _keeps_off(point: Point, others: Iterable[Point], distance: int) -> bool:
    x, y = point
    square = distance * distance
    return all((x - a) * (x - a) + (y - b) * (y - b) >= square for a, b in others)
