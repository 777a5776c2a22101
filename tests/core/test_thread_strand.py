from hypothesis import given, settings

from gangmaker.core.thread import Edge, Pass, draw
from gangmaker.core.thread.shapes import sound_edges
from gangmaker.core.thread.strand import LANES
from tests.core.test_thread import chain, trails


def strand(stations, edges):
    return draw(stations, edges).strand


def test_one_thread_runs_straight_down():
    rows = strand(*chain(3)).rows

    assert [row.lane for row in rows] == [0, 0, 0]
    assert [row.passes for row in rows] == [(Pass(0, 0, False),), (Pass(0, 0, False),), ()]


def test_a_side_thread_gets_a_lane_and_the_main_one_keeps_its_own():
    stations, _edges = chain(4)

    rows = strand(stations, [Edge("0", "1", thin=True), Edge("0", "2"), Edge("2", "3")]).rows

    assert [row.lane for row in rows] == [0, 1, 0, 0]
    assert rows[0].passes == (Pass(0, 0, False), Pass(0, 1, True))
    assert rows[1].passes == (Pass(0, 0, False),)


def test_three_that_join_come_together_in_one_lane():
    stations, _edges = chain(4)

    rows = strand(stations, [Edge("0", "3"), Edge("1", "3"), Edge("2", "3")]).rows

    assert [row.lane for row in rows] == [0, 1, 2, 0]
    assert rows[2].passes == (Pass(0, 0, False), Pass(1, 0, False), Pass(2, 0, False))
    assert [station.id for station in rows[3].earlier] == ["0", "1", "2"]


@settings(max_examples=40, deadline=None)
@given(trails())
def test_a_thread_goes_on_where_it_was(trail):
    found = strand(*trail)

    for row, following in zip(found.rows, found.rows[1:], strict=False):
        arriving = {each.end for each in row.passes}
        leaving = {each.start for each in following.passes}
        assert leaving <= arriving | {following.lane}


@settings(max_examples=40, deadline=None)
@given(trails())
def test_every_station_is_in_the_list_once_with_what_it_came_from(trail):
    stations, edges = trail

    rows = strand(stations, edges).rows

    came_from = {(before.id, row.station.id) for row in rows for before in row.earlier}
    assert [row.station for row in rows] == stations
    assert came_from == {(edge.source, edge.target) for edge in sound_edges(stations, edges)}


@settings(max_examples=40, deadline=None)
@given(trails())
def test_the_lanes_leave_room_for_words(trail):
    assert strand(*trail).lanes <= LANES
