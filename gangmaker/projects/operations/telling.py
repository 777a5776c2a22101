"""Whom to write to about a project, and the mails that are owed."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from gangmaker.actors.models import Actor, ActorKind, Membership, MembershipRole
from gangmaker.contributions.models import LedgerEntry, Support
from gangmaker.projects.models import Project
from gangmaker.trail.models import Item, ItemAudience, Link, LinkVerb
from gangmaker.trail.operations import owe_mail


def tell(
    kind: str,
    people: Iterable[Actor],
    *,
    about: str,
    payload: Mapping[str, object],
    now: datetime,
    but: Actor | None = None,
) -> None:
    """Owe each of ``people`` one mail of ``kind``; nobody is told what she did herself.

    ``about`` names what it is about: the same is never told twice to the same person.
    """
    for person in {person.pk: person for person in people if person != but}.values():
        owe_mail(
            kind,
            dedupe_key=f"{kind}:{about}:{person.pk}",
            address=person.email,
            language=person.reads,
            to=person,
            at=now,
            payload=payload,
        )


def people_behind(actors: Iterable[Actor]) -> list[Actor]:
    """The people who read mail for these actors; three queries, however many.

    A person herself, or the record by which she showed that this is hers; for an organisation
    who may act for it. Without who is suspended, and without addresses that nobody vouched for.
    """
    actors = list(actors)
    ids = {actor.reader_id for actor in actors if actor.kind == ActorKind.PERSON}
    organisations = [actor.pk for actor in actors if actor.kind == ActorKind.ORGANISATION]
    if organisations:
        acting = Membership.objects.filter(
            organisation__in=organisations, role__in=[MembershipRole.ADMIN, MembershipRole.EDITOR]
        )
        ids.update(acting.values_list("person", flat=True))
    people = Actor.objects.filter(pk__in=ids, suspension=None).exclude(email="").order_by("pk")
    return [person for person in people if person.is_confirmed() or person.entered_by_id]


def contributors_to(items: Iterable[Item]) -> dict[int, list[Actor]]:
    """By item: who made it, who answered it, who gave to it and who stands behind it."""
    return {item.pk: _contributors(item) for item in items}


def _contributors(item: Item) -> list[Actor]:
    answering = Link.objects.filter(verb=LinkVerb.ANSWERS, target=item.pk).values("source")
    shown = Item.objects.filter(pk__in=answering, withdrawal=None).exclude(published_at=None)
    ids = {item.by_id}
    ids.update(shown.values_list("by", flat=True))
    ids.update(LedgerEntry.objects.filter(item=item.pk).values_list("giver", flat=True))
    ids.update(Support.objects.filter(item=item.pk).values_list("actor", flat=True))
    return list(Actor.objects.filter(pk__in=ids))


def tell_contributors(
    project: Project, sources: Iterable[Item], *, kind: str, by: Actor | None, now: datetime
) -> None:
    """Tell everybody who contributed to ``sources`` what became of it.

    Only who may know of the project: of one that is hidden, the others hear when it is shown.
    """
    told: set[int] = set()
    for item_id, actors in contributors_to(sources).items():
        people = [
            person
            for person in people_behind(actors)
            if person.pk not in told and may_know(person, project, at=now)
        ]
        told.update(person.pk for person in people)
        tell(
            kind,
            people,
            about=f"{project.pk}",
            payload={"project": project.pk, "item": item_id},
            now=now,
            but=by,
        )


def may_know(person: Actor, project: Item, *, at: datetime) -> bool:
    """Whether ``person`` may know of the project; no query when everybody may."""
    if project.audience == ItemAudience.PUBLIC and project.is_published(at=at):
        return not hasattr(project, "withdrawal")
    return Item.objects.visible_to(person, at=at).filter(pk=project.pk).exists()


def people_of(project: Project) -> list[Actor]:
    """Who reads mail for the parties of a project."""
    return people_behind(party.actor for party in project.parties.select_related("actor"))
