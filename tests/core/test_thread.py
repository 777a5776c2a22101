from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gangmaker.core.thread import Edge, Label, Station, draw
from gangmaker.core.thread import label as label_sizes
from gangmaker.core.thread.shapes import sound_edges

WORDS = st.text("aeilmnoprstvwAMW ", min_size=1, max_size=70)
WHO = "Hogeschool, Kortrijk, Stad Kortrijk, Textielbedrijf, Wielsbeke en nog 3"
SAMPLES = 24


START = date(2024, 11, 4)
MONTHS = ("januari", "feb", "maart", "april", "mei", "juni", *["september"] * 6)


@st.composite
def trails(draw_value, most=24):
    count = draw_value(st.integers(1, most))
    dated = draw_value(st.booleans())
    on = START
    stations = []
    for number in range(count):
        on += timedelta(days=draw_value(st.sampled_from([0, 0, 9, 40, 200])))
        stations.append(
            Station(
                str(number),
                kind=draw_value(st.sampled_from(["", "Vraag", "Ontmoeting"])),
                title=draw_value(WORDS),
                who=draw_value(st.sampled_from(["", "Textielbedrijf, Wielsbeke", WHO])),
                date_label="3 maart",
                knot=draw_value(st.sampled_from(["offer", "project"])),
                on=on if dated else None,
                month=MONTHS[on.month - 1] if dated else "",
                year=str(on.year) if dated else "",
            )
        )
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


def labels(layout):
    marks = [mark for axis in layout.axes for mark in axis.marks]
    return [*marks, *(placed.label for placed in layout.stations)]


@settings(max_examples=60, deadline=None)
@given(trails())
def test_words_never_touch_each_other(trail):
    for one, other in combinations(labels(draw(*trail).wide), 2):
        assert not overlap(one, other)


@settings(max_examples=60, deadline=None)
@given(trails())
def test_words_never_touch_a_line(trail):
    layout = draw(*trail).wide
    points = [point for line in layout.lines for point in along(line)]

    for label in labels(layout):
        assert not [point for point in points if covers(label, point)]
        assert not [axis for axis in layout.axes if label.y < axis.y < label.y + label.height]


@settings(max_examples=60, deadline=None)
@given(trails())
def test_words_never_touch_a_knot(trail):
    layout = draw(*trail).wide

    for label in labels(layout):
        for knot in layout.stations:
            assert not overlap(label, around(knot))


@settings(max_examples=40, deadline=None)
@given(trails())
def test_no_line_runs_through_the_knot_of_another(trail):
    layout = draw(*trail).wide

    for line in layout.lines:
        ends = {line.curves[0][0], line.curves[-1][-1]}
        for knot in layout.stations:
            if not {(knot.x, knot.y)} & ends:
                assert not [point for point in along(line) if covers(around(knot), point)]


@settings(max_examples=60, deadline=None)
@given(trails())
def test_everything_lies_on_the_drawing(trail):
    layout = draw(*trail).wide

    for label in labels(layout):
        assert label.x >= 0
        assert label.x + label.width <= layout.width + 0.01
        assert label.y >= 0
        assert label.y + label.height <= layout.height + 0.01


@settings(max_examples=40, deadline=None)
@given(trails())
def test_time_runs_from_left_to_right_and_from_band_to_band(trail):
    stations, edges = trail
    placed = {each.station.id: each for each in draw(stations, edges).wide.stations}

    for earlier, later in pairwise(stations):
        one, other = placed[earlier.id], placed[later.id]
        assert one.x <= other.x or one.y < other.y


@settings(max_examples=40, deadline=None)
@given(trails())
def test_whoever_follows_the_lines_finds_every_edge(trail):
    stations, edges = trail
    layout = draw(stations, edges).wide
    knots = {(placed.x, placed.y): placed.station.id for placed in layout.stations}

    starts = {knots.get(line.curves[0][0]) for line in layout.lines}
    ends = {knots.get(line.curves[-1][-1]) for line in layout.lines}

    sound = sound_edges(stations, edges)
    assert {edge.source for edge in sound} <= starts
    assert {edge.target for edge in sound} <= ends


@pytest.mark.parametrize(("length", "bands"), [(1, 1), (3, 1), (9, 1), (12, 2), (60, 6)])
def test_a_trail_runs_on_in_bands_as_long_as_can_be_read(length, bands):
    drawing = draw(*chain(length))

    assert [placed.station.id for placed in drawing.wide.stations] == [
        str(number) for number in range(length)
    ]
    assert len({placed.y // 200 for placed in drawing.wide.stations}) >= bands - 1


def test_a_year_is_said_where_it_begins_and_a_month_once():
    stations = [
        Station(str(number), "Stap", "Een bank", month=month, year=year, on=date(int(year), m, 1))
        for number, (m, month, year) in enumerate(
            [(11, "november", "2025"), (11, "november", "2025"), (2, "februari", "2026")]
        )
    ]

    axis = draw(stations, chain_of(3)).wide.axes[0]

    assert [text.text for mark in axis.marks for text in mark.texts] == [
        "november 2025",
        "februari 2026",
    ]


def test_sixty_that_follow_from_one_take_one_row_on_the_way():
    stations, _edges = chain(60)

    drawing = draw(stations, [Edge("0", str(number)) for number in range(1, 60)])

    assert drawing.strand.lanes == 2
    assert drawing.wide.height < 60 * 100


def test_a_trail_without_stations_is_an_empty_drawing():
    drawing = draw([], [])

    assert (drawing.wide.stations, drawing.wide.lines, drawing.strand.rows) == ((), (), ())


def test_edges_that_lead_nowhere_are_left_out():
    stations, edges = chain(2)

    drawing = draw(stations, [*edges, Edge("0", "gone"), Edge("1", "1"), Edge("1", "0")])

    assert len(drawing.wide.lines) == 1


def test_a_station_of_thin_threads_only_gets_a_small_knot():
    stations, _edges = chain(3)

    drawing = draw(stations, [Edge("0", "1", thin=True), Edge("0", "2")])

    assert [placed.minor for placed in drawing.wide.stations] == [False, True, False]


def test_a_long_compound_is_cut_rather_than_run_over_the_edge():
    word = "gemeenteraadsverkiezingsuitslagenbekendmakingsavond"

    drawing = draw([Station("0", "Idee", word)], [])

    titles = [text.text for text in drawing.wide.stations[0].label.texts if text.role == "title"]
    assert len(titles) > 1
    assert all(title.endswith("-") for title in titles[:-1])


def test_nothing_is_written_smaller_than_fourteen():
    assert min(label_sizes.KIND, label_sizes.TITLE, label_sizes.NOTE, label_sizes.MARK) == 14
