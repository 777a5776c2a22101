"""When things happened in the demo region, counted back from the day of loading."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zlib import crc32

from django.utils import timezone

from gangmaker.core.workdays import add_working_days

MINUTE = timedelta(minutes=1)
PEOPLE_ARE_UP = 8 * 60  # from 8:00
MINUTES_UP = 13 * 60  # to 21:00
OFFICE_OPENS = 9 * 60  # from 9:00
OFFICE_HOURS = 8 * 60  # to 17:00


@dataclass(frozen=True)
class Days:
    """Moments relative to ``now``. The same key gives the same time of day; none is ahead of now.

    Something that follows from something else is given ``after``: it comes a minute later at
    the earliest, so that the past can be replayed in order.
    """

    now: datetime

    def ago(self, days: int, key: str, *, after: datetime | None = None) -> datetime:
        minute = PEOPLE_ARE_UP + crc32(key.encode()) % MINUTES_UP
        return self._at(self.day(-days), minute, after)

    def working_days_after(self, start: datetime, days: int, key: str) -> datetime:
        """In office hours, ``days`` working days after the day of ``start``."""
        minute = OFFICE_OPENS + crc32(key.encode()) % OFFICE_HOURS
        return self._at(add_working_days(timezone.localdate(start), days), minute, start)

    def day(self, in_days: int) -> date:
        return timezone.localdate(self.now) + timedelta(days=in_days)

    def ahead(self, in_days: int | None) -> date | None:
        """The day in so many days; none where none was given."""
        return None if in_days is None else self.day(in_days)

    def _at(self, day: date, minute: int, after: datetime | None) -> datetime:
        at = timezone.make_aware(datetime.combine(day, time(minute // 60, minute % 60)))
        earliest = after + MINUTE if after else at
        return min(max(at, earliest), self.now)
