"""Which places are near to one another: by whole metres between their centres."""

from collections.abc import Mapping
from typing import NamedTuple

from gangmaker.core.regionmap import Projection


class Centre(NamedTuple):
    latitude: float
    longitude: float


def near(here: int, places: Mapping[int, Centre], *, kilometres: int) -> frozenset[int]:
    """The others whose centre is at most so far away; none when ``here`` is not among them."""
    middle = places.get(here)
    if middle is None:
        return frozenset()
    flat = Projection(middle.latitude, middle.longitude)
    reach = (kilometres * 1000) ** 2
    return frozenset(
        key
        for key, centre in places.items()
        if key != here and _square(flat.metres(centre.latitude, centre.longitude)) <= reach
    )


def _square(point: tuple[int, int]) -> int:
    return point[0] ** 2 + point[1] ** 2
