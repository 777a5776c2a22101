"""Notices of the last two weeks, as the worker would have written them; what is older was seen."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import F

from gangmaker.trail.models import Notice, ReaderPlace
from gangmaker.trail.notices import READER, write_notices

SEEN_AFTER: Final = timedelta(days=8)


def tell_everybody(*, now: datetime) -> None:
    """On the site only: mails about an invented past are never sent."""
    ReaderPlace.objects.create(reader=READER, act=0, at=now)
    write_notices(now=now)
    Notice.objects.update(by_mail=False)
    Notice.objects.filter(at__lt=now - SEEN_AFTER).update(seen_at=F("at") + SEEN_AFTER)
