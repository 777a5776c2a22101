"""On which days two who met are asked how it goes."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

MEETING: Final = "meeting"


def days_after_meeting(met_on: date) -> dict[str, date]:
    """By kind: the day after, after two weeks, three months and a year.

    >>> days_after_meeting(date(2027, 11, 30))["months"]
    datetime.date(2028, 2, 29)
    """
    return {
        MEETING: met_on + timedelta(days=1),
        "two_weeks": met_on + timedelta(days=14),
        "months": months_later(met_on, 3),
        "year": months_later(met_on, 12),
    }


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is no such day."""
    place = day.month - 1 + months
    year, month = day.year + place // 12, place % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
