"""How evenly something is spread."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.spread import evenness, gini

shares = st.lists(st.integers(0, 10_000).map(Fraction), min_size=1, max_size=30)


def test_equal_shares_have_no_inequality():
    assert gini([Fraction(3)] * 13) == 0


def test_one_of_four_that_has_everything():
    assert gini([Fraction(0), Fraction(0), Fraction(0), Fraction(8)]) == Fraction(3, 4)


def test_nothing_to_share_has_no_coefficient():
    assert gini([]) is None
    assert gini([Fraction(0), Fraction(0)]) is None


def test_each_municipality_counts_once_by_what_it_has_for_its_inhabitants():
    people = {"kortrijk": 80_000, "spiere-helkijn": 2_000, "elsewhere": 0}

    assert evenness({"kortrijk": 40, "spiere-helkijn": 1}, people) == 1
    assert evenness({"kortrijk": 40}, people) == Fraction(1, 2)


@given(shares)
def test_it_lies_between_none_and_all_and_is_the_mean_difference(values: list[Fraction]):
    found = gini(values)

    total, count = sum(values), len(values)
    if not total:
        assert found is None
        return
    difference = sum(abs(one - other) for one in values for other in values)
    assert found == Fraction(difference, 2 * count * total)
    assert 0 <= found < 1


@given(shares, st.integers(1, 50))
def test_it_does_not_depend_on_the_order_or_the_unit(values: list[Fraction], factor: int):
    assert gini(values) == gini([value * factor for value in reversed(values)])
