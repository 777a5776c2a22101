from gangmaker.core.thread import Edge, Station, folded, story
from tests.core.test_thread import chain


def offers(count):
    return [Station(f"o{number}", "Aanbod", "Twee uur", knot="offer") for number in range(count)]


def told(members):
    return Station("", "Aanbod", f"+{len(members)}", knot="bundle")


def hub_with(count):
    stations = [Station("q", "Vraag", "Wie helpt?"), *offers(count), Station("p", "Project", "Zo")]
    edges = [Edge("q", f"o{number}", thin=True) for number in range(count)]
    return stations, [*edges, Edge("q", "p")]


def test_the_story_of_a_trail_is_its_longest_way_and_what_hangs_on_it():
    stations, _edges = chain(6)
    edges = [Edge("0", "1", thin=True), Edge("0", "2"), Edge("2", "4"), Edge("3", "5")]

    kept, between = story(stations, edges, most=4)

    assert [station.id for station in kept] == ["0", "1", "2", "4"]
    assert between == edges[:3]


def test_a_story_that_is_too_long_keeps_its_end():
    kept, between = story(*chain(9), most=3)

    assert ([station.id for station in kept], len(between)) == (["6", "7", "8"], 2)


def test_a_story_through_a_station_keeps_what_is_near_it():
    kept, _between = story(*chain(9), most=3, through="2")

    assert [station.id for station in kept] == ["1", "2", "3"]


def test_a_story_through_a_side_thread_goes_through_it():
    stations, _edges = chain(6)
    edges = [Edge("0", "1"), Edge("1", "2"), Edge("2", "3"), Edge("0", "4"), Edge("4", "5")]

    kept, _between = story(stations, edges, most=3, through="4")

    assert [station.id for station in kept] == ["0", "4", "5"]


def test_nothing_has_no_story():
    assert story([], [], most=3) == ([], [])


def test_a_dozen_offers_for_one_question_are_one_knot():
    kept, between = folded(*hub_with(12), told=told)

    assert [(station.id, len(station.folded)) for station in kept] == [
        ("q", 0),
        ("bundle-o0", 12),
        ("p", 0),
    ]
    assert between == [Edge("q", "bundle-o0", thin=True), Edge("q", "p")]


def test_two_offers_stay_two():
    stations, edges = hub_with(2)

    assert folded(stations, edges, told=told)[0] == stations


def test_three_questions_that_became_one_stay_three():
    stations, _edges = chain(5)

    kept, _between = folded(
        stations, [Edge(str(number), "3") for number in range(3)] + [Edge("3", "4")], told=told
    )

    assert kept == stations


def test_what_is_read_now_is_not_folded_away():
    kept, _between = folded(*hub_with(4), told=told, keep=["o2"])

    assert [station.id for station in kept] == ["q", "bundle-o0", "o2", "p"]


def test_offers_that_came_before_stand_right_before_what_they_led_to():
    stations = [*offers(3), Station("q", "Vraag", "Wie?"), Station("p", "Project", "Zo")]
    edges = [*(Edge(f"o{number}", "q", thin=True) for number in range(3)), Edge("q", "p")]

    kept, between = folded(stations, edges, told=told)

    assert [station.id for station in kept] == ["bundle-o0", "q", "p"]
    assert between == [Edge("bundle-o0", "q", thin=True), Edge("q", "p")]
