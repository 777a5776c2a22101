from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.eligibility import (
    Because,
    Candidate,
    Claimed,
    Rules,
    co_financing,
    why_not,
)

RULES = Rules(
    starts_on=date(2026, 1, 1),
    ends_on=date(2026, 12, 31),
    forms=frozenset({"money", "time"}),
    staff="none",
    in_kind_counts=False,
    left=100_000,
)
HOURS = Candidate(
    form="time", on=date(2026, 6, 1), said=120, cents=5000, in_project=True, confirmed=True
)
COST = replace(HOURS, form="", said=5000, payer="this_grant")


def test_what_fits_has_no_reason():
    assert why_not(RULES, HOURS) == ()
    assert why_not(RULES, COST) == ()


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ({"said": 0}, Because.NOTHING_LEFT),
        ({"in_project": False}, Because.OTHER_PROJECT),
        ({"on": date(2025, 12, 31)}, Because.OUTSIDE_PERIOD),
        ({"on": date(2027, 1, 1)}, Because.OUTSIDE_PERIOD),
        ({"confirmed": False}, Because.NOT_CONFIRMED),
        ({"form": "money", "from_funder": True}, Because.IS_THE_GRANT),
        ({"for_organisation": True}, Because.STAFF_NOT_COUNTED),
        ({"cents": None}, Because.NO_RATE),
        ({"claimed_elsewhere": True}, Because.CLAIMED_ELSEWHERE),
        ({"claimed_here": True}, Because.CLAIMED_HERE),
    ],
)
def test_each_rule_says_why(changed, because):
    assert why_not(RULES, replace(HOURS, **changed)) == (because,)


def test_goods_are_refused_for_each_reason():
    goods = replace(HOURS, form="material")

    assert why_not(RULES, goods) == (Because.FORM_NOT_COUNTED, Because.IN_KIND_EXCLUDED)
    assert why_not(replace(RULES, in_kind_counts=True, forms=frozenset({"material"})), goods) == ()


def test_a_cost_is_within_the_grant_and_not_paid_by_another():
    assert why_not(RULES, replace(COST, cents=100_001)) == (Because.OVER_AMOUNT,)
    assert why_not(RULES, replace(COST, payer="other_grant")) == (Because.OTHER_GRANT_PAYS,)
    assert why_not(RULES, replace(COST, payer="own", cents=100_001)) == ()


def test_staff_by_percentage_is_not_counted_by_the_hour():
    paid = replace(HOURS, for_organisation=True)

    assert why_not(replace(RULES, staff="percentage"), paid) == (Because.STAFF_BY_PERCENTAGE,)
    assert why_not(replace(RULES, staff="hourly"), paid) == ()


def test_the_european_share_of_funk():
    """717,907.97 of 844,597.61 is 85.0 %."""
    lines = [
        Claimed(71_790_797, True, "", "this_grant"),
        Claimed(84_459_761 - 71_790_797, True, "", "own"),
    ]

    found = co_financing(lines, required=Fraction(15, 100))

    assert found.grant_share == Fraction(71_790_797, 84_459_761)
    assert f"{float(found.grant_share * 100):.1f}" == "85.0"
    assert found.missing == 1  # a cent under 15 %: rounded figures hide that, exact ones do not


def test_money_given_is_not_counted_beside_what_it_paid_for():
    lines = [Claimed(1000, False, "money", ""), Claimed(1000, True, "", "third_party")]

    found = co_financing(lines, required=Fraction(1, 2))

    assert (found.total, found.from_grant, found.share) == (1000, 0, Fraction(1))


def test_nothing_claimed_has_no_share():
    assert co_financing([], required=Fraction(1, 2)).share is None


@given(st.lists(st.tuples(st.integers(1, 10**8), st.booleans())), st.integers(0, 10_000))
def test_with_what_is_missing_the_share_is_reached_and_not_with_a_cent_less(lines, share):
    required = Fraction(share, 10_000)
    claimed = [Claimed(cents, True, "", "own" if own else "this_grant") for cents, own in lines]
    found = co_financing(claimed, required=required)

    reached = found.from_others + found.missing

    assert reached >= required * found.total
    assert found.missing == 0 or reached - 1 < required * found.total
