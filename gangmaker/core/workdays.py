"""Working days in Belgium: on which day a promise of "ten working days" falls due.

Saturdays, Sundays and the ten legal public holidays do not count. ``closed`` holds the other
days on which an organisation does not work, such as 11 July for Flemish public bodies.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import lru_cache

ONE_DAY = timedelta(days=1)
SATURDAY = 5
FLEMISH_COMMUNITY_DAY = (7, 11)

FIXED_HOLIDAYS = (
    (1, 1),  # New Year
    (5, 1),  # Labour Day
    (7, 21),  # National Day
    (8, 15),  # Assumption
    (11, 1),  # All Saints
    (11, 11),  # Armistice
    (12, 25),  # Christmas
)
DAYS_AFTER_EASTER = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday


def add_working_days(start: date, days: int, *, closed: Collection[date] = frozenset()) -> date:
    """The day on which the ``days``-th working day after ``start`` falls; ``start`` is not counted.

    Zero days is ``start`` itself, even when nobody works then.
    """
    if days < 0:
        raise ValueError("Working days are counted forward; the number cannot be negative.")
    day = start
    left = days
    while left:
        day += ONE_DAY
        left -= is_working_day(day, closed)
    return day


def working_days_between(start: date, end: date, *, closed: Collection[date] = frozenset()) -> int:
    """How many working days lie after ``start``, up to and including ``end``.

    The period is half-open on the left, so that it undoes ``add_working_days``. When ``end`` is
    before ``start`` the number is negative: how many working days something is late.
    """
    if end < start:
        return -working_days_between(end, start, closed=closed)
    days = (start + ONE_DAY * step for step in range(1, (end - start).days + 1))
    return sum(is_working_day(day, closed) for day in days)


def is_working_day(day: date, closed: Collection[date] = frozenset()) -> bool:
    return day.weekday() < SATURDAY and day not in belgian_holidays(day.year) and day not in closed


@lru_cache(maxsize=256)
def belgian_holidays(year: int) -> frozenset[date]:
    """The ten legal public holidays of one year."""
    easter = easter_sunday(year)
    return yearly(FIXED_HOLIDAYS, [year]) | {
        easter + ONE_DAY * after for after in DAYS_AFTER_EASTER
    }


def yearly(days: Iterable[tuple[int, int]], years: Iterable[int]) -> frozenset[date]:
    """The same (month, day) pairs in each of ``years``, for use as ``closed``."""
    pairs = tuple(days)
    return frozenset(date(year, month, day) for year in years for month, day in pairs)


def easter_sunday(year: int) -> date:
    """Easter in the Gregorian calendar.

    The "Anonymous Gregorian" computus (Nature, 20 April 1876; also Meeus, *Astronomical
    Algorithms*, chapter 8). The single letters are those of the source.
    """
    a = year % 19
    b, c = divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)
