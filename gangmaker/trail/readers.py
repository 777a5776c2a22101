"""Reading acts: everybody who reacts to them keeps a place of her own among them.

What happened while nobody read is read when somebody does.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.db.models import Max, Q

from .models import Act, ReaderPlace

LATE_COMERS: Final = {"sqlite": 0, "postgresql": 256}
LATE_FOR: Final = timedelta(minutes=10)
"""So many acts of the last minutes are read again: there, one with a lower number may come after
one with a higher. So whoever reads must do no harm by reading an act twice."""


def newest_act() -> int:
    """The number of the newest act; 0 when nothing happened yet."""
    return Act.objects.aggregate(newest=Max("pk"))["newest"] or 0


def has_read(reader: str, act: int) -> bool:
    return ReaderPlace.objects.filter(reader=reader, act__gte=act).exists()


def held_place(reader: str, *, begin: Callable[[], int], now: datetime) -> ReaderPlace:
    """The place of ``reader``, held until the transaction ends: of two workers one waits.

    Who reads for the first time starts after the act that ``begin`` names.
    """
    found = ReaderPlace.objects.select_for_update().filter(reader=reader).first()
    if found is not None:
        return found
    ReaderPlace.objects.get_or_create(reader=reader, defaults={"act": begin(), "at": now})
    return ReaderPlace.objects.select_for_update().get(reader=reader)


def since(place: ReaderPlace) -> Q:
    """What is new, and what may have come late since the last time."""
    late = Q(pk__gt=place.act - LATE_COMERS[connection.vendor], at__gt=place.at - LATE_FOR)
    return Q(pk__gt=place.act) | late
