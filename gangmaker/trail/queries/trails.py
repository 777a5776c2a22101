"""The trail: everything that an item came from and that came of it.

However long it is, a trail costs four queries: the walk along the links is one, in the database
itself, and so is the walk from all items of a page at once.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Count
from django.db.models.expressions import RawSQL
from django.utils.dateparse import parse_datetime

from gangmaker.actors.models import Actor
from gangmaker.trail.models import Item, Link, LinkVerb, Party

MOST_STATIONS = 90
MOST_PARTIES = 12
LONGEST = 40
"""No trail needs to be walked further to be the longest one."""
FORWARD = (LinkVerb.PRODUCED, LinkVerb.SHOWN_AT, LinkVerb.HANDED_ON_AS)
"""Verbs whose target comes after its source; of the others the source comes after."""

SKETCHED = 60

_OTHER = "CASE WHEN link.source_id = walk.item THEN link.target_id ELSE link.source_id END"
_WALK = """
WITH RECURSIVE walk(start, item) AS (
    SELECT id, id FROM trail_item WHERE id IN (%(starts)s)
    UNION
    SELECT walk.start, %(other)s
    FROM walk
    JOIN trail_link link ON (link.source_id = walk.item OR link.target_id = walk.item)
    WHERE link.verb <> 'serves_goal' AND EXISTS (%(visible)s)
)
SELECT start, item%(facts)s FROM walk LIMIT %(limit)s
"""
"""Nearest first: both databases walk a recursion breadth first, and stop when it is enough."""
_FACTS = """
    , (SELECT kind FROM trail_item WHERE id = walk.item)
    , (SELECT published_at FROM trail_item WHERE id = walk.item)
"""


@dataclass(frozen=True)
class Joined:
    """``later`` came of ``earlier``."""

    earlier: int
    later: int
    verb: str


@dataclass(frozen=True)
class Trail:
    """Items in order of time, and how they hang together. ``cut``: there is more than this.

    ``parties``: who takes part in each item beside its contributor, in the order they are shown.
    """

    items: tuple[Item, ...]
    links: tuple[Joined, ...]
    cut: bool = False
    parties: dict[int, list[Actor]] = field(default_factory=dict)


@dataclass(frozen=True)
class Sketch:
    """A trail in few words: the kinds along it in order of time, its first and its last year."""

    kinds: tuple[str, ...]
    place: int
    """Where among ``kinds`` the item itself stands."""
    first_at: datetime
    last_at: datetime
    cut: bool = False


def trail_of(item: Item, *, viewer: Actor | None, at: datetime, most: int = MOST_STATIONS) -> Trail:
    """Walk the links of ``item`` both ways, as far as ``viewer`` may see.

    Four queries. The walk stops at what the viewer may not see, so that the drawing never tells
    that there is something behind it. Goals join everything to everything; they are no part of a
    trail.
    """
    found = [pk for _start, pk in _walk([item.pk], viewer=viewer, at=at, limit=most + 1)]
    kept = found[:most] or [item.pk]
    items = Item.objects.select_related("by__area", "on_behalf_of__area", "area").in_bulk(kept)
    items[item.pk] = item
    return _trail(items, kept, at=at, cut=len(found) > most)


def public_trail(start: int, *, at: datetime, most: int = MOST_STATIONS) -> Trail | None:
    """The trail of a public item as everybody may see it, in four queries; None of another."""
    found = [pk for _start, pk in _walk([start], viewer=None, at=at, limit=most + 1)]
    public = Item.objects.visible_to(None, at=at)
    whole = public.select_related("by__area", "on_behalf_of__area", "area")
    items = whole.in_bulk(found[:most])
    if start not in items:
        return None
    return _trail(items, list(items), at=at, cut=len(found) > most)


def _trail(items: dict[int, Item], kept: Sequence[int], *, at: datetime, cut: bool) -> Trail:
    in_time = sorted(items.values(), key=lambda other: (other.published_at or at, other.pk))
    links = _links_between(kept) if len(kept) > 1 else ()
    return Trail(tuple(in_time), links, cut, _parties(kept))


def sketches_of(ids: Sequence[int], *, at: datetime, each: int = SKETCHED) -> dict[int, Sketch]:
    """The public trails of all these items at once, in one query; none for what stands alone.

    Of each the nearest ``each`` stations.
    """
    if not ids:
        return {}
    limit = each * len(ids)
    steps = _steps(ids, viewer=None, at=at, limit=limit, facts=_FACTS)
    told = {pk: (kind, _moment(shown_at) or at) for _start, pk, kind, shown_at in steps}
    reached: defaultdict[int, list[int]] = defaultdict(list)
    for start, pk, *_facts in steps:
        reached[start].append(pk)
    return {
        start: _sketch(start, pks[:each], told, cut=len(pks) > each or len(steps) >= limit)
        for start, pks in reached.items()
        if len(pks) > 1
    }


def _moment(told: datetime | str | None) -> datetime | None:
    """As each database gives it: SQLite tells moments as text, in universal time."""
    moment = parse_datetime(told) if isinstance(told, str) else told
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def _sketch(
    start: int, pks: Sequence[int], told: dict[int, tuple[str, datetime]], *, cut: bool
) -> Sketch:
    in_time = sorted(pks, key=lambda pk: (told[pk][1], pk))
    return Sketch(
        tuple(told[pk][0] for pk in in_time),
        in_time.index(start),
        told[in_time[0]][1],
        told[in_time[-1]][1],
        cut,
    )


def _walk(
    starts: Sequence[int], *, viewer: Actor | None, at: datetime, limit: int
) -> list[tuple[int, int]]:
    """Pairs of start and item, from near to far; one query."""
    return [
        (start, item) for start, item, *_facts in _steps(starts, viewer=viewer, at=at, limit=limit)
    ]


def _steps(
    starts: Sequence[int], *, viewer: Actor | None, at: datetime, limit: int, facts: str = ""
) -> list[tuple[Any, ...]]:
    visible = Item.objects.visible_to(viewer, at=at).published(at=at)
    met = visible.filter(pk=RawSQL(_OTHER, ())).order_by().values("pk")  # noqa: S611 (our own words)
    seen, values = met.query.get_compiler(connection=connection).as_sql()
    walk = _WALK % {
        "starts": ", ".join(["%s"] * len(starts)),
        "other": _OTHER,
        "visible": seen,
        "facts": facts,
        "limit": "%s",
    }
    with connection.cursor() as cursor:
        cursor.execute(walk, [*starts, *values, limit])
        return list(cursor.fetchall())


def _links_between(ids: Sequence[int]) -> tuple[Joined, ...]:
    rows = (
        Link.objects.exclude(verb=LinkVerb.SERVES_GOAL)
        .filter(source__in=ids, target__in=ids)
        .order_by("at", "pk")
        .values_list("source", "verb", "target")
    )
    return tuple(
        Joined(source, target, verb) if verb in FORWARD else Joined(target, source, verb)
        for source, verb, target in rows
    )


def _parties(ids: Sequence[int]) -> dict[int, list[Actor]]:
    parties: dict[int, list[Actor]] = {}
    rows = Party.objects.filter(item__in=ids).select_related("actor__area")
    for party in rows.order_by("item", "position", "pk"):
        found = parties.setdefault(party.item_id, [])
        if len(found) < MOST_PARTIES:
            found.append(party.actor)
    return parties


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
        (len(trail_of(public[pk], viewer=None, at=at, most=LONGEST).items), -pk)
        for pk in [pk for pk in hubs if pk in public][:candidates]
    ]
    return [-pk for length, pk in sorted(walked, reverse=True) if length > 1]


def goals_of(item: Item, *, viewer: Actor | None, at: datetime) -> list[Item]:
    """The goals that an item serves, as far as ``viewer`` may see them. One query."""
    serving = Link.objects.filter(source=item, verb=LinkVerb.SERVES_GOAL).values("target")
    return list(Item.objects.visible_to(viewer, at=at).filter(pk__in=serving).order_by("pk"))
