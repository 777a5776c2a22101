from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st

from gangmaker.core.voronoi import Point, cell, fence

REACH = 400
coordinates = st.integers(min_value=-1000, max_value=1000)
site_lists = st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=12, unique=True)


@given(site_lists)
@settings(deadline=None)
def test_every_corner_is_as_near_to_its_own_site_as_to_any(sites: list[Point]) -> None:
    fenced = [*sites, *fence(sites, REACH)]

    for site in sites:
        for corner in cell(site, fenced):
            own = hypot(corner.x - site[0], corner.y - site[1])
            nearest = min(hypot(corner.x - x, corner.y - y) for x, y in fenced)

            assert abs(own - nearest) < 1e-6


@given(site_lists)
@settings(deadline=None)
def test_a_fence_keeps_each_cell_near_its_site(sites: list[Point]) -> None:
    fenced = [*sites, *fence(sites, REACH)]

    for site in sites:
        corners = cell(site, fenced)

        assert all(hypot(c.x - site[0], c.y - site[1]) < 2 * REACH for c in corners)


@given(site_lists)
@settings(deadline=None)
def test_two_cells_see_each_other_across_the_same_edge(sites: list[Point]) -> None:
    fenced = [*sites, *fence(sites, REACH)]
    edges = set()
    for site in sites:
        corners = cell(site, fenced)
        for corner, following in zip(corners, corners[1:] + corners[:1], strict=True):
            if corner.beyond in sites and (corner.x, corner.y) != (following.x, following.y):
                edges.add((corner.x, corner.y, following.x, following.y))

    assert {(c, d, a, b) for a, b, c, d in edges} == edges


def test_four_sites_in_a_square_meet_in_its_middle() -> None:
    square = [(0, 0), (100, 0), (0, 100), (100, 100)]
    fenced = [*square, *fence(square, REACH)]

    assert all(
        (50.0, 50.0) in {(corner.x, corner.y) for corner in cell(site, fenced)} for site in square
    )
