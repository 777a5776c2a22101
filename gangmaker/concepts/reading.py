"""Reading what people wrote, to suggest what it is about. A duty of the worker.

It reads acts and keeps its own place among them. A text that is read twice gets the same
suggestions.
"""

import time
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from gangmaker.actors.models import Exchange
from gangmaker.concepts.operations.meanings import suggest_for_exchange, suggest_for_item
from gangmaker.concepts.vectors import READER
from gangmaker.trail.models import Act, Item
from gangmaker.trail.readers import has_read, held_place, newest_act, since

BATCH: Final = 20
LONGEST_SECONDS: Final = 10.0

WRITTEN: Final = frozenset(
    {
        "brief.approved",
        "brief.changed",
        "brief.corrected",
        "brief.sent",
        "question.asked",
        "idea.received",
        "offer.received",
        "project.proposed",
        "item.edited",
    }
)
"""An item has words that were not read yet."""
TOLD: Final = frozenset({"actor.profile_edited", "actor.entered"})
"""Somebody says what she offers or seeks."""


def read_what_was_written(*, now: datetime) -> int:
    """Suggest concepts for all that was written since the last time; how many texts were read.

    What takes longer than a tick goes on in the next. Suggesting happens before the place moves
    on, so what was interrupted is read again.
    """
    newest = newest_act()
    if has_read(READER, newest):
        return 0
    started, read, after = time.monotonic(), 0, None
    while (after is None or after < newest) and time.monotonic() - started < LONGEST_SECONDS:
        with transaction.atomic():
            place = held_place(READER, begin=lambda: 0, now=now)
            acts = _next(since(place) if after is None else Q(pk__gt=after))
        read += _read(acts, now=now)
        after = acts[-1].pk if len(acts) == BATCH else newest
        with transaction.atomic():
            place = held_place(READER, begin=lambda: 0, now=now)
            place.act, place.at = max(place.act, after), now
            place.save(update_fields=["act", "at"])
    return read


def _next(which: Q) -> list[Act]:
    acts = Act.objects.filter(verb__in=WRITTEN | TOLD)
    return list(acts.filter(which).order_by("pk")[:BATCH])


def _read(acts: Sequence[Act], *, now: datetime) -> int:
    items = Item.objects.filter(pk__in={act.item_id for act in acts if act.verb in WRITTEN})
    people = {act.subject_id for act in acts if act.verb in TOLD}
    exchanges = Exchange.objects.filter(actor__in=people)
    for item in items.filter(withdrawal=None):
        suggest_for_item(item=item, now=now)
    for exchange in exchanges.select_related("actor").prefetch_related("tags"):
        suggest_for_exchange(exchange=exchange, now=now)
    return len(items) + len(exchanges)
