"""What pages look up about needs, support, similar items, and what needs a human today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from gangmaker.actors.models import Actor, MembershipRole, TeamRoleName
from gangmaker.actors.queries import name_for
from gangmaker.core.text import fold, similar_words
from gangmaker.trail import rules as item_rules
from gangmaker.trail.models import Item, ItemKind, Promise
from gangmaker.trail.models.promises import PromiseQuerySet

from .models import LedgerEntry, Need, Support

IS_CONFIRMED = Q(confirmation__isnull=False) | Q(corrects__confirmation__isnull=False)
"""An entry that the receiver confirmed, or a correction of one."""

SHORTEST_TITLE = 3
LOOKED_AT = 1000
ENOUGH = 2
MOST_SIMILAR = 3


@dataclass(frozen=True)
class NeedProgress:
    """How much of one need is there, in the unit of its form. Corrections are counted."""

    need_id: int
    form: str
    level: str
    unit: str
    label: str
    needed: int
    pledged: int
    confirmed: int


def progress_of(item_ids: Sequence[int]) -> dict[int, list[NeedProgress]]:
    """The needs of each item in their order; two queries, however many items.

    ``pledged`` contains what is ``confirmed``. Items without needs are not in the result.
    """
    given = {
        row["need"]: (row["pledged"], row["confirmed"])
        for row in LedgerEntry.objects.filter(need__item__in=item_ids)
        .values("need")
        .annotate(pledged=Sum("quantity"), confirmed=Sum("quantity", filter=IS_CONFIRMED))
        .order_by()
    }
    progress: dict[int, list[NeedProgress]] = {}
    for need in Need.objects.filter(item__in=item_ids).order_by("item", "position", "pk"):
        pledged, confirmed = given.get(need.pk, (0, 0))
        progress.setdefault(need.item_id, []).append(
            NeedProgress(
                need_id=need.pk,
                form=need.form,
                level=need.level,
                unit=need.unit,
                label=need.label,
                needed=need.quantity,
                pledged=max(0, pledged),
                confirmed=max(0, confirmed or 0),
            )
        )
    return progress


def supports_of(item_ids: Sequence[int]) -> dict[int, int]:
    """How many people support each item, counting only confirmed addresses; one query.

    Records that one person claimed count as one. Items without support are not in the result.
    """
    counted = (
        Support.objects.filter(item__in=item_ids, actor__suspension=None)
        .exclude(actor__account=None, actor__email_confirmed_at=None)
        .values("item")
        .annotate(people=Count(Coalesce("actor__claimed_by", "actor"), distinct=True))
        .order_by()
    )
    return {row["item"]: row["people"] for row in counted}


@dataclass(frozen=True)
class SimilarItem:
    code: str
    slug: str
    kind: str
    title: str
    language: str


def similar_items(title: str, *, viewer: Actor | None, at: datetime) -> list[SimilarItem]:
    """Ideas and questions about the same, best first; one query.

    Compared are the newest thousand that ``viewer`` may see, by the beginnings of their telling
    words: one in a title counts twice, one in a summary once. Equal ones: the newest first.
    """
    stems = similar_words(title)
    if len(title.strip()) < SHORTEST_TITLE or not stems:
        return []
    rows = (
        Item.objects.visible_to(viewer, at=at)
        .filter(kind__in=[ItemKind.IDEA, ItemKind.QUESTION], withdrawal=None)
        .exclude(published_at=None)
        .order_by("-published_at", "-pk")
        .values_list("code", "slug", "kind", "title", "language", "summary")[:LOOKED_AT]
    )
    scored = [
        (_likeness(stems, row_title, summary), SimilarItem(code, slug, kind, row_title, language))
        for code, slug, kind, row_title, language, summary in rows
    ]
    best = sorted((pair for pair in scored if pair[0] >= ENOUGH), key=lambda pair: -pair[0])
    return [item for _score, item in best[:MOST_SIMILAR]]


def _likeness(stems: Sequence[str], title: str, summary: str) -> int:
    in_title, in_summary = f" {fold(title)}", f" {fold(summary)}"
    return sum(2 if f" {stem}" in in_title else int(f" {stem}" in in_summary) for stem in stems)


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
    as_deputy: bool
    may_keep: bool
    address_unconfirmed: bool


def sees_everybodys(viewer: Actor) -> bool:
    return bool(viewer.roles & {TeamRoleName.BROKER, TeamRoleName.REGION_ADMIN})


def heap_of(heap: Heap, *, viewer: Actor, on: date) -> PromiseQuerySet:
    """The promises on ``heap``, oldest first. Everybody's only for who stands in for all."""
    waiting = Promise.objects.waiting()
    mine = waiting.filter(_of(viewer))
    found = {
        Heap.MINE: mine,
        Heap.AS_DEPUTY: mine.exclude(owner=viewer),
        Heap.OVERDUE: mine.filter(due_on__lt=on),
        Heap.EVERYBODYS: waiting if sees_everybodys(viewer) else mine,
    }[heap]
    return found.select_related("item", "to__area", "owner__area").order_by("due_on", "pk")


def _of(viewer: Actor) -> Q:
    """Hers as owner or as deputy; by ids, so that each half finds its own index."""
    replaced = Item.objects.filter(deputy=viewer).values("pk")
    return Q(owner=viewer) | Q(item__in=replaced)


def heap_sizes(*, viewer: Actor, on: date) -> dict[Heap, int]:
    """How many promises wait on each heap that ``viewer`` may look at; one query."""
    mine = _of(viewer)
    counted = {
        Heap.MINE: Count("pk", filter=mine),
        Heap.AS_DEPUTY: Count("pk", filter=mine & ~Q(owner=viewer)),
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
    item, to = promise.item, promise.to
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
        as_deputy=item.deputy_id == viewer.pk and promise.owner_id != viewer.pk,
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
    standing_for = [
        organisation
        for organisation, role in viewer.organisation_roles.items()
        if role in (MembershipRole.ADMIN, MembershipRole.EDITOR)
    ]
    received = Item.objects.filter(
        Q(owner=viewer) | Q(deputy=viewer) | Q(by=viewer) | Q(on_behalf_of__in=standing_for),
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
