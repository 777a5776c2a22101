import re
import tomllib
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gangmaker.actors
from gangmaker.core.regionmap import Place, RegionMap, draw_region

AREAS = Path(gangmaker.actors.__file__).parent / "data" / "areas.toml"
COMMAND = re.compile(r"([MLQZ])([\d \-]*)")

Segment = tuple[tuple[int, ...], frozenset[tuple[int, int]]]

latitudes = st.integers(min_value=0, max_value=15).map(lambda step: 50.7 + step / 80)
longitudes = st.integers(min_value=0, max_value=15).map(lambda step: 3.1 + step / 50)
spots = st.lists(st.tuples(latitudes, longitudes), min_size=1, max_size=14, unique=True)
keys = st.lists(st.sampled_from("abcd"), min_size=14, max_size=14)


@pytest.fixture(scope="module")
def kortrijk() -> RegionMap:
    areas = tomllib.loads(AREAS.read_text(encoding="utf-8"))
    places = [
        Place(town["key"], spot["latitude"], spot["longitude"])
        for town in areas["municipality"]
        for spot in [town, *town.get("district", [])]
    ]
    outside = [(spot["latitude"], spot["longitude"]) for spot in areas["neighbour"]]
    return draw_region(places, outside=outside)


def _segments(d: str) -> list[Segment]:
    """Each piece of a path without its direction: its bend, if any, and its two ends."""
    pieces: list[Segment] = []
    at = (0, 0)
    for letter, digits in COMMAND.findall(d):
        numbers = tuple(map(int, digits.split()))
        if letter == "Z":
            continue
        *bend, x, y = numbers
        if letter != "M":
            pieces.append((tuple(bend), frozenset({at, (x, y)})))
        at = (x, y)
    return pieces


def _places(spots_: list[tuple[float, float]], keys_: list[str]) -> list[Place]:
    return [Place(key, *spot) for key, spot in zip(keys_, spots_, strict=False)]


def test_the_thirteen_municipalities_touch_the_neighbours_they_have(kortrijk: RegionMap) -> None:
    assert {shape.key: set(shape.neighbours) for shape in kortrijk.shapes} == {
        "anzegem": {"avelgem", "deerlijk", "waregem", "zwevegem"},
        "avelgem": {"anzegem", "spiere-helkijn", "zwevegem"},
        "deerlijk": {"anzegem", "harelbeke", "waregem", "zwevegem"},
        "harelbeke": {
            "deerlijk", "kortrijk", "kuurne", "lendelede", "waregem", "wielsbeke", "zwevegem"
        },
        "kortrijk": {
            "harelbeke", "kuurne", "lendelede", "menen", "spiere-helkijn", "wevelgem", "zwevegem"
        },
        "kuurne": {"harelbeke", "kortrijk", "lendelede"},
        "lendelede": {"harelbeke", "kortrijk", "kuurne", "wevelgem"},
        "menen": {"kortrijk", "wevelgem"},
        "spiere-helkijn": {"avelgem", "kortrijk", "zwevegem"},
        "waregem": {"anzegem", "deerlijk", "harelbeke", "wielsbeke"},
        "wevelgem": {"kortrijk", "lendelede", "menen"},
        "wielsbeke": {"harelbeke", "waregem"},
        "zwevegem": {
            "anzegem", "avelgem", "deerlijk", "harelbeke", "kortrijk", "spiere-helkijn"
        },
    }  # fmt: skip


def test_the_region_lies_as_on_any_map(kortrijk: RegionMap) -> None:
    by_x = sorted(kortrijk.shapes, key=lambda shape: shape.label_x)
    by_y = sorted(kortrijk.shapes, key=lambda shape: shape.label_y)

    assert by_x[0].key == "menen"
    assert {shape.key for shape in by_x[-3:]} == {"anzegem", "avelgem", "waregem"}
    assert by_y[0].key == "wielsbeke"
    assert by_y[-1].key == "spiere-helkijn"


def test_the_map_fits_its_frame_and_is_light(kortrijk: RegionMap) -> None:
    paths = "".join(shape.d for shape in kortrijk.shapes)
    ends = [end for _bend, pair in _segments(paths) for end in pair if end != (0, 0)]

    assert kortrijk.width == 800
    assert 550 <= kortrijk.height <= 650
    assert all(0 <= x <= 800 and 0 <= y <= kortrijk.height for x, y in ends)
    assert len(paths) < 4000


def test_each_name_has_room_in_its_own_municipality(kortrijk: RegionMap) -> None:
    assert min(shape.label_room for shape in kortrijk.shapes) >= 60


def test_a_dot_lies_where_its_place_is(kortrijk: RegionMap) -> None:
    menen, kortrijk_centre = kortrijk.place(50.797, 3.122), kortrijk.place(50.828, 3.265)

    assert menen[0] < kortrijk_centre[0]
    assert menen[1] > kortrijk_centre[1]


def test_a_river_flows_through_its_points_in_order(kortrijk: RegionMap) -> None:
    start, bend, end = (50.8, 3.1), (50.82, 3.2), (50.81, 3.3)
    (ax, ay), (bx, by), (cx, cy) = (kortrijk.place(*point) for point in (start, bend, end))

    assert kortrijk.line([start, bend, end]) == f"M{ax} {ay}Q{bx} {by} {cx} {cy}"
    assert kortrijk.line([]) == ""


@given(spots, keys)
@settings(max_examples=60, deadline=None)
def test_every_border_is_shared_by_two_neighbours_or_by_the_outline(
    spots: list[tuple[float, float]], keys: list[str]
) -> None:
    drawn = draw_region(_places(spots, keys))

    shared = Counter(piece for shape in drawn.shapes for piece in _segments(shape.d))
    shared.update(_segments(drawn.outline))

    assert set(shared.values()) == {2}


@given(spots, keys, st.randoms())
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_places_does_not_matter(
    spots: list[tuple[float, float]], keys: list[str], random: Random
) -> None:
    places = _places(spots, keys)

    assert draw_region(random.sample(places, len(places))) == draw_region(places)


@given(spots, keys)
@settings(max_examples=30, deadline=None)
def test_who_touches_is_touched(spots: list[tuple[float, float]], keys: list[str]) -> None:
    neighbours = {shape.key: shape.neighbours for shape in draw_region(_places(spots, keys)).shapes}

    assert all(key in neighbours[other] for key, others in neighbours.items() for other in others)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=2, max_size=12))
@settings(max_examples=60, deadline=None)
def test_places_almost_on_top_of_each_other_are_still_drawn(steps: list[tuple[int, int]]) -> None:
    places = [
        Place(f"{x}-{y}", 50.8 + x / 20_000, 3.2 + y / 20_000) for x, y in dict.fromkeys(steps)
    ]

    drawn = draw_region(places)

    assert [shape.key for shape in drawn.shapes] == sorted(place.key for place in places)


def test_one_village_is_a_round_region() -> None:
    drawn = draw_region([Place("a", 50.8, 3.2)], reach_km=4)

    assert drawn.height == pytest.approx(drawn.width, rel=0.02)
    assert drawn.shapes[0].neighbours == ()
    assert drawn.shapes[0].d == drawn.outline


def test_the_same_spot_in_two_municipalities_is_refused() -> None:
    with pytest.raises(ValueError, match="same spot"):
        draw_region([Place("a", 50.8, 3.2), Place("b", 50.8, 3.2)])


def test_a_map_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one place"):
        draw_region([])
