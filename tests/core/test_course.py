"""On the way from a baseline to a target."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.course import HEIGHT, WIDTH, Aim, expected, is_behind, plot, share_reached

DECADE = Aim(Decimal(0), date(2020, 9, 1), Decimal(2030), date(2030, 12, 31))
WASTE = Aim(Decimal(100), date(2020, 1, 1), Decimal(50), date(2030, 1, 1))


def test_the_line_starts_at_the_baseline_and_ends_at_the_target():
    assert expected(DECADE, on=date(2019, 1, 1)) == 0
    assert expected(DECADE, on=date(2020, 9, 1)) == 0
    assert expected(DECADE, on=date(2030, 12, 31)) == 2030
    assert expected(DECADE, on=date(2040, 1, 1)) == 2030


@pytest.mark.parametrize(
    ("value", "behind"), [(Decimal(1014), True), (Decimal(1016), False), (Decimal(2030), False)]
)
def test_below_a_rising_line_is_behind(value: Decimal, behind: bool):
    halfway = date(2025, 11, 1)

    assert is_behind(DECADE, value, measured_on=halfway) is behind


def test_above_a_falling_line_is_behind():
    halfway = date(2025, 1, 1)

    assert is_behind(WASTE, Decimal(80), measured_on=halfway)
    assert not is_behind(WASTE, Decimal(70), measured_on=halfway)


def test_the_share_reached_is_exact_either_way():
    assert share_reached(DECADE, Decimal(203)) == Fraction(1, 10)
    assert share_reached(WASTE, Decimal("87.5")) == Fraction(1, 4)
    assert share_reached(WASTE, Decimal(110)) == Fraction(-1, 5)


def test_a_target_that_is_the_baseline_is_reached():
    level = Aim(Decimal(7), date(2020, 1, 1), Decimal(7), date(2021, 1, 1))

    assert share_reached(level, Decimal(7)) == 1
    assert not is_behind(level, Decimal(7), measured_on=date(2020, 6, 1))
    assert is_behind(level, Decimal(6), measured_on=date(2020, 6, 1))


@given(st.dates(min_value=date(2015, 1, 1), max_value=date(2035, 1, 1)))
def test_the_line_never_leaves_the_way_and_who_is_on_it_is_not_behind(on: date):
    line = expected(DECADE, on=on)

    assert 0 <= line <= 2030
    assert not is_behind(DECADE, Decimal(-(-line.numerator // line.denominator)), measured_on=on)


def test_a_falling_aim_is_drawn_upwards_too():
    drawn = plot(
        WASTE,
        [(date(2020, 1, 1), Decimal(100)), (date(2025, 1, 1), Decimal(75))],
        today=date(2026, 1, 1),
    )

    assert drawn.aim == (0, HEIGHT, WIDTH, 0)
    assert [y for _x, y in drawn.dots] == [HEIGHT, HEIGHT // 2]
    assert drawn.path.startswith(f"M0 {HEIGHT} L")
    assert drawn.today is not None


@given(
    st.lists(
        st.tuples(
            st.dates(min_value=date(2010, 1, 1), max_value=date(2040, 1, 1)),
            st.decimals(min_value=-10_000, max_value=10_000, places=2),
        ),
        max_size=8,
    )
)
def test_whatever_was_measured_stays_in_the_box(points: list[tuple[date, Decimal]]):
    drawn = plot(DECADE, points, today=date(2026, 11, 18))

    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in drawn.dots)
