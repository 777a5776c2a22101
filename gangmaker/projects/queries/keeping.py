"""All that one person keeps: what would be left alone if she left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from gangmaker.actors.models import Actor, ActorKind, MembershipRole
from gangmaker.projects.models import Grant, PartyRole, ShowingConsent, Task
from gangmaker.trail.models import Item, ItemAudience, PartKind, Party, Promise
from gangmaker.trail.rules import PLANNED

OPEN_PROMISE: Final = Q(promises__kept_on=None, promises__isnull=False)


@dataclass(frozen=True)
class Kept:
    """One thing that somebody keeps; ``of`` is its id in the table of its ``kind``.

    ``item_kind`` is empty for a grant. ``waiting``: how many promises on it are open.
    ``planned``: it changes only by the team, with a reason in the plan.
    """

    kind: str
    of: int
    title: str
    language: str
    slug: str = ""
    item: int | None = None
    item_kind: str = ""
    waiting: int = 0
    due_on: date | None = None
    asleep: bool = False
    ended: bool = False
    planned: bool = False

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.of}"

    @property
    def group(self) -> str:
        """Such as ``owned-question``: what can be chosen all at once."""
        return f"{self.kind}-{self.item_kind}" if self.item_kind else self.kind


def kept_by(person: Actor, *, at: datetime) -> list[Kept]:
    """Everything that ``person`` herself keeps, five queries; organisations keep theirs."""
    return [
        *_items(person),
        *_promises(person),
        *_led(person),
        *_tasks(person),
        *_grants(person),
    ]


def _items(person: Actor) -> list[Kept]:
    """What she answers for, then what she replaces somebody on."""
    rows = Item.objects.filter(Q(owner=person) | Q(deputy=person), withdrawal=None)
    told = rows.annotate(waiting=Count("promises", filter=OPEN_PROMISE), how=F("ending__how"))
    items = list(told.select_related("project").order_by("kind", "title", "pk"))
    owned = [item for item in items if item.owner_id == person.pk]
    deputised = [item for item in items if item.owner_id != person.pk]
    return [
        *(_item(item, PartKind.OWNED) for item in owned),
        *(_item(item, PartKind.DEPUTISED) for item in deputised),
    ]


def _item(item: Item, kind: str) -> Kept:
    stopped = hasattr(item, "project") and item.project.ended_on is not None
    return Kept(
        kind=kind,
        of=item.pk,
        title=item.title,
        language=item.language,
        slug=item.slug,
        item=item.pk,
        item_kind=item.kind,
        waiting=vars(item)["waiting"] if kind == PartKind.OWNED else 0,
        asleep=item.asleep_since is not None,
        ended=stopped or vars(item)["how"] is not None,
        planned=item.kind in PLANNED,
    )


def _promises(person: Actor) -> Iterator[Kept]:
    """What she promised on items that somebody else answers for by now."""
    rows = Promise.objects.waiting().filter(owner=person).exclude(item__owner=person)
    for promise in rows.select_related("item").order_by("due_on", "pk"):
        yield Kept(
            kind=PartKind.PROMISED,
            of=promise.pk,
            title=promise.item.title,
            language=promise.item.language,
            slug=promise.item.slug,
            item=promise.item_id,
            item_kind=promise.item.kind,
            waiting=1,
            due_on=promise.due_on,
        )


def _led(person: Actor) -> Iterator[Kept]:
    """Projects that she leads herself. One among its parties is theirs: that stays with her."""
    consents = ShowingConsent.objects.filter(project=OuterRef("item"))
    rows = Party.objects.filter(
        ~Exists(consents), actor=person, role=PartyRole.LEAD, item__withdrawal=None
    ).exclude(item__audience=ItemAudience.PARTIES)
    for party in rows.select_related("item").order_by("item__title", "pk"):
        yield Kept(
            kind=PartKind.LED,
            of=party.pk,
            title=party.item.title,
            language=party.item.language,
            slug=party.item.slug,
            item=party.item_id,
            item_kind=party.item.kind,
        )


def _tasks(person: Actor) -> Iterator[Kept]:
    rows = Task.objects.filter(owner=person, done_on=None, project__withdrawal=None)
    for task in rows.select_related("project").order_by("due_on", "pk"):
        yield Kept(
            kind=PartKind.TASK,
            of=task.pk,
            title=task.title,
            language=task.project.language,
            slug=task.project.slug,
            item=task.project_id,
            due_on=task.due_on,
        )


def _grants(person: Actor) -> Iterator[Kept]:
    rows = Grant.objects.filter(Q(owner=person) | Q(deputy=person)).order_by("title", "pk")
    for grant in rows:
        kind = PartKind.GRANT if grant.owner_id == person.pk else PartKind.GRANT_DEPUTISED
        yield Kept(kind=kind, of=grant.pk, title=grant.title, language="")


def who_waits(kept: Iterable[Kept], giver: Actor) -> QuerySet[Promise]:
    """The open promises that go along with these."""
    kept = list(kept)
    owned = [one.of for one in kept if one.kind == PartKind.OWNED]
    promised = [one.of for one in kept if one.kind == PartKind.PROMISED]
    waiting = Promise.objects.waiting().filter(owner=giver)
    return waiting.filter(Q(item__in=owned) | Q(pk__in=promised)).select_related("to", "item")


def who_can_take_over(giver: Actor) -> QuerySet[Actor]:
    """The team, and who keeps things together with her: by name, without who may not take part.

    Together: who may act for one of her organisations, or keeps with her what one of them keeps.
    """
    acting = Q(
        memberships__organisation__in=giver.organisation_ids,
        memberships__role__in=[MembershipRole.ADMIN, MembershipRole.EDITOR],
    )
    hers = Item.objects.filter(Q(owner=giver) | Q(deputy=giver))
    together = Q(pk__in=hers.values("owner")) | Q(pk__in=hers.exclude(deputy=None).values("deputy"))
    people = Actor.objects.filter(
        Q(team_roles__isnull=False) | acting, kind=ActorKind.PERSON, account__is_active=True
    )
    fit = Q(pk__in=people.values("pk")) | together
    found = Actor.objects.filter(fit, suspension=None, claimed_by=None).exclude(pk=giver.pk)
    return found.order_by("name", "pk")
