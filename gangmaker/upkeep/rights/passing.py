"""What she answered for and nobody has to be asked about goes to her deputy, or to a broker.

Whoever leaves by herself handed over her open promises and her projects first; the rest, and what
a backup brings back, must not be left to nobody.
"""

from datetime import datetime

from gangmaker.actors.models import Actor
from gangmaker.contributions.operations import NobodyToAnswer
from gangmaker.contributions.operations.contributing import owner_for
from gangmaker.projects.models import Grant
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
    _pass_on_grants(person, selves, now=now)
    for promise in Promise.objects.waiting().filter(owner__in=selves).select_related("item"):
        if promise.item.owner_id not in selves:
            promise.owner_id = promise.item.owner_id
            promise.save(update_fields=["owner"])


def _pass_on_grants(person: Actor, selves: frozenset[int], *, now: datetime) -> None:
    """What funders expect has a day, so somebody has to be reminded of it."""
    for grant in Grant.objects.filter(owner__in=selves).select_related("deputy"):
        owner = _owner_after(grant, selves)
        if owner is None:
            continue
        grant.owner, grant.deputy = owner, None
        grant.save(update_fields=["owner", "deputy"])
        data = {"grant": grant.pk}
        record("grant.handed_over", by=person, subject=owner, at=now, data=data)
    Grant.objects.filter(deputy__in=selves).update(deputy=None)


def _owner_after(kept: Item | Grant, selves: frozenset[int]) -> Actor | None:
    if kept.deputy is not None and kept.deputy_id not in selves:
        return kept.deputy
    try:
        return owner_for(None)[0]
    except NobodyToAnswer:
        return None
