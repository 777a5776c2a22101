"""What pages look up about people and organisations."""

from collections.abc import Iterable

from django.db.models import F, prefetch_related_objects
from django.db.models.expressions import BaseExpression
from django.utils.translation import gettext as _

from .models import Account, Actor, ActorKind, AgeGroup, MembershipRole, Region
from .models.names import Left
from .rules import sees

ACTING = (MembershipRole.ADMIN, MembershipRole.EDITOR)


def current_region() -> Region:
    """The region's settings; an unsaved one with plain texts while nobody has set it up."""
    return Region.objects.filter(pk=1).first() or Region(
        pk=1,
        name="Gangmaker",
        slogan=_("From meeting to result."),
        welcome="",
        contact_email="",
    )


def name_for(actor: Actor, viewer: Actor | None) -> str:
    """The name by which ``viewer`` knows ``actor``; else only where she is from.

    ``actor.area`` has to be loaded, or this costs a query. Of who is 13 to 17 it is not said.
    Of a record for which another stands it is the name of that one, to who may know of both;
    ``know_who_stands`` loads those at once.
    """
    if isinstance(actor.name, Left):
        return actor.name
    if sees(viewer, actor, actor.audience):
        standing = actor.standing
        return standing.name if sees(viewer, standing, standing.audience) else actor.name
    if actor.area is not None and actor.age_group != AgeGroup.MINOR:
        return _("Somebody from %(area)s") % {"area": actor.area.name}
    return _("Somebody from the region")


def know_who_stands(actors: Iterable[Actor | None]) -> None:
    """Load who stands for those that were merged or claimed: one query, none without any."""
    prefetch_related_objects([one for one in actors if one and one.claimed_by_id], "claimed_by")


facts_of_reader: dict[str, BaseExpression] = {}
"""What rooms above want to know of whoever reads, by the name it gets on her; ``OuterRef`` is her
account. Asked in the one query that is made for each page anyway."""


def account_with_person(pk: int) -> Account | None:
    """An account, who takes part by it, where she is from and her roles; one query.

    Each role in the team makes a row of its own; hardly anybody has more than one.
    """
    rows = Account.objects.filter(pk=pk).select_related(
        "actor__suspension__statement", "actor__area"
    )
    found = list(rows.annotate(role=F("actor__team_roles__role"), **facts_of_reader))
    if not found:
        return None
    person = getattr(found[0], "actor", None)
    if person is not None:
        person.roles = frozenset(row.role for row in found if row.role)
        for fact in facts_of_reader:
            setattr(person, fact, getattr(found[0], fact))
    return found[0]


def organisations_to_act_for(actor: Actor | None) -> list[Actor]:
    """The organisations for which ``actor`` may act, by name; none for which another stands."""
    if actor is None:
        return []
    there = [row for row in actor.belongs_to if row.organisation.claimed_by_id is None]
    return [row.organisation for row in there if row.role in ACTING]


def who_acts_for(organisation: Actor) -> list[Actor]:
    """Who can sign in now and may act for it; none for a person, nor while it is suspended."""
    if organisation.kind != ActorKind.ORGANISATION or hasattr(organisation, "suspension"):
        return []
    people = Actor.objects.filter(
        memberships__organisation=organisation,
        memberships__role__in=ACTING,
        account__is_active=True,
        suspension=None,
    )
    return list(people.order_by("pk"))
