from datetime import date

import pytest

from gangmaker.core.letters import Letter, TooMuch, covering, is_within, too_much

SPRING = Letter(1, 40, date(2026, 3, 1), date(2026, 5, 31))


def letter(percentage: int, since: date, until: date, number: int = 2) -> Letter:
    return Letter(number, percentage, since, until)


@pytest.mark.parametrize(
    ("since", "until", "covered"),
    [
        (date(2026, 3, 1), date(2026, 5, 31), True),
        (date(2026, 2, 28), date(2026, 3, 31), False),
        (date(2026, 5, 1), date(2026, 6, 1), False),
    ],
)
def test_a_letter_covers_days_that_are_all_its_own(since, until, covered):
    assert (covering([SPRING], since=since, until=until) == SPRING) is covered


def test_two_letters_that_follow_each_other_cover_no_days_together():
    summer = letter(60, date(2026, 6, 1), date(2026, 8, 31))

    assert covering([SPRING, summer], since=date(2026, 5, 1), until=date(2026, 6, 30)) is None


def test_of_two_that_cover_the_days_the_larger_counts():
    more = letter(50, date(2026, 3, 1), date(2026, 3, 31))

    assert covering([SPRING, more], since=more.starts_on, until=more.ends_on) == more


def test_a_part_of_pay_is_exact_to_the_cent():
    """40 % of 3,333.33 is 1,333.332."""
    assert is_within(SPRING, amount=133_333, whole_pay=333_333)
    assert not is_within(SPRING, amount=133_334, whole_pay=333_333)


def test_more_than_all_the_work_is_said_by_month():
    other = letter(61, date(2026, 4, 30), date(2026, 7, 31))
    follows = letter(100, date(2026, 8, 1), date(2026, 8, 31), 3)

    assert too_much([SPRING, other, follows]) == [
        TooMuch(date(2026, 4, 1), 101),
        TooMuch(date(2026, 5, 1), 101),
    ]
    assert too_much([SPRING, letter(60, date(2026, 3, 1), date(2026, 5, 31))]) == []
    assert too_much([letter(70, date(2026, 3, 1), date(2026, 3, 15)), letter(
        70, date(2026, 3, 16), date(2026, 3, 31), 3)]) == []  # fmt: skip
