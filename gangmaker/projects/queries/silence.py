"""Who owes answers and is not here any more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, Exists, Max, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from gangmaker.actors.models import Actor, ActorKind
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


def silent_for(viewer: Actor) -> list[Silent]:
    """Those whom ``viewer`` replaces on something that waits; all of them for the region's
    administrators. Two queries."""
    rows = Silence.objects.filter(ended_on=None).select_related("person__area")
    replaced = Promise.objects.waiting().filter(item__deputy__in=acts_for(viewer))
    if not is_region_admin(viewer):
        rows = rows.filter(person__in=replaced.values("owner"))
    found = list(rows.order_by("last_seen_on", "pk")[:MOST])
    if not found:
        return []
    waiting = dict(
        Promise.objects.waiting()
        .filter(owner__in=[row.person_id for row in found])
        .values_list("owner")
        .annotate(count=Count("pk"))
        .order_by()
    )
    return [
        Silent(
            name=name_for(row.person, viewer),
            slug=row.person.slug,
            since=row.last_seen_on,
            waiting=waiting.get(row.person_id, 0),
            may_hand_over=is_region_admin(viewer),
        )
        for row in found
        if waiting.get(row.person_id)
    ]
