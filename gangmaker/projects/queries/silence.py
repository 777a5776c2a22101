"""Who owes answers and is not here any more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from gangmaker.actors.models import Actor, ActorKind, Area
from gangmaker.actors.queries import name_for
from gangmaker.actors.rules import acts_for, is_region_admin
from gangmaker.trail.models import Act, Promise, Silence

SILENT_AFTER: Final = timedelta(days=60)
MOST: Final = 20


def silent_people(*, at: datetime) -> QuerySet[Actor]:
    """Accounts that owe something, did not sign in for 60 days, and did nothing either.

    A session ends after fourteen days, so who comes back signs in; what somebody does in a
    session that goes on counts too. Reading writes nothing, and is not counted.
    """
    since = at - SILENT_AFTER
    people = Actor.objects.filter(
        pk__in=Promise.objects.waiting().values("owner"),
        kind=ActorKind.PERSON,
        account__isnull=False,
    ).alias(signed_in_at=Coalesce("account__last_login", "account__joined_at"))
    did = Act.objects.filter(by=OuterRef("pk"), at__gte=since)
    return people.filter(~Exists(did), signed_in_at__lt=since)


def last_seen(people: Iterable[Actor]) -> dict[int, date]:
    """The day on which each signed in or did something last."""
    told = Actor.objects.filter(pk__in=[person.pk for person in people]).annotate(
        signed_in_at=Coalesce("account__last_login", "account__joined_at"),
        did_at=Max("acts__at"),
    )
    rows = told.values_list("pk", "signed_in_at", "did_at")
    return {
        pk: timezone.localdate(max(moment for moment in moments if moment is not None))
        for pk, *moments in rows
    }


@dataclass(frozen=True)
class Silent:
    """Somebody who fell silent, as who stands in for her reads it."""

    name: str
    slug: str
    since: date
    waiting: int
    may_hand_over: bool


def silences_for(viewer: Actor) -> QuerySet[Silence]:
    """Those whom ``viewer`` replaces on something that waits; all of them for the region's
    administrators. With what is needed to tell of each."""
    rows = Silence.objects.filter(ended_on=None)
    if not is_region_admin(viewer):
        replaced = Promise.objects.waiting().filter(item__deputy__in=acts_for(viewer))
        rows = rows.filter(person__in=replaced.values("owner"))
    owed = Promise.objects.waiting().filter(owner=OuterRef("person")).order_by()
    told = rows.annotate(
        waiting=Subquery(owed.values("owner").annotate(count=Count("pk")).values("count")),
        name=F("person__name"),
        slug=F("person__slug"),
        audience=F("person__audience"),
        where=F("person__area__name"),
    )
    return told.order_by("last_seen_on", "pk")


def silent_in(rows: Iterable[Silence], viewer: Actor) -> list[Silent]:
    """Who owes nothing any more is left out, until the worker sees it."""
    return [
        Silent(
            name=_known_as(row, viewer),
            slug=vars(row)["slug"],
            since=row.last_seen_on,
            waiting=vars(row)["waiting"],
            may_hand_over=is_region_admin(viewer),
        )
        for row in rows
        if vars(row)["waiting"]
    ][:MOST]


def silent_for(viewer: Actor) -> list[Silent]:
    """One query."""
    return silent_in(silences_for(viewer), viewer)


def _known_as(row: Silence, viewer: Actor) -> str:
    told = vars(row)
    person = Actor(pk=row.person_id, name=told["name"], audience=told["audience"])
    person.area = Area(name=told["where"]) if told["where"] else None
    return name_for(person, viewer)
