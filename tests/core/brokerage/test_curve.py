"""The curve in its box."""

import re
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.brokerage.curve import HEIGHT, WIDTH, Axes, axes_for, plot
from gangmaker.core.brokerage.survival import Case, kaplan_meier

cases = st.lists(
    st.builds(Case, days=st.integers(0, 900), happened=st.booleans()), min_size=1, max_size=30
)


def test_a_step_line_goes_right_to_the_day_and_up_to_the_share():
    steps = kaplan_meier([Case(30, True), Case(60, False), Case(90, True), Case(120, False)])

    drawn = plot(steps, Axes(horizon=120, top=Fraction(1)))

    assert drawn.line == "M0 400H250V300H750V150H1000"


def test_the_curve_ends_where_too_few_are_followed():
    steps = kaplan_meier([Case(30, True), *[Case(60, False)] * 4, Case(120, True)])

    drawn = plot(steps, Axes(horizon=120, top=Fraction(1)), least=5)

    assert drawn.line.endswith("H500")
    assert plot(steps, Axes(horizon=120, top=Fraction(1)), least=7).line == ""


def test_the_axes_hold_two_thirds_of_the_longest_and_all_that_is_drawn():
    short = kaplan_meier([Case(100, False)])
    year = kaplan_meier([Case(400, False), Case(20, True)])
    long = kaplan_meier([Case(800, False)])

    assert axes_for([short]) == Axes(120, Fraction(1, 4))
    assert axes_for([short, year]) == Axes(360, Fraction(1))
    assert axes_for([long, short]).ticks == (0, 180, 360, 540, 720)


@given(cases)
def test_nothing_is_drawn_outside_the_box(pool):
    steps = kaplan_meier(pool)

    drawn = plot(steps, axes_for([steps]))

    across = [int(x) for x in re.findall(r"[HML](\d+)", drawn.line + drawn.band)]
    up = [int(y) for y in re.findall(r"(?:V| )(\d+)", drawn.line + drawn.band)]
    assert all(0 <= x <= WIDTH for x in across)
    assert all(0 <= y <= HEIGHT for y in up)
