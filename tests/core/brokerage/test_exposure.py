"""How unevenly proposals are spread, beside the definition written out."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.brokerage.exposure import gini


def by_definition(numbers: list[int]) -> Fraction:
    """The mean difference between any two, as a part of twice the mean."""
    apart = sum(abs(one - other) for one in numbers for other in numbers)
    return Fraction(apart, 2 * len(numbers) * sum(numbers)) if sum(numbers) else Fraction(0)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=20))
def test_it_is_the_mean_difference_between_any_two(numbers: list[int]):
    assert gini(numbers) == by_definition(numbers)


@given(st.lists(st.integers(0, 50), max_size=20), st.randoms(use_true_random=False))
def test_the_order_changes_nothing(numbers: list[int], random):
    assert gini(random.sample(numbers, len(numbers))) == gini(numbers)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], 0),
        ([0, 0], 0),
        ([3, 3, 3], 0),
        ([0, 0, 0, 8], Fraction(3, 4)),
        ([1, 3], Fraction(1, 4)),
    ],
)
def test_all_alike_is_nought_and_one_every_time_is_near_one(numbers, expected):
    assert gini(numbers) == expected


def test_nobody_is_proposed_less_than_never():
    with pytest.raises(ValueError, match="less than never"):
        gini([1, -1])
