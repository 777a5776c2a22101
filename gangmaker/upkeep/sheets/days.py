"""Days as people write them in sheets: which of three ways a column uses is found, and said."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
PARTS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


class Way(StrEnum):
    """How a day is written."""

    YEAR_FIRST = "year-month-day"
    DAY_FIRST = "day-month-year"
    MONTH_FIRST = "month-day-year"


@dataclass(frozen=True)
class Ways:
    """What was found in one column. ``assumed``: nothing in it decides between day and month.

    ``mixed``: some of it can only be read with the day first, some only with the month first.
    """

    way: Way
    assumed: bool
    mixed: bool


def found_ways(texts: Iterable[str]) -> Ways:
    """How a column writes its days. Where nothing decides it is the way of this country."""
    parts = [match for text in texts if (match := PARTS.fullmatch(text.strip()))]
    day_first = any(int(match[1]) > 12 for match in parts)
    month_first = any(int(match[2]) > 12 for match in parts)
    if not parts:
        return Ways(Way.YEAR_FIRST, assumed=False, mixed=False)
    way = Way.MONTH_FIRST if month_first and not day_first else Way.DAY_FIRST
    decided = day_first or month_first or all(match[1] == match[2] for match in parts)
    return Ways(way, assumed=not decided, mixed=day_first and month_first)


def read_day(text: str, way: Way) -> date | None:
    """The day that ``text`` says; None when it says none. Years have four digits."""
    if match := ISO.fullmatch(text.strip()):
        year, month, day = (int(part) for part in match.groups()[:3])
    elif match := PARTS.fullmatch(text.strip()):
        first, second, year = (int(part) for part in match.groups())
        day, month = (second, first) if way == Way.MONTH_FIRST else (first, second)
    else:
        return None
    try:
        return datetime(year, month, day).date()  # noqa: DTZ001 (only its day is used)
    except ValueError:
        return None


def could_be_two(text: str) -> bool:
    """Whether day and month could be turned round: 4/5/2026."""
    match = PARTS.fullmatch(text.strip())
    if match is None:
        return False
    return int(match[1]) <= 12 and int(match[2]) <= 12 and match[1] != match[2]
