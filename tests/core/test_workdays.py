from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.workdays import (
    FLEMISH_COMMUNITY_DAY,
    add_working_days,
    belgian_holidays,
    easter_sunday,
    is_working_day,
    working_days_between,
    yearly,
)

dates = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
counts = st.integers(min_value=0, max_value=60)
closings = st.frozensets(dates, max_size=8)


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (1818, date(1818, 3, 22)),  # the earliest Easter possible
        (2000, date(2000, 4, 23)),
        (2024, date(2024, 3, 31)),
        (2026, date(2026, 4, 5)),
        (2027, date(2027, 3, 28)),
        (2038, date(2038, 4, 25)),  # the latest Easter possible
    ],
)
def test_easter_falls_where_the_almanac_has_it(year: int, easter: date) -> None:
    assert easter_sunday(year) == easter


def test_2026_has_the_ten_legal_holidays() -> None:
    assert belgian_holidays(2026) == {
        date(2026, 1, 1),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 7, 21),
        date(2026, 8, 15),
        date(2026, 11, 1),
        date(2026, 11, 11),
        date(2026, 12, 25),
    }


def test_2027_has_the_ten_legal_holidays() -> None:
    assert belgian_holidays(2027) == {
        date(2027, 1, 1),
        date(2027, 3, 29),
        date(2027, 5, 1),
        date(2027, 5, 6),
        date(2027, 5, 17),
        date(2027, 7, 21),
        date(2027, 8, 15),
        date(2027, 11, 1),
        date(2027, 11, 11),
        date(2027, 12, 25),
    }


def test_two_holidays_on_one_day_count_once() -> None:
    ascension_on_labour_day = date(2008, 5, 1)

    assert ascension_on_labour_day in belgian_holidays(2008)
    assert len(belgian_holidays(2008)) == 9


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 11, 21), 0, date(2026, 11, 21)),  # zero days stays, even on a Saturday
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # Saturday to Monday
        (date(2026, 11, 19), 10, date(2026, 12, 3)),  # two weekends
        (date(2026, 11, 10), 1, date(2026, 11, 12)),  # over Armistice
        (date(2026, 12, 24), 1, date(2026, 12, 28)),  # over Christmas and a weekend
        (date(2026, 12, 30), 2, date(2027, 1, 4)),  # over New Year
        (date(2026, 4, 3), 1, date(2026, 4, 7)),  # Good Friday is worked, Easter Monday is not
    ],
)
def test_a_promise_falls_due_on_a_day_that_people_work(start: date, days: int, due: date) -> None:
    assert add_working_days(start, days) == due


def test_a_region_adds_its_own_closing_days() -> None:
    closed = yearly([FLEMISH_COMMUNITY_DAY], range(2025, 2028))
    thursday = date(2025, 7, 10)

    assert is_working_day(date(2025, 7, 11))
    assert not is_working_day(date(2025, 7, 11), closed)
    assert add_working_days(thursday, 1, closed=closed) == date(2025, 7, 14)


def test_days_are_never_counted_backward() -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        add_working_days(date(2026, 11, 20), -1)


def test_what_is_late_has_a_negative_number_of_days_left() -> None:
    friday, tuesday = date(2026, 11, 20), date(2026, 11, 24)

    assert working_days_between(tuesday, friday) == -2


@given(dates, counts, closings)
def test_counting_undoes_adding(start: date, days: int, closed: frozenset[date]) -> None:
    due = add_working_days(start, days, closed=closed)

    assert working_days_between(start, due, closed=closed) == days


@given(dates, st.integers(min_value=1, max_value=60), closings)
def test_nothing_falls_due_on_a_day_off(start: date, days: int, closed: frozenset[date]) -> None:
    assert is_working_day(add_working_days(start, days, closed=closed), closed)


@given(dates, counts, counts)
def test_adding_in_two_steps_is_adding_at_once(start: date, first: int, second: int) -> None:
    in_steps = add_working_days(add_working_days(start, first), second)

    assert in_steps == add_working_days(start, first + second)


@given(dates, st.integers(min_value=0, max_value=40), counts)
def test_who_starts_later_is_never_due_earlier(start: date, later: int, days: int) -> None:
    later_start = start + timedelta(days=later)

    assert add_working_days(start, days) <= add_working_days(later_start, days)


@given(dates, st.integers(min_value=-90, max_value=90))
def test_there_and_back_is_nothing(start: date, step: int) -> None:
    end = start + timedelta(days=step)

    assert working_days_between(start, end) == -working_days_between(end, start)
