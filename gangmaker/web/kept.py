"""What takes long to count: counted by the worker, found by the web servers."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.core.cache import caches

from gangmaker.web.epoch import good_until

KEPT_FOR = timedelta(minutes=10)
"""A figure may be as old as this, and says when it was counted."""
RENEWED_EVERY = timedelta(minutes=9)
"""By the worker, so that what is kept is never too old."""

Counted = TypeVar("Counted")


def keep(name: str, found: Counted, *, at: datetime) -> tuple[datetime, Counted]:
    """Let every web server find what was counted at ``at``."""
    entry = (at, found)
    caches["kept"].set(name, entry, timeout=KEPT_FOR.total_seconds())
    return entry


def is_due(name: str) -> bool:
    """Whether what is kept under ``name`` is to be counted anew; of several workers one is told."""
    return caches["kept"].add(name, "yes", timeout=RENEWED_EVERY.total_seconds())


def kept(name: str, count: Callable[[], Counted], *, at: datetime) -> Counted:
    """What was counted last; a page with it ends when it is counted anew."""
    entry: tuple[datetime, Counted] | None = caches["kept"].get(name)
    if entry is None:
        entry = keep(name, count(), at=at)
    counted_at, found = entry
    good_until(counted_at + KEPT_FOR)
    return found
