"""How long until something happens: by hand, and against what was printed."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.brokerage.survival import (
    Case,
    Ended,
    Outcome,
    Standing,
    as_of,
    incidence,
    kaplan_meier,
    standing,
)

RELAPSED = (6, 6, 6, 7, 10, 13, 16, 22, 23)
IN_REMISSION = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
FREIREICH = [
    *(Case(week, True) for week in RELAPSED),
    *(Case(week, False) for week in IN_REMISSION),
]
"""Weeks of remission of 21 patients who were given 6-mercaptopurine: E. J. Freireich and others,
Blood 21 (1963), 699–716."""

cases = st.lists(
    st.builds(Case, days=st.integers(0, 60), happened=st.booleans()), min_size=1, max_size=40
)
ends = st.lists(
    st.builds(Ended, days=st.integers(0, 30), outcome=st.sampled_from(Outcome)),
    min_size=1,
    max_size=30,
)


def test_the_remissions_of_freireich_are_as_they_were_printed():
    """Number at risk, survival and its interval, as textbooks and statistics programs give them."""
    steps = [step for step in kaplan_meier(FREIREICH) if step.events]

    assert [(step.day, step.at_risk, step.events) for step in steps] == [
        *((6, 21, 3), (7, 17, 1), (10, 15, 1), (13, 12, 1)),
        *((16, 11, 1), (22, 7, 1), (23, 6, 1)),
    ]
    assert [f"{float(step.survival):.4f}" for step in steps] == [
        *("0.8571", "0.8067", "0.7529", "0.6902", "0.6275", "0.5378", "0.4482")
    ]
    assert [f"{float(step.survival) * float(step.spread or 0) ** 0.5:.4f}" for step in steps] == [
        "0.0764",
        "0.0869",
        "0.0963",
        "0.1068",
        "0.1141",
        "0.1282",
        "0.1346",
    ]
    assert [
        f"{1 - step.interval[1]:.4f} {1 - step.interval[0]:.4f}" for step in steps if step.interval
    ] == [
        *("0.6197 0.9516", "0.5631 0.9228", "0.5032 0.8894", "0.4316 0.8491"),
        *("0.3675 0.8049", "0.2678 0.7468", "0.1881 0.6801"),
    ]


def test_the_first_steps_are_computed_by_hand_exactly():
    steps = kaplan_meier(FREIREICH)

    assert as_of(steps, 5) is None
    week_7 = as_of(steps, 8)
    assert week_7 is not None
    assert week_7.survival == Fraction(18, 21) * Fraction(16, 17)
    assert week_7.spread == Fraction(3, 21 * 18) + Fraction(1, 17 * 16)


def test_of_one_day_what_happened_comes_before_who_was_followed_no_further():
    (step,) = kaplan_meier([Case(3, True), Case(3, False)])

    assert (step.at_risk, step.events, step.censored) == (2, 1, 1)
    assert step.share == Fraction(1, 2)


def test_nothing_is_known_of_the_interval_before_the_first_and_after_the_last():
    first, last = kaplan_meier([Case(1, False), Case(2, True)])

    assert (first.share, first.interval) == (Fraction(0), None)
    assert (last.share, last.interval) == (Fraction(1), None)
    assert last.spread is None


def test_nobody_is_followed_for_less_than_no_day():
    with pytest.raises(ValueError, match="less than no day"):
        kaplan_meier([Case(-1, True)])


def test_who_stands_where_at_the_beginning_of_a_day():
    steps = kaplan_meier(FREIREICH)

    assert standing(steps, 0) == Standing(0, 21, 0, 0)
    assert standing(steps, 10) == Standing(10, 15, 4, 2)
    assert standing(steps, 36) == Standing(36, 0, 9, 12)


@given(cases, st.randoms())
def test_the_order_of_cases_does_not_matter(pool, random):
    assert kaplan_meier(random.sample(pool, len(pool))) == kaplan_meier(pool)


@given(cases)
def test_survival_never_rises_and_stays_between_none_and_all(pool):
    survivals = [Fraction(1), *(step.survival for step in kaplan_meier(pool))]

    assert survivals == sorted(survivals, reverse=True)
    assert all(0 <= survival <= 1 for survival in survivals)


@given(cases)
def test_the_interval_holds_the_share_and_stays_between_none_and_all(pool):
    for step in kaplan_meier(pool):
        if step.interval is not None:
            low, high = step.interval
            assert 0 <= low <= float(step.share) + 1e-12
            assert float(step.share) - 1e-12 <= high <= 1


@given(st.lists(st.integers(0, 60), min_size=1))
def test_what_is_all_open_never_happened(days):
    assert all(step.survival == 1 for step in kaplan_meier(Case(day, False) for day in days))


@given(st.lists(st.integers(0, 60), min_size=1))
def test_without_open_cases_it_is_the_share_to_whom_it_happened(days):
    for step in kaplan_meier(Case(day, True) for day in days):
        assert step.share == Fraction(sum(1 for day in days if day <= step.day), len(days))


@given(cases, st.integers(0, 70))
def test_who_is_followed_who_is_not_and_to_whom_it_happened_are_everybody(pool, day):
    found = standing(kaplan_meier(pool), day)

    assert found.at_risk + found.happened + found.open == len(pool)
    assert found.at_risk == sum(1 for case in pool if case.days >= day)


@given(ends)
def test_two_ends_and_none_are_everybody_and_do_not_shrink(pool):
    found = incidence(pool)

    assert all(each.open >= 0 for each in found)
    for earlier, later in pairwise(found):
        assert later.happened >= earlier.happened
        assert later.instead >= earlier.instead


@given(cases)
def test_without_another_end_both_estimators_say_the_same(pool):
    as_ends = [
        Ended(case.days, Outcome.HAPPENED if case.happened else Outcome.OPEN) for case in pool
    ]

    assert [each.happened for each in incidence(as_ends)] == [
        step.share for step in kaplan_meier(pool)
    ]


@given(ends)
def test_who_came_to_nothing_and_stays_counted_changes_no_share(pool):
    """When all are followed until the same day, the curve that keeps those that ended otherwise
    until that day is the one that knows of their end."""
    until = 31
    kept = [
        Case(one.days, True) if one.outcome is Outcome.HAPPENED else Case(until, False)
        for one in pool
    ]
    ended = [Ended(until, Outcome.OPEN) if one.outcome is Outcome.OPEN else one for one in pool]

    shares = {step.day: step.share for step in kaplan_meier(kept) if step.events}

    told = {each.day: each.happened for each in incidence(ended)}
    assert {day: told[day] for day in shares} == shares
