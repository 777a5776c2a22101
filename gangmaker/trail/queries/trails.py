"""The trail: everything that an item came from and that came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from gangmaker.actors.models import Actor
from gangmaker.trail.models import Item, Link, LinkVerb

DEPTH = 6
MOST_STATIONS = 14
MOST_LINKS = 200
FORWARD = (LinkVerb.PRODUCED, LinkVerb.SHOWN_AT, LinkVerb.HANDED_ON_AS)
"""Verbs whose target comes after its source; of the others the source comes after."""


@dataclass(frozen=True)
class Joined:
    """``later`` came of ``earlier``."""

    earlier: int
    later: int
    verb: str


@dataclass(frozen=True)
class Trail:
    """Items in order of time, and how they hang together. ``cut``: there is more than this."""

    items: tuple[Item, ...]
    links: tuple[Joined, ...]
    cut: bool = False


def trail_of(item: Item, *, viewer: Actor | None, at: datetime) -> Trail:
    """Walk the links of ``item`` both ways, as far as ``viewer`` may see.

    Two queries for each step, at most ``DEPTH`` steps. The walk stops at what the viewer may not
    see, so that the drawing never tells that there is something behind it. Goals join
    everything to everything; they are no part of a trail.
    """
    known = {item.pk: item}
    joined: dict[Joined, None] = {}
    frontier = [item.pk]
    cut = False
    for _step in range(DEPTH):
        links = _links_at(frontier)
        joined.update(dict.fromkeys(links))
        new = _ends(links, without=known)
        if not new:
            break
        room = MOST_STATIONS - len(known)
        fresh = _visible(new, viewer=viewer, at=at)
        cut = cut or len(fresh) > room
        known.update({other.pk: other for other in fresh[:room]})
        frontier = [other.pk for other in fresh[:room]]
        if not frontier:
            break
    in_time = sorted(known.values(), key=lambda other: (other.published_at or at, other.pk))
    seen = tuple(link for link in joined if link.earlier in known and link.later in known)
    return Trail(tuple(in_time), seen, cut)


def _links_at(ids: list[int]) -> list[Joined]:
    rows = (
        Link.objects.exclude(verb=LinkVerb.SERVES_GOAL)
        .filter(Q(source__in=ids) | Q(target__in=ids))
        .order_by("at", "pk")
        .values_list("source", "verb", "target")
    )
    return [
        Joined(source, target, verb) if verb in FORWARD else Joined(target, source, verb)
        for source, verb, target in rows[:MOST_LINKS]
    ]


def _ends(links: Iterable[Joined], *, without: dict[int, Item]) -> list[int]:
    """Items that these links lead to, in the order of the links."""
    ends = dict.fromkeys(end for link in links for end in (link.earlier, link.later))
    return [end for end in ends if end not in without]


def _visible(ids: list[int], *, viewer: Actor | None, at: datetime) -> list[Item]:
    visible = (
        Item.objects.visible_to(viewer, at=at)
        .published(at=at)
        .select_related("by__area", "on_behalf_of__area", "area")
        .in_bulk(ids)
    )
    return [visible[pk] for pk in ids if pk in visible]


def longest_trails(*, at: datetime, candidates: int = 5) -> list[int]:
    """Public items with the longest public trails, the longest first.

    Only the items with the most links are walked, so that this stays quick in a large region.
    """
    linked = (
        Link.objects.exclude(verb=LinkVerb.SERVES_GOAL)
        .values("target")
        .annotate(links=Count("pk"))
        .order_by("-links", "target")
        .values_list("target", flat=True)
    )
    hubs = list(linked[: candidates * 4])
    public = Item.objects.visible_to(None, at=at).in_bulk(hubs)
    walked = [
        (len(trail_of(public[pk], viewer=None, at=at).items), -pk)
        for pk in [pk for pk in hubs if pk in public][:candidates]
    ]
    return [-pk for length, pk in sorted(walked, reverse=True) if length > 1]


def goals_of(item: Item, *, viewer: Actor | None, at: datetime) -> list[Item]:
    """The goals that an item serves, as far as ``viewer`` may see them. One query."""
    serving = Link.objects.filter(source=item, verb=LinkVerb.SERVES_GOAL).values("target")
    return list(Item.objects.visible_to(viewer, at=at).filter(pk__in=serving).order_by("pk"))
