"""What the team looks after: what sleeps, who waits, who owes what, and what is not known yet."""

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gangmaker.actors.models import Actor, ActorKind, ActorSector
from gangmaker.contributions.models import Need
from gangmaker.insight.figures import Found, Row, Scope
from gangmaker.trail.models import Item, ItemKind, Promise
from gangmaker.trail.models.promises import PromiseQuerySet

from .scopes import area_is

MOST_NAMED: Final = 12
"""So many rows name a project, somebody who waits, an owner, or a record."""

IN_SECTOR: Final = Exists(ActorSector.objects.filter(actor=OuterRef("pk")))
ASKS: Final = Exists(Need.objects.filter(item=OuterRef("pk")))
KNOWN: Final = (ItemKind.IDEA, ItemKind.OFFER, ItemKind.QUESTION, ItemKind.PROJECT)


def sleeping(scope: Scope) -> Found:
    """Items that are asleep, for whomever; rows by id, with the days since they were alive."""
    on = timezone.localdate(scope.at)
    asleep = Item.objects.filter(
        asleep_since__isnull=False, withdrawal=None, published_at__lte=scope.at
    ).filter(area_is(scope))
    facts = list(asleep.order_by("alive_on", "pk").values_list("pk", "alive_on")[:MOST_NAMED])
    total = asleep.count()
    return Found(
        value=Fraction(total),
        rows=tuple(Row(str(pk), (on - alive_on).days) for pk, alive_on in facts),
        known=total,
        total=total,
        inputs=lambda: asleep.order_by("pk").values_list("pk", "alive_on"),
    )


def waiting_longest(scope: Scope) -> Found:
    """The oldest open promises; rows by item, owner, kind and whether late, with their days."""
    on = timezone.localdate(scope.at)
    waiting = _waiting(scope)
    facts = list(
        waiting.order_by("made_on", "pk").values_list("item", "owner", "kind", "made_on", "due_on")[
            :MOST_NAMED
        ]
    )
    total = waiting.count()
    return Found(
        value=Fraction((on - facts[0][3]).days) if facts else None,
        rows=tuple(
            Row(f"{item}:{owner}:{kind}:{'late' if due_on < on else ''}", (on - made_on).days)
            for item, owner, kind, made_on, due_on in facts
        ),
        known=total,
        total=total,
        inputs=lambda: facts,
    )


def promises_by_owner(scope: Scope) -> Found:
    """Open promises of each owner, and how many of them are late; rows by id of the owner."""
    on = timezone.localdate(scope.at)
    counted = _waiting(scope).values("owner").order_by()
    rows = list(
        counted.annotate(owed=Count("pk"), late=_late(on)).order_by("-late", "-owed", "owner")
    )
    total = sum(row["owed"] for row in rows)
    return Found(
        value=Fraction(total),
        rows=tuple(
            Row(str(row["owner"]), row["late"], of=row["owed"]) for row in rows[:MOST_NAMED]
        ),
        known=total,
        total=total,
        inputs=lambda: [(row["owner"], row["owed"], row["late"]) for row in rows],
    )


def _late(on: date) -> Count:
    return Count("pk", filter=Q(due_on__lt=on))


def _waiting(scope: Scope) -> PromiseQuerySet:
    return Promise.objects.waiting().filter(area_is(scope, prefix="item__"))


def completeness(scope: Scope) -> Found:
    """How many records say their sector, their place and the forms they ask for; two queries."""
    facts = sorted([*_of_actors(), *_of_items(scope)])
    known = sum(count for _key, count, _of in facts)
    total = sum(of for _key, _count, of in facts)
    return Found(
        value=Fraction(100 * known, total) if total else None,
        rows=tuple(
            Row(key, count, of=of)
            for key, count, of in sorted(facts, key=lambda fact: (fact[1] / fact[2], fact[0]))
        ),
        known=known,
        total=total,
        inputs=lambda: facts,
    )


def gaps(scope: Scope) -> Found:
    """The newest records that lack one of these; rows by table, id and what is missing."""
    on = timezone.localdate(scope.at)
    actors, items = _actors(), _items(scope)
    lacking = actors.filter(Q(area=None) | ~Q(IN_SECTOR))
    unsaid = items.filter(Q(area=None) | (Q(kind=ItemKind.QUESTION) & ~Q(ASKS)))
    newest = sorted([*_newest_actors(lacking), *_newest_items(unsaid)], key=_made_at, reverse=True)
    incomplete, total = lacking.count() + unsaid.count(), actors.count() + items.count()
    return Found(
        value=Fraction(incomplete),
        rows=tuple(
            Row(f"{table}:{pk}:{'+'.join(lacks)}", max((on - timezone.localdate(at)).days, 0))
            for table, pk, at, lacks in newest[:MOST_NAMED]
        ),
        known=total - incomplete,
        total=total,
        inputs=lambda: [(table, pk, *lacks) for table, pk, _at, lacks in newest],
    )


Record = tuple[str, int, datetime, list[str]]


def _made_at(record: Record) -> datetime:
    return record[2]


def _newest_actors(lacking: QuerySet[Actor]) -> Iterator[Record]:
    newest = lacking.annotate(in_sector=IN_SECTOR).order_by("-created_at", "-pk")
    rows = newest.values_list("pk", "created_at", "area", "in_sector")
    for pk, at, area, in_sector in rows[:MOST_NAMED]:
        yield "actor", pk, at, _lacks(place=area is None, sector=not in_sector)


def _newest_items(unsaid: QuerySet[Item]) -> Iterator[Record]:
    newest = unsaid.annotate(asks=ASKS).order_by("-published_at", "-pk")
    rows = newest.values_list("pk", "published_at", "area", "asks", "kind")
    for pk, at, area, asks, kind in rows[:MOST_NAMED]:
        silent = kind == ItemKind.QUESTION and not asks
        if at is not None:
            yield "item", pk, at, _lacks(place=area is None, form=silent)


def _lacks(**missing: bool) -> list[str]:
    return [name for name, holds in missing.items() if holds]


def _actors() -> QuerySet[Actor]:
    """Organisations, and people with an account."""
    here = Q(kind=ActorKind.ORGANISATION) | Q(account__isnull=False)
    return Actor.objects.filter(here, claimed_by=None)


def _items(scope: Scope) -> QuerySet[Item]:
    """What people asked, brought and do together."""
    return Item.objects.filter(kind__in=KNOWN, withdrawal=None, published_at__lte=scope.at)


Fact = tuple[str, int, int]
"""A group of records by its key, how many of them say it, of how many."""


def _of_actors() -> Iterator[Fact]:
    counted = _actors().values("kind").order_by()
    for row in counted.annotate(
        total=Count("pk"), placed=Count("area"), in_sector=Count("pk", filter=Q(IN_SECTOR))
    ):
        yield f"{row['kind']}_sector", row["in_sector"], row["total"]
        yield f"{row['kind']}_place", row["placed"], row["total"]


def _of_items(scope: Scope) -> Iterator[Fact]:
    counted = _items(scope).values("kind").order_by()
    for row in counted.annotate(
        total=Count("pk"), placed=Count("area"), asking=Count("pk", filter=Q(ASKS))
    ):
        yield f"{row['kind']}_place", row["placed"], row["total"]
        if row["kind"] == ItemKind.QUESTION:
            yield f"{row['kind']}_form", row["asking"], row["total"]
