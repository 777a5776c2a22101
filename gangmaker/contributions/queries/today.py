"""What needs a human today: promises that wait, and pledges to confirm."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Q, Sum

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.actors.rules import acts_for, is_broker
from gangmaker.contributions.models import LedgerEntry
from gangmaker.trail import rules as item_rules
from gangmaker.trail.models import Item, Promise
from gangmaker.trail.models.promises import PromiseQuerySet, owed_by


class Heap(StrEnum):
    """Which promises somebody looks at in Today."""

    MINE = "mine"
    AS_DEPUTY = "deputy"
    OVERDUE = "overdue"
    EVERYBODYS = "everybodys"


@dataclass(frozen=True)
class Owed:
    """One promise that waits, as a row of Today."""

    promise_id: int
    kind: str
    item_kind: str
    slug: str
    title: str
    language: str
    what: str
    to: str
    owner: str
    made_on: date
    due_on: date
    overdue: bool
    on_behalf: bool
    as_deputy: bool
    may_keep: bool
    address_unconfirmed: bool


def sees_everybodys(viewer: Actor) -> bool:
    return is_broker(viewer)


def heap_of(heap: Heap, *, viewer: Actor, on: date) -> PromiseQuerySet:
    """The promises on ``heap``, oldest first. Everybody's only for who stands in for all."""
    waiting = Promise.objects.waiting()
    mine = waiting.filter(owed_by(viewer))
    found = {
        Heap.MINE: mine,
        Heap.AS_DEPUTY: mine.exclude(owner__in=acts_for(viewer)),
        Heap.OVERDUE: mine.filter(due_on__lt=on),
        Heap.EVERYBODYS: waiting if sees_everybodys(viewer) else mine,
    }[heap]
    return found.select_related("item", "to__area", "owner__area").order_by("due_on", "pk")


def heap_sizes(*, viewer: Actor, on: date) -> dict[Heap, int]:
    """How many promises wait on each heap that ``viewer`` may look at; one query."""
    mine = owed_by(viewer)
    counted = {
        Heap.MINE: Count("pk", filter=mine),
        Heap.AS_DEPUTY: Count("pk", filter=mine & ~Q(owner__in=acts_for(viewer))),
        Heap.OVERDUE: Count("pk", filter=mine & Q(due_on__lt=on)),
    }
    waiting = Promise.objects.waiting()
    if sees_everybodys(viewer):
        counted[Heap.EVERYBODYS] = Count("pk")
    else:
        waiting = waiting.filter(mine)
    sizes = waiting.aggregate(**{heap.value: count for heap, count in counted.items()})
    return {heap: sizes[heap.value] for heap in counted}


def as_owed(promise: Promise, *, viewer: Actor, on: date) -> Owed:
    """A row of Today. ``promise`` comes from ``heap_of``, with its item and people loaded."""
    item, to, keepers = promise.item, promise.to, acts_for(viewer)
    hers = promise.owner_id in keepers
    return Owed(
        promise_id=promise.pk,
        kind=promise.kind,
        item_kind=item.kind,
        slug=item.slug,
        title=item.title,
        language=item.language,
        what=promise.what,
        to=name_for(to, viewer),
        owner=name_for(promise.owner, viewer),
        made_on=promise.made_on,
        due_on=promise.due_on,
        overdue=promise.is_overdue(on=on),
        on_behalf=hers and promise.owner_id != viewer.pk,
        as_deputy=item.deputy_id in keepers and not hers,
        may_keep=item_rules.can_answer(viewer, item),
        address_unconfirmed=bool(to.email) and not to.is_confirmed(),
    )


@dataclass(frozen=True)
class Unconfirmed:
    """A pledge that waits for its receiver to say that it was given."""

    entry_id: int
    slug: str
    title: str
    language: str
    giver: str
    form: str
    unit: str
    quantity: int
    given_on: date


def to_confirm(*, viewer: Actor, limit: int = 30) -> list[Unconfirmed]:
    """What ``viewer`` may confirm as receiver, oldest first. Corrections are added in."""
    selves = acts_for(viewer)
    received = Item.objects.filter(
        Q(owner__in=selves) | Q(deputy__in=selves) | Q(by=viewer) | Q(on_behalf_of__in=selves),
        withdrawal=None,
    )
    entries = (
        LedgerEntry.objects.filter(corrects=None, confirmation=None, item__in=received.values("pk"))
        .exclude(giver=viewer)
        .exclude(giver__claimed_by=viewer)
        .exclude(on_behalf_of__in=viewer.organisation_ids)
        .select_related("item", "giver__area")
        .annotate(corrected_by=Sum("corrections__quantity"))
        .order_by("given_on", "pk")[:limit]
    )
    return [
        Unconfirmed(
            entry_id=entry.pk,
            slug=entry.item.slug,
            title=entry.item.title,
            language=entry.item.language,
            giver=name_for(entry.giver, viewer),
            form=entry.form,
            unit=entry.unit,
            quantity=entry.quantity + (entry.corrected_by or 0),
            given_on=entry.given_on,
        )
        for entry in entries
    ]
