"""What she answered for and nobody has to be asked about goes to her deputy, or to a broker.

Whoever leaves by herself handed over her open promises and her projects first; the rest, and what
a backup brings back, must not be left to nobody.
"""

from datetime import datetime

from gangmaker.actors.models import Actor
from gangmaker.contributions.operations import NobodyToAnswer
from gangmaker.contributions.operations.contributing import owner_for
from gangmaker.trail.models import Item, Promise
from gangmaker.trail.operations import record


def pass_on(person: Actor, selves: frozenset[int], *, now: datetime) -> None:
    """Give away what she owns; in a region without a broker it stays hers, without a name."""
    for item in Item.objects.filter(owner__in=selves, withdrawal=None).select_related("deputy"):
        owner = _owner_after(item, selves)
        if owner is None:
            continue
        item.owner, item.deputy = owner, None
        item.save(update_fields=["owner", "deputy"])
        record("item.handed_over", by=person, item=item, subject=owner, at=now)
    Item.objects.filter(deputy__in=selves).update(deputy=None)
    for promise in Promise.objects.waiting().filter(owner__in=selves).select_related("item"):
        if promise.item.owner_id not in selves:
            promise.owner_id = promise.item.owner_id
            promise.save(update_fields=["owner"])


def _owner_after(item: Item, selves: frozenset[int]) -> Actor | None:
    if item.deputy is not None and item.deputy_id not in selves:
        return item.deputy
    try:
        return owner_for(None)[0]
    except NobodyToAnswer:
        return None
