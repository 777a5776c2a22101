"""The trail: everything that an item came from and that came of it.

However long it is, a trail costs four queries: the walk along the links is one, in the database
itself, and so is the walk from all items of a page at once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_datetime

from gangmaker.actors.models import Actor
from gangmaker.actors.together import Found, Lists
from gangmaker.trail.models import (
    UNNAMED_ROLES,
    Item,
    ItemAudience,
    ItemKind,
    ItemQuerySet,
    Link,
    LinkVerb,
    Party,
)

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
    reach = reach_of(item.pk, viewer=viewer, at=at, most=most)
    items = whole_items().in_bulk(reach.ids)
    items[item.pk] = item
    return _looked_up(items, reach, at=at)


@dataclass(frozen=True)
class Reach:
    """The ids of the items of a trail; ``cut``: there are more."""

    ids: tuple[int, ...]
    cut: bool


def reach_of(start: int, *, viewer: Actor | None, at: datetime, most: int = MOST_STATIONS) -> Reach:
    """How far the trail of an item goes, the nearest kept; one query."""
    found = [pk for _start, pk in _walk([start], viewer=viewer, at=at, limit=most + 1)]
    return Reach(tuple(found[:most] or [start]), cut=len(found) > most)


def whole_items() -> ItemQuerySet:
    """Items with whom and where they are from."""
    return Item.objects.select_related("by__area", "on_behalf_of__area", "area")


def links_among(ids: Sequence[int]) -> QuerySet[Link]:
    """How the items of a trail hang together, the oldest link first."""
    joining = Link.objects.exclude(verb=LinkVerb.SERVES_GOAL)
    return joining.filter(source__in=ids, target__in=ids).order_by("at", "pk")


def parties_among(ids: Sequence[int]) -> QuerySet[Party]:
    """Who takes part in each item, in the order in which they are named; not who only may read,
    nor who said yes to an introduction as long as not both did."""
    named = Party.objects.filter(item__in=ids).exclude(role__in=UNNAMED_ROLES)
    agreed = named.exclude(item__kind=ItemKind.INTRODUCTION, item__audience=ItemAudience.TEAM)
    return agreed.order_by("item", "position", "pk")


def trail_lists(reach: Reach, *, viewer: Actor | None, at: datetime) -> Lists:
    """What a trail is made of, to be asked ``together`` with other lists.

    Nothing that ``viewer`` may not see, also where that is the item that it starts from.
    """
    return {
        "stations": Item.objects.visible_to(viewer, at=at).filter(pk__in=reach.ids),
        "links": links_among(reach.ids),
        "parties": parties_among(reach.ids),
    }


def trail_in(rows: Found, *, at: datetime, cut: bool, current: Item | None = None) -> Trail:
    """The trail of what ``trail_lists`` found; ``current`` stands for its own row."""
    stations = {station.pk: station for station in rows["stations"]}
    if current is not None:
        stations[current.pk] = current
    return _trail(stations.values(), rows["links"], rows["parties"], at=at, cut=cut)


def _trail(
    items: Iterable[Item],
    links: Iterable[Link],
    parties: Iterable[Party],
    *,
    at: datetime,
    cut: bool,
) -> Trail:
    """Each of ``parties`` comes with her actor."""
    named: dict[int, list[Actor]] = {}
    for party in parties:
        found = named.setdefault(party.item_id, [])
        if len(found) < MOST_PARTIES:
            found.append(party.actor)
    in_time = sorted(items, key=lambda item: (item.published_at or at, item.pk))
    return Trail(tuple(in_time), tuple(map(_joined, links)), cut, named)


def _joined(link: Link) -> Joined:
    if link.verb in FORWARD:
        return Joined(link.source_id, link.target_id, link.verb)
    return Joined(link.target_id, link.source_id, link.verb)


def _looked_up(items: Mapping[int, Item], reach: Reach, *, at: datetime) -> Trail:
    ids = list(items)
    links = links_among(ids) if len(ids) > 1 else ()
    parties = parties_among(ids).select_related("actor__area")
    return _trail(items.values(), links, parties, at=at, cut=reach.cut)


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


def longest_trails(*, at: datetime, candidates: int = 5) -> list[int]:
    """Public items with the longest public trails, the longest first; three queries.

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
    walked = [pk for pk in hubs if pk in public][:candidates]
    if not walked:
        return []
    steps = _walk(walked, viewer=None, at=at, limit=LONGEST * candidates)
    lengths = Counter(start for start, _item in steps)
    longest = sorted(walked, key=lambda pk: (-min(lengths[pk], LONGEST), pk))
    return [pk for pk in longest if lengths[pk] > 1]


def goals_served(item: Item, *, viewer: Actor | None, at: datetime) -> ItemQuerySet:
    """The goals that an item serves, as far as ``viewer`` may see them."""
    serving = Link.objects.filter(source=item, verb=LinkVerb.SERVES_GOAL).values("target")
    return Item.objects.visible_to(viewer, at=at).filter(pk__in=serving).order_by("pk")


def serving(*, at: datetime) -> Combinable:
    """How many public items serve each goal or action, beside actions; to annotate with."""
    links = Link.objects.filter(
        target=OuterRef("pk"),
        verb=LinkVerb.SERVES_GOAL,
        source__audience=ItemAudience.PUBLIC,
        source__published_at__lte=at,
        source__withdrawal=None,
    ).exclude(source__kind=ItemKind.ACTION)
    counted = links.order_by().values("target").annotate(count=Count("source")).values("count")
    return Coalesce(Subquery(counted), 0)
