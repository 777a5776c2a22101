"""Missing bridges are counted, by rules that anybody can do by hand."""

from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.brokerage.bridges import (
    BridgePoints,
    Connector,
    Connects,
    Demand,
    Known,
    MissingPair,
    connectors,
    met_between,
    missing_concepts,
    missing_pairs,
    pairs_of,
    talked_about,
    wanted_between,
)

WEAVING, SIGNS, FELT = 1, 2, 3
WEAVER = Known(frozenset({"creative"}), offers=frozenset({WEAVING}), seeks=frozenset({SIGNS}))
FACTORY = Known(frozenset({"business"}), offers=frozenset({SIGNS}), seeks=frozenset({WEAVING}))
SCHOOL = Known(frozenset({"education", "public"}), seeks=frozenset({FELT}))
PEOPLE = {1: WEAVER, 2: FACTORY, 3: SCHOOL}


def demand(concept: int, seek: str, offer: str, *, both: int = 0) -> Demand:
    return Demand(concept, 1, 1, both, {seek: 1}, {offer: 1})


def test_everybody_in_a_group_met_everybody_else_in_it_once():
    assert pairs_of([[1, 2, 3], [3, 2], [2, 2]]) == {(1, 2), (1, 3), (2, 3)}


def test_a_pair_counts_once_for_each_two_of_its_sectors():
    met = pairs_of([[1, 2], [1, 3]])

    assert met_between(met, PEOPLE) == {
        ("business", "creative"): 1,
        ("creative", "education"): 1,
        ("creative", "public"): 1,
    }


def test_a_concept_was_talked_about_when_one_sought_it_and_the_other_offered_it():
    assert talked_about(pairs_of([[1, 2]]), PEOPLE) == {WEAVING, SIGNS}
    assert talked_about(pairs_of([[1, 3]]), PEOPLE) == frozenset()


def test_who_seeks_and_offers_the_same_by_herself_is_no_pair():
    alone = demand(WEAVING, "creative", "business", both=1)

    assert wanted_between([alone]) == {}
    assert missing_concepts([alone], frozenset()) == []


def test_who_met_least_comes_first_then_who_has_most_for_each_other_then_the_keys():
    wanted = wanted_between(
        [
            demand(WEAVING, "business", "creative"),
            demand(SIGNS, "public", "creative"),
            demand(FELT, "public", "creative"),
            demand(FELT + 1, "education", "creative"),
        ]
    )

    pairs = missing_pairs({("business", "creative"): 4}, wanted)

    assert pairs == [
        MissingPair(("creative", "public"), 0, (SIGNS, FELT)),
        MissingPair(("creative", "education"), 0, (FELT + 1,)),
        MissingPair(("business", "creative"), 4, (WEAVING,)),
    ]


def test_of_concepts_nobody_met_over_the_one_for_most_pairs_comes_first():
    many = Demand(FELT, seek=4, offer=3, both=2)
    few = Demand(SIGNS, seek=5, offer=1, both=0)
    met = Demand(WEAVING, seek=9, offer=9, both=0)

    found = missing_concepts([few, met, many], frozenset({WEAVING}))

    assert [(one.concept, one.could_meet) for one in found] == [(FELT, 10), (SIGNS, 5)]


def test_who_touches_both_sectors_connects_them_and_says_why():
    pair = MissingPair(("business", "creative"), 0, (WEAVING, SIGNS))
    people = [
        Connector(7, "b", Known(frozenset({"business", "creative"}))),
        Connector(8, "a", WEAVER, met_sectors=frozenset({"business", "public"})),
        Connector(9, "c", SCHOOL, met_sectors=frozenset({"business"})),
    ]

    assert connectors(pair, people) == [
        Connects(8, 7, ("creative",), ("business",), (WEAVING, SIGNS)),
        Connects(7, 6, ("business", "creative"), (), ()),
    ]


def test_another_weight_gives_another_order():
    pair = MissingPair(("business", "creative"), 0, (WEAVING, SIGNS))
    people = [
        Connector(7, "b", Known(frozenset({"business", "creative"}))),
        Connector(8, "a", WEAVER, met_sectors=frozenset({"business"})),
    ]

    found = connectors(pair, people, BridgePoints(in_sector=9))

    assert [one.actor for one in found] == [7, 8]


SECTORS = st.frozensets(st.sampled_from(["business", "creative", "public"]), max_size=2)
CONCEPTS = st.frozensets(st.integers(1, 5), max_size=3)
KNOWN = st.builds(Known, SECTORS, CONCEPTS, CONCEPTS)


@given(st.lists(st.tuples(KNOWN, SECTORS), max_size=8, unique_by=id), st.randoms())
def test_the_order_in_which_people_come_changes_nothing(drawn, random):
    pair = MissingPair(("business", "creative"), 0, (1, 2, 3))
    people = [
        Connector(number, f"{number}", known, met) for number, (known, met) in enumerate(drawn)
    ]

    shuffled = random.sample(people, len(people))

    assert connectors(pair, shuffled) == connectors(pair, people)


@given(st.lists(st.lists(st.integers(1, 6), max_size=4), max_size=6), st.randoms())
def test_who_met_whom_is_the_same_in_whatever_order_it_is_told(groups, random):
    people = {number: PEOPLE[number % 3 + 1] for number in range(1, 7)}
    shuffled = [random.sample(each, len(each)) for each in random.sample(groups, len(groups))]

    assert pairs_of(shuffled) == pairs_of(groups)
    assert met_between(pairs_of(shuffled), people) == met_between(pairs_of(groups), people)
