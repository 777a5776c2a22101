"""Lists of published items, newest first, quick among hundreds of thousands."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models.expressions import BaseExpression, Combinable

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import know_who_stands
from gangmaker.actors.together import first
from gangmaker.trail.models import Item, ItemAudience, ItemQuerySet

NEWEST = ("-published_at", "-pk")
MOST_LISTED = 1000
"""A list is counted and paged up to here; beyond that people narrow it down."""


def newest_ids(
    items: ItemQuerySet, *, viewer: Actor | None, at: datetime, limit: int = MOST_LISTED
) -> list[int]:
    """The ids of the newest published items that ``viewer`` may see.

    One query, of each circle of audience apart: within one circle the index gives them in order,
    so that the database reads no more than it answers.
    """
    if viewer is None:
        public = _circle(items, ItemAudience.PUBLIC, viewer=None, at=at)
        return list(public.order_by(*NEWEST).values_list("pk", flat=True)[:limit])
    circles = [_circle(items, audience, viewer=viewer, at=at) for audience in ItemAudience]
    newest = [first(circle.order_by(*NEWEST), limit).order_by() for circle in circles]
    one, *others = [circle.values_list("published_at", "pk") for circle in newest]
    found = sorted(one.union(*others, all=True), reverse=True)
    return [pk for _published_at, pk in found[:limit]]


def _circle(
    items: ItemQuerySet, audience: str, *, viewer: Actor | None, at: datetime
) -> ItemQuerySet:
    """Published items of one audience; only the narrow ones need the question who is involved."""
    circle = items.published(at=at).filter(audience=audience)
    if audience == ItemAudience.PUBLIC or (audience == ItemAudience.MEMBERS and viewer):
        return circle
    return circle.visible_to(viewer, at=at)


def items_in_order(ids: Sequence[int], **facts: "Combinable | BaseExpression") -> list[Item]:
    """The items with these ids in this order, with whom and where they are from. One query.

    ``facts`` come along as attributes of each item.
    """
    whole = Item.objects.select_related("by__area", "on_behalf_of__area", "area")
    found = whole.annotate(**facts).in_bulk(ids)
    know_who_stands(who for item in found.values() for who in (item.by, item.on_behalf_of))
    return [found[pk] for pk in ids if pk in found]
