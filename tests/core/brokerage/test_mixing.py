"""Pairs across sectors against pairs by lot, first times, and what is owed to an introduction."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.brokerage.attribution import Brought, Claim, Shared, Told, told
from gangmaker.core.brokerage.mixing import Mixing, mixing

SECTORS = ("business", "public", "education")
DAY = date(2026, 3, 1)

people = st.integers(0, 7)
pairs = st.lists(
    st.tuples(people, people).filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=12
)
sectors = st.dictionaries(people, st.frozensets(st.sampled_from(SECTORS)), max_size=8)


def of(*names: str) -> frozenset[str]:
    return frozenset(names)


def test_two_pairs_across_and_one_within_by_hand():
    who = {1: of("business"), 2: of("education"), 3: of("business"), 4: of("public")}

    found = mixing([(1, 2), (1, 3), (2, 4)], who)

    # Six ends: 1, 1, 2, 2, 3, 4. Of 6·6 − (4 + 4 + 1 + 1) = 26 draws of two people, the same
    # sector is drawn by 1 and 3: twice 2·1.
    assert found == Mixing(3, 3, 2, index=Fraction(1, 3), expected=1 - Fraction(2 * 4, 26))
    assert found.share == Fraction(2, 3)


def test_who_has_several_sectors_is_at_home_in_each():
    who = {1: of("business", "creative"), 2: of("creative"), 3: of("public")}

    assert mixing([(1, 2), (2, 3)], who).across == 1


def test_a_pair_with_an_unknown_sector_does_not_count():
    found = mixing([(1, 2), (1, 3)], {1: of("business"), 2: of("public"), 3: of()})

    assert (found.total, found.known, found.across) == (2, 1, 1)


def test_of_no_pairs_nothing_is_told():
    assert mixing([], {}) == Mixing(0, 0, 0, None, None)
    assert mixing([(1, 2)], {}).share is None


def test_a_pair_is_of_two():
    with pytest.raises(ValueError, match="of two"):
        mixing([(1, 1)], {})


@given(pairs, sectors, st.randoms())
def test_neither_the_order_of_pairs_nor_of_the_two_matters(pool, who, random):
    turned = [pair[::-1] if random.random() < 0.5 else pair for pair in pool]

    assert mixing(random.sample(turned, len(turned)), who) == mixing(pool, who)


@given(pairs, sectors)
def test_the_index_and_its_baseline_stay_between_all_within_and_all_across(pool, who):
    found = mixing(pool, who)

    for value in (found.index, found.expected):
        assert value is None or -1 <= value <= 1


@given(st.lists(st.sampled_from(SECTORS), min_size=2, max_size=8).filter(lambda s: len(s) % 2 == 0))
def test_the_baseline_is_the_mean_over_every_way_to_pair_them(names):
    """Everybody once, so that each way to pair them is as likely."""
    who = {number: of(name) for number, name in enumerate(names)}
    ways = list(every_matching(list(who)))

    found = mixing(ways[0], who)

    indices = [mixing(way, who).index or Fraction(0) for way in ways]
    assert found.expected == sum(indices, Fraction(0)) / len(ways)


@given(pairs, sectors)
def test_the_baseline_is_that_of_any_two_ends_of_different_people(pool, who):
    known = [pair for pair in pool if all(who.get(actor) for actor in pair)]
    ends = [actor for pair in known for actor in pair]
    drawn = Counter(
        bool(who[one] & who[other]) for one, other in combinations(ends, 2) if one != other
    )

    found = mixing(pool, who)

    if known:
        assert found.expected == Fraction(drawn[False] - drawn[True], drawn.total())


def every_matching(who: list[int]) -> list[list[tuple[int, int]]]:
    """All ways to pair an even number of people."""
    if not who:
        return [[]]
    first, *rest = who
    return [
        [(first, other), *way]
        for other in rest
        for way in every_matching([one for one in rest if one != other])
    ]


def on(days: int) -> date:
    return DAY + timedelta(days=days)


def test_only_what_came_after_an_introduction_came_of_it():
    found = told(
        [
            Brought(1, (1, 2), began_on=on(0), written_on=on(0), together_on=on(9)),
            Brought(2, (3, 4), began_on=on(5), written_on=on(5), together_on=on(4)),
            Brought(3, (5, 6), began_on=on(0), written_on=on(8), together_on=on(7)),
            Brought(4, (7, 8), began_on=on(0), written_on=on(0)),
        ],
        [],
    )

    assert found == {
        1: Told(1, Claim.OURS, first_time=True),
        2: Told(2, Claim.EARLIER, first_time=False),
        3: Told(3, Claim.HINDSIGHT, first_time=True),
        4: Told(4, Claim.NONE_YET, first_time=True),
    }


def test_a_pair_is_new_without_an_earlier_introduction_and_without_an_earlier_project():
    found = told(
        [
            Brought(1, (1, 2), began_on=on(0), written_on=on(0)),
            Brought(2, (2, 1), began_on=on(30), written_on=on(30)),
            Brought(3, (3, 4), began_on=on(0), written_on=on(0)),
        ],
        [Shared((4, 3), project=9, since=on(-1)), Shared((1, 2), project=8, since=on(1))],
    )

    assert [found[each].first_time for each in (1, 2, 3)] == [True, False, False]


def test_what_two_begin_later_without_a_new_introduction_they_begin_by_themselves():
    first = Brought(1, (1, 2), on(0), on(0), together_on=on(10), project=5)
    second = Brought(2, (1, 2), on(100), on(100), together_on=on(110), project=7)
    projects = [
        Shared((1, 2), project=number, since=on(day))
        for number, day in ((5, 10), (6, 50), (7, 110), (8, 200))
    ]

    found = told([first, second], projects)

    assert (found[1].again, found[2].again) == ((6,), (8,))


def test_without_a_project_of_its_own_the_first_after_the_agreement_is_taken_to_be_it():
    met = Brought(1, (1, 2), on(0), on(0), together_on=on(10))
    projects = [Shared((1, 2), project=5, since=on(20)), Shared((1, 2), project=6, since=on(50))]

    assert told([met], projects)[1].again == (6,)


@given(st.permutations(range(4)))
def test_it_does_not_matter_in_which_order_introductions_are_told(order):
    brought = [
        Brought(1, (1, 2), on(0), on(0), together_on=on(10)),
        Brought(2, (2, 1), on(0), on(0)),
        Brought(3, (1, 2), on(40), on(41), together_on=on(40)),
        Brought(4, (2, 3), on(3), on(3), project=5, together_on=on(4)),
    ]
    projects = [Shared((1, 2), project=5, since=on(20)), Shared((2, 1), project=6, since=on(30))]

    assert told([brought[place] for place in order], projects) == told(brought, projects)
