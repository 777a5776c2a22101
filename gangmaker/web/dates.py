"""Dates in few letters: how a month is shortened differs by language."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import pgettext


def short_day(day: date | datetime) -> str:
    """Such as "4 Sep 2026", or "4 sep 2026" in Dutch."""
    return date_format(day, pgettext("a date in few letters", "j M Y"))
