from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gangmaker.core.thread import Edge, Label, Station, draw, story

WORDS = st.text("aeilmnoprstvwAMW ", min_size=1, max_size=70)
SAMPLES = 40


@st.composite
def trails(draw_value):
    count = draw_value(st.integers(1, 14))
    stations = [
        Station(
            str(number),
            kind=draw_value(st.sampled_from(["", "Vraag", "Ontmoeting"])),
            title=draw_value(WORDS),
            who=draw_value(st.sampled_from(["", "Textielbedrijf, Wielsbeke"])),
            date_label="3 maart",
        )
        for number in range(count)
    ]
    ends = st.integers(0, count - 1).map(str)
    edges = draw_value(st.lists(st.builds(Edge, ends, ends, st.booleans()), max_size=2 * count))
    chained = chain_of(count) if draw_value(st.booleans()) else []
    return stations, [*chained, *edges]


def chain_of(length):
    return [Edge(str(number), str(number + 1)) for number in range(length - 1)]


def chain(length):
    stations = [
        Station(str(number), "Stap", "Een bank voor het plein", "Buurthuis", "3 mei")
        for number in range(length)
    ]
    return stations, chain_of(length)


def layouts(stations, edges):
    drawing = draw(stations, edges)
    return [layout for layout in (drawing.wide, drawing.tall) if layout is not None]


def along(line):
    """Points on a line, close together."""
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in line.curves:
        for step in range(SAMPLES + 1):
            t = step / SAMPLES
            s = 1 - t
            yield (
                s**3 * ax + 3 * s * s * t * bx + 3 * s * t * t * cx + t**3 * dx,
                s**3 * ay + 3 * s * s * t * by + 3 * s * t * t * cy + t**3 * dy,
            )


def overlap(one, other):
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def around(knot):
    """The box of a knot, without the line that is drawn around it."""
    reach = knot.radius
    return Label(knot.x - reach, knot.y - reach, 2 * reach, 2 * reach, ())


def covers(label, point):
    x, y = point
    return label.x <= x <= label.x + label.width and label.y <= y <= label.y + label.height


@settings(max_examples=150, deadline=None)
@given(trails())
def test_words_never_touch_each_other(trail):
    for layout in layouts(*trail):
        for one, other in combinations([placed.label for placed in layout.stations], 2):
            assert not overlap(one, other)


@settings(max_examples=150, deadline=None)
@given(trails())
def test_words_never_touch_a_line(trail):
    for layout in layouts(*trail):
        points = [point for line in layout.lines for point in along(line)]
        for placed in layout.stations:
            assert not [point for point in points if covers(placed.label, point)]


@settings(max_examples=150, deadline=None)
@given(trails())
def test_words_never_touch_a_knot(trail):
    for layout in layouts(*trail):
        for placed in layout.stations:
            for knot in layout.stations:
                assert not overlap(placed.label, around(knot))


@settings(max_examples=150, deadline=None)
@given(trails())
def test_everything_lies_on_the_drawing(trail):
    for layout in layouts(*trail):
        for placed in layout.stations:
            label = placed.label
            assert label.x >= 0
            assert label.x + label.width <= layout.width + 0.01
            assert label.y >= 0
            assert label.y + label.height <= layout.height + 0.01


@settings(max_examples=100, deadline=None)
@given(trails())
def test_every_line_runs_from_knot_to_knot(trail):
    for layout in layouts(*trail):
        knots = {(placed.x, placed.y) for placed in layout.stations}
        for line in layout.lines:
            assert line.curves[0][0] in knots
            assert line.curves[-1][-1] in knots


@pytest.mark.parametrize("length", [1, 3, 12])
def test_up_to_a_dozen_steps_fit_beside_each_other(length):
    drawing = draw(*chain(length))

    assert drawing.wide is not None
    assert [placed.station.id for placed in drawing.wide.stations] == [
        str(number) for number in range(length)
    ]


def test_sixty_steps_only_run_downwards():
    drawing = draw(*chain(60))

    assert drawing.wide is None
    assert len(drawing.tall.stations) == 60


def test_sixty_that_follow_from_one_keep_room_for_words():
    stations, _edges = chain(60)

    drawing = draw(stations, [Edge("0", str(number)) for number in range(1, 60)])

    assert min(placed.label.x for placed in drawing.tall.stations) < drawing.tall.width / 3


def test_a_trail_without_stations_is_an_empty_drawing():
    drawing = draw([], [])

    assert (drawing.wide, drawing.tall.stations, drawing.tall.lines) == (None, (), ())


def test_edges_that_lead_nowhere_are_left_out():
    stations, edges = chain(2)

    drawing = draw(stations, [*edges, Edge("0", "gone"), Edge("1", "1"), Edge("1", "0")])

    assert len(drawing.tall.lines) == 1


def test_a_station_of_thin_threads_only_gets_a_small_knot():
    stations, _edges = chain(3)

    drawing = draw(stations, [Edge("0", "1", thin=True), Edge("0", "2")])

    assert [placed.minor for placed in drawing.tall.stations] == [False, True, False]


def test_a_long_compound_is_cut_rather_than_run_over_the_edge():
    word = "gemeenteraadsverkiezingsuitslagenbekendmakingsavond"

    drawing = draw([Station("0", "Idee", word)], [])

    titles = [text.text for text in drawing.tall.stations[0].label.texts if text.role == "title"]
    assert len(titles) > 1
    assert all(title.endswith("-") for title in titles[:-1])


def test_the_story_of_a_trail_is_its_longest_way_and_what_hangs_on_it():
    stations, _edges = chain(6)
    edges = [Edge("0", "1", thin=True), Edge("0", "2"), Edge("2", "4"), Edge("3", "5")]

    told, between = story(stations, edges, most=4)

    assert [station.id for station in told] == ["0", "1", "2", "4"]
    assert between == edges[:3]


def test_a_story_that_is_too_long_keeps_its_end():
    told, between = story(*chain(9), most=3)

    assert ([station.id for station in told], len(between)) == (["6", "7", "8"], 2)


def test_nothing_has_no_story():
    assert story([], [], most=3) == ([], [])
