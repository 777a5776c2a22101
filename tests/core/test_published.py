"""Exact shares, small groups, and the digest of what went in."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.published import inputs_digest, rounded, small_hidden

GOLDEN = [
    # Burgerbudget Kortrijk, first edition: euros asked for each euro there was
    (Fraction(953_966, 100_000), 2, "9.54"),
    # Chemnitz 2025: micro-projects chosen in round 14, and hours of its volunteers
    (Fraction(100 * 19, 60), 1, "31.7"),
    (Fraction(40_000, 1_200), 1, "33.3"),
    (Fraction(40_000, 9_000), 1, "4.4"),
    # Streekfonds West-Vlaanderen: projects of 105 applications
    (Fraction(100 * 35, 105), 1, "33.3"),
    # FUNK, Koprivnica: the share of the European Union
    (100 * Fraction("717907.97") / Fraction("844597.61"), 1, "85.0"),
]


@pytest.mark.parametrize(("value", "places", "told"), GOLDEN)
def test_the_golden_numbers_come_out(value: Fraction, places: int, told: str):
    assert str(rounded(value, places)) == told


@pytest.mark.parametrize(
    ("value", "told"), [(Fraction(5, 2), "3"), (Fraction(-5, 2), "-3"), (Fraction(12, 5), "2")]
)
def test_halves_go_away_from_zero(value: Fraction, told: str):
    assert rounded(value, 0) == Decimal(told)


def test_a_group_of_fewer_than_five_is_hidden_with_the_next_one_that_would_betray_it():
    counts = {"business": 40, "creative": 12, "education": 9, "environment": 3, "public": 0}

    assert small_hidden(counts) == {
        "business": 40,
        "creative": 12,
        "education": None,
        "environment": None,
        "public": 0,
    }


def test_two_small_groups_hide_each_other():
    assert small_hidden({"a": 30, "b": 2, "c": 4}) == {"a": 30, "b": None, "c": None}


def test_without_a_total_nothing_follows_from_the_others():
    assert small_hidden({"a": 30, "b": 2}, total_is_told=False) == {"a": 30, "b": None}


@given(st.dictionaries(st.text(min_size=1, max_size=4), st.integers(0, 60), max_size=12))
def test_no_hidden_group_follows_from_the_total(counts: dict[str, int]):
    told = small_hidden(counts)

    hidden = [name for name, count in told.items() if count is None]
    assert all(counts[name] >= 5 or name in hidden for name in counts if counts[name])
    others = [name for name in counts if counts[name] and name not in hidden]
    assert len(hidden) != 1 or not others


def test_the_digest_does_not_depend_on_the_order_of_the_rows():
    rows: list[tuple[object, ...]] = [("a", 1, None), ("b", Decimal("2.50"))]

    assert inputs_digest(rows) == inputs_digest(list(reversed(rows)))
    assert inputs_digest(rows)[1] == 2
    assert inputs_digest(rows) != inputs_digest(rows[:1])
