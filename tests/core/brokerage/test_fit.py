"""How somebody fits what is asked: property tests of the arithmetic and of the order."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.brokerage.columns import NOBODY, cut
from gangmaker.core.brokerage.crowd import Crowd, Load, Row, ranked
from gangmaker.core.brokerage.fit import (
    Ask,
    AskedConcept,
    Kind,
    Lack,
    Member,
    Reason,
    fit,
    in_order,
)
from gangmaker.core.brokerage.places import Centre, near
from gangmaker.core.brokerage.weights import WEIGHTS, Weights, published, worth

DAY = date(2026, 11, 2)
CONCEPTS, UNRELATED = list(range(1, 7)), 99
FORMS, LANGUAGES = ["time", "money", "space"], ["nl", "fr", "en"]
SECTORS = ["business", "creative", "education"]
KINDS = [Kind.NARROWER, Kind.BROADER, Kind.RELATED]


def some(values: list[str]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values))


days = st.none() | st.integers(-40, 40).map(lambda days: DAY + timedelta(days=days))
asked_concepts = st.builds(
    AskedConcept,
    concept=st.sampled_from(CONCEPTS),
    worth=st.integers(0, 100),
    beside=st.dictionaries(st.sampled_from(CONCEPTS), st.sampled_from(KINDS), max_size=3),
)
asks = st.builds(
    Ask,
    concepts=st.lists(asked_concepts, min_size=1, max_size=4, unique_by=lambda a: a.concept).map(
        tuple
    ),
    forms=some(FORMS),
    languages=some(LANGUAGES),
    sectors=some(SECTORS),
    asker_sectors=some(SECTORS),
    place=st.sampled_from([None, 1]),
    near=st.sampled_from([frozenset(), frozenset({2})]),
    by_when=st.sampled_from([None, DAY]),
)
weights = st.builds(
    Weights,
    narrower=st.integers(0, 100),
    related=st.integers(0, 100),
    form=st.integers(0, 20),
    first_time=st.integers(0, 40),
    bridge=st.integers(0, 40),
    proposal=st.integers(0, 9),
)
facts = st.builds(
    Member,
    actor=st.just(0),
    public_id=st.just(""),
    concepts=st.frozensets(st.sampled_from(CONCEPTS), max_size=4),
    forms=some(FORMS),
    languages=some(LANGUAGES),
    sectors=some(SECTORS),
    place=st.sampled_from([None, 1, 2, 3]),
    free_from=days,
    hours=st.none() | st.integers(1, 40),
    at_once=st.integers(1, 4),
    open=st.integers(0, 4),
    proposals=st.integers(0, 20),
    last_introduced=days,
)


@st.composite
def members(draw: st.DrawFn) -> list[Member]:
    """Public ids are in no order that ids tell."""
    drawn = draw(st.lists(facts, max_size=8))
    letters = draw(st.permutations(range(len(drawn))))
    return [
        replace(each, actor=at + 1, public_id=f"{letter:03}")
        for at, (each, letter) in enumerate(zip(drawn, letters, strict=True))
    ]


@given(asks, members(), st.randoms(use_true_random=False))
def test_the_order_in_which_members_come_changes_nothing(ask: Ask, pool, random: Random):
    shuffled = random.sample(pool, len(pool))

    assert in_order(ask, shuffled) == in_order(ask, pool)


@given(asks, members(), facts)
def test_somebody_who_has_nothing_to_do_with_it_changes_nothing(ask: Ask, pool, other: Member):
    stranger = replace(other, actor=999, public_id="zzz", concepts=frozenset({UNRELATED}))

    assert in_order(ask, [*pool, stranger]) == in_order(ask, pool)


@given(asks, members(), weights)
def test_the_points_are_the_sum_of_the_reasons(ask: Ask, pool, chosen: Weights):
    for found in in_order(ask, pool, chosen):
        assert found.points == sum(reason.points for reason in found.reasons)


@given(asks, members(), weights)
def test_all_at_once_comes_to_the_same_as_one_by_one(ask: Ask, pool, chosen: Weights):
    crowd = crowd_of(ask, pool, chosen)

    found = ranked(ask, crowd, weights=chosen)

    one_by_one = in_order(ask, pool, chosen)
    by_actor = {each.member.actor: each for each in one_by_one}
    assert sorted(found.ids.tolist()) == sorted(by_actor)
    for actor, (negative, proposals, introduced) in zip(
        found.ids.tolist(), found.keys.tolist(), strict=True
    ):
        each = by_actor[actor]
        assert (-negative, proposals) == (each.points, each.member.proposals)
        assert bool(introduced) == (each.member.last_introduced is not None)


@given(asks, members(), st.integers(1, 5))
def test_what_is_cut_off_holds_the_first_ones(ask: Ask, pool, limit: int):
    first = [each.member.actor for each in in_order(ask, pool)[:limit]]

    sure, tied = cut(ranked(ask, crowd_of(ask, pool, WEIGHTS)), limit)

    assert set(sure.tolist()) <= set(first) <= {*sure.tolist(), *tied.tolist()}


@given(asks, members())
def test_who_is_shown_is_seen_as_she_was_counted(ask: Ask, pool):
    crowd = crowd_of(ask, pool, WEIGHTS)

    shown = crowd.members({each.actor: row_of(each) for each in pool})

    assert in_order(ask, shown) == [
        replace(each, member=next(one for one in shown if one.actor == each.member.actor))
        for each in in_order(ask, pool)
    ]


def test_each_concept_counts_once_by_the_nearest_and_what_is_missing_is_said():
    ask = Ask(
        (
            AskedConcept(1, 60, {2: Kind.NARROWER, 3: Kind.RELATED}),
            AskedConcept(4, 90, {5: Kind.BROADER}),
            AskedConcept(6, 70),
        ),
        forms=frozenset({"time", "space"}),
        languages=frozenset({"fr"}),
        by_when=DAY,
    )
    member = Member(
        7, "a", frozenset({2, 3, 5}), frozenset({"time"}), hours=10, free_from=date(2026, 12, 1)
    )

    found = fit(ask, member)

    assert found is not None
    assert found.reasons == (
        Reason(Kind.BROADER, 36, concept=4, by=5),
        Reason(Kind.NARROWER, 48, concept=1, by=2),
        Reason(Kind.FORM, 8, value="time"),
        Reason(Kind.HOURS, 4, value="10"),
        Reason(Kind.ROOM, 10, value="3"),
        Reason(Kind.FIRST_TIME, 12),
    )
    assert found.points == 118
    assert found.missing == (
        Lack(Kind.EXACT, 6),
        Lack(Kind.FORM, value="space"),
        Lack(Kind.LANGUAGE),
        Lack(Kind.IN_TIME, value="2026-12-01"),
    )


def test_whoever_has_as_much_as_she_wants_is_not_proposed():
    ask = Ask((AskedConcept(1, 50),))

    assert fit(ask, Member(1, "a", frozenset({1}), at_once=2, open=2)) is None


def test_who_came_up_often_has_fewer_points_to_a_limit():
    ask = Ask((AskedConcept(1, 50),))
    points = [
        found.points
        for proposals in (0, 1, 12, 40)
        if (found := fit(ask, Member(1, "a", frozenset({1}), proposals=proposals)))
    ]

    assert points == [72, 69, 36, 36]


def test_of_the_same_points_fewer_proposals_then_longer_ago_then_the_public_id_comes_first():
    ask, even = Ask((AskedConcept(1, 50),)), replace(WEIGHTS, first_time=0, proposal=0)
    one = Member(1, "f", frozenset({1}), last_introduced=date(2026, 1, 1))
    pool = [
        replace(one, actor=2, public_id="a", proposals=1),
        replace(one, actor=3, public_id="b", last_introduced=date(2026, 2, 1)),
        replace(one, actor=4, public_id="e"),
        replace(one, actor=5, public_id="z", last_introduced=None),
        one,
    ]

    found = in_order(ask, pool, even)

    assert [each.member.actor for each in found] == [5, 4, 1, 3, 2]


def test_another_weight_makes_another_order_and_other_reasons():
    ask = Ask((AskedConcept(1, 50),), sectors=frozenset({"business"}))
    skilled = Member(1, "a", frozenset({1}), last_introduced=DAY)
    near_by = Member(2, "b", frozenset({1}), sectors=frozenset({"business"}), proposals=3)

    def told(weights: Weights) -> list[tuple[int, int]]:
        return [
            (each.member.actor, each.points) for each in in_order(ask, [skilled, near_by], weights)
        ]

    assert told(WEIGHTS) == [(2, 71), (1, 60)]
    assert told(replace(WEIGHTS, first_time=0, sector=0)) == [(1, 60), (2, 51)]


def test_a_concept_is_worth_less_the_more_members_confirmed_it():
    assert [worth(members) for members in (0, 1, 2, 3, 4, 1_000, 65_536, 200_000)] == [
        100, 100, 95, 95, 90, 55, 20, 20,
    ]  # fmt: skip


def test_every_weight_is_published():
    told = {each.key: each.value for each in published(replace(WEIGHTS, bridge=5))}

    assert told == {**vars(WEIGHTS), "bridge": 5}


def test_near_is_by_the_distance_between_two_centres():
    places = {1: Centre(50.82, 3.26), 2: Centre(50.80, 3.28), 3: Centre(51.05, 3.73)}

    assert near(1, places, kilometres=12) == {2}
    assert near(1, places, kilometres=60) == {2, 3}
    assert near(9, places, kilometres=60) == frozenset()


@pytest.mark.parametrize("limit", [1, 50])
def test_of_nobody_nobody_is_first(limit: int):
    found = ranked(Ask((AskedConcept(1, 50),)), Crowd(NOBODY, {1: np.array([4])}))

    assert [ids.tolist() for ids in cut(found, limit)] == [[], []]


def crowd_of(ask: Ask, pool: list[Member], chosen: Weights) -> Crowd:
    """The same facts by column, with somebody in them who is not available."""

    def ids(found: object) -> np.ndarray:
        return np.array([each.actor for each in pool if found(each)] + [555], dtype=np.int64)  # type: ignore[operator]

    def columns(keys: list[Any], name: str) -> dict[Any, np.ndarray]:
        return {key: ids(lambda each, key=key: key in getattr(each, name)) for key in keys}

    return Crowd(
        counted=np.array([each.actor for each in pool], dtype=np.int64),
        confirmed=columns(CONCEPTS, "concepts"),
        forms=columns(FORMS, "forms"),
        languages=columns(LANGUAGES, "languages"),
        sectors=columns(SECTORS, "sectors"),
        same_place=ids(lambda each: ask.place is not None and each.place == ask.place),
        near=ids(lambda each: each.place in ask.near),
        late=ids(lambda each: ask.by_when and each.free_from and each.free_from > ask.by_when),
        enough_hours=ids(lambda each: (each.hours or 0) >= chosen.enough_hours),
        introduced=ids(lambda each: each.last_introduced),
        proposals=np.array([e.actor for e in pool for _ in range(e.proposals)], dtype=np.int64),
        loads={each.actor: Load(each.open, each.at_once) for each in pool if each.open},
    )


def row_of(each: Member) -> Row:
    return Row(
        each.public_id, each.place, each.free_from, each.hours, each.at_once, each.last_introduced
    )
