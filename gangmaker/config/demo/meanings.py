"""What the texts of the demo are about, as the people in it would have said with a tap or two."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final, TypeVar

from gangmaker.concepts.models import ActorConcept, ItemConcept, MeaningState
from gangmaker.concepts.operations import confirm_meaning
from gangmaker.concepts.reading import read_what_was_written
from gangmaker.concepts.rules import can_say_what_it_means

Row = TypeVar("Row", ItemConcept, ActorConcept)

SURE: Final = 0.33
"""From this score on they said yes; what is less likely still waits for them."""
MOST: Final = 4


def say_what_it_means(*, now: datetime) -> None:
    """Only what the words suggest is confirmed, and nobody speaks for others.

    Who chose already (``bringing``, ``briefs``) leaves the rest for later.
    """
    read_what_was_written(now=now)
    sure = {"state": MeaningState.SUGGESTED, "score__gte": SURE}
    order = ("-score", "concept")
    items = ItemConcept.objects.filter(**sure).select_related("item__owner", "item__by", "concept")
    items = items.exclude(item__concepts__state=MeaningState.CONFIRMED)
    for row in _first(items.order_by("item", *order), lambda row: row.item_id):
        by = row.item.by if row.item.by.account_id else row.item.owner
        if can_say_what_it_means(by, row.item):
            confirm_meaning(meaning=row, by=by, now=now)
    people = ActorConcept.objects.filter(**sure).filter(actor__account__isnull=False)
    people = people.exclude(actor__concepts__state=MeaningState.CONFIRMED)
    told = people.select_related("actor").order_by("actor", "direction", *order)
    for one in _first(told, lambda row: (row.actor_id, row.direction)):
        confirm_meaning(meaning=one, by=one.actor, now=now)


def _first(rows: Iterable[Row], whose: Callable[[Row], object]) -> Iterator[Row]:
    """Of each text the few likeliest."""
    taken: dict[object, int] = {}
    for row in rows:
        text = whose(row)
        taken[text] = taken.get(text, 0) + 1
        if taken[text] <= MOST:
            yield row
