"""What somebody has to give to others before she can be erased."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db.models import Count, Q, QuerySet

from gangmaker.actors.models import Actor, Membership, MembershipRole, TeamRole, TeamRoleName
from gangmaker.projects.models import Project, Stage
from gangmaker.trail.models import Promise

ENDED = (Stage.FINISHED, Stage.STOPPED)


class Why(Enum):
    """Why she cannot go yet."""

    PROMISES = "promises"
    PROJECTS = "projects"
    ORGANISATION = "organisation"
    REGION = "region"


@dataclass(frozen=True)
class Hold:
    """One reason: how many things it is about, or which organisation."""

    why: Why
    count: int = 1
    organisation: Actor | None = None


def what_holds(person: Actor, *, at: datetime) -> list[Hold]:
    """What nobody would answer for without her; empty when she may go at once."""
    holds = []
    promises = Promise.objects.waiting().filter(owner=person).count()
    if promises:
        holds.append(Hold(Why.PROMISES, promises))
    projects: QuerySet[Project] = QuerySet(Project).exclude(stage__in=ENDED)
    if going_on := projects.filter(owner=person, withdrawal=None).count():
        holds.append(Hold(Why.PROJECTS, going_on))
    holds += [Hold(Why.ORGANISATION, organisation=one) for one in _only_administered_by(person)]
    if _keeps_the_region_alone(person):
        holds.append(Hold(Why.REGION))
    return holds


def _only_administered_by(person: Actor) -> list[Actor]:
    """Organisations with other members but no other administrator.

    One without other members stays, and the team looks after it.
    """
    admin = MembershipRole.ADMIN
    hers = Membership.objects.filter(person=person, role=admin).values("organisation")
    alone = Actor.objects.filter(pk__in=hers).annotate(
        admins=Count("members", filter=Q(members__role=admin)), people=Count("members")
    )
    return list(alone.filter(admins=1, people__gt=1).order_by("name", "pk"))


def _keeps_the_region_alone(person: Actor) -> bool:
    admins = TeamRole.objects.filter(role=TeamRoleName.REGION_ADMIN)
    return (
        admins.filter(actor=person).exists()
        and not admins.exclude(actor=person).filter(actor__account__is_active=True).exists()
    )
