"""A value is what one method says: exact, rounded once, and open about what it cannot say."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.valuation import (
    Entry,
    Rate,
    Unvalued,
    Valued,
    WithoutRate,
    half_up,
    overlap,
    value,
)

DAY = date(2026, 11, 17)
HOUR = Rate(1, "time", "", 2500, date(2026, 1, 1))


def entry(number: int = 1, form: str = "time", quantity: int = 60, on: date = DAY) -> Entry:
    return Entry(number, form, "operational", quantity, on)


def test_hours_are_valued_by_the_rate_and_money_by_itself():
    found = value([entry(1, quantity=90), entry(2, "money", 1234)], [HOUR])

    assert found.total == 3750 + 1234
    assert found.per_form == (("money", 1234), ("time", 3750))
    assert found.valued == (Valued(1, "time", 1, 3750), Valued(2, "money", None, 1234))


@pytest.mark.parametrize(
    ("entry", "rates", "why"),
    [
        (entry(form="space"), [HOUR], WithoutRate.FORM),
        (entry(), [Rate(1, "time", "strategic", 2500, DAY)], WithoutRate.LEVEL),
        (entry(on=date(2025, 12, 31)), [HOUR], WithoutRate.DAY),
        (entry(), [Rate(1, "time", "", 2500, date(2026, 1, 1), DAY)], WithoutRate.DAY),
    ],
)
def test_what_has_no_rate_is_listed_with_why_and_not_counted_as_nothing(entry, rates, why):
    found = value([entry], rates)

    assert found.without == (Unvalued(1, entry.form, why),)
    assert (found.total, found.valued, found.per_form) == (0, (), ())


def test_a_rate_for_the_level_goes_before_one_for_every_level():
    own = Rate(2, "time", "operational", 3000, date(2025, 1, 1))

    assert value([entry()], [HOUR, own]).valued == (Valued(1, "time", 2, 3000),)


def test_half_a_cent_goes_up_once_for_each_entry():
    rate = Rate(1, "time", "", 30, date(2026, 1, 1))  # one minute is half a cent

    assert value([entry(1, quantity=1), entry(2, quantity=1)], [rate]).total == 2
    assert value([entry(1, quantity=2)], [rate]).total == 1


@given(st.fractions())
def test_half_up_is_the_nearest_whole(amount):
    whole = half_up(amount)

    assert Fraction(-1, 2) < whole - amount <= Fraction(1, 2)


@given(st.lists(st.integers(1, 10_000), max_size=8), st.randoms())
def test_the_order_in_which_anything_comes_does_not_matter(quantities, random):
    entries = [entry(number, quantity=amount) for number, amount in enumerate(quantities)]
    rates = [HOUR, Rate(2, "time", "", 100, date(2020, 1, 1))]

    expected = value(entries, rates)
    random.shuffle(entries)
    random.shuffle(rates)

    assert value(entries, rates) == expected


def test_the_hours_of_chemnitz():
    """40,000 hours by 1,200 people in 9,000 assignments: no value without a rate."""
    given = [entry(quantity=40_000 * 60)]

    assert value(given, []).total == 0
    assert round(Fraction(40_000, 1_200), 1) == Fraction(333, 10)
    assert round(Fraction(40_000, 9_000), 1) == Fraction(44, 10)


def test_rates_overlap_only_when_both_could_fit():
    later = Rate(2, "time", "", 2600, date(2027, 1, 1))

    assert overlap(HOUR, later)
    until_then = Rate(1, "time", "", 2500, date(2026, 1, 1), date(2027, 1, 1))
    assert not overlap(until_then, later)
    assert not overlap(later, until_then)
    assert not overlap(HOUR, Rate(2, "space", "", 1, date(2026, 1, 1)))
