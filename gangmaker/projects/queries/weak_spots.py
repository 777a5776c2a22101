"""What is missing on a project that goes on: a goal, an owner, a next date, news.

The parties hear it first; fourteen days later, if nothing changed, everybody reads it. When it was
said, and about what, is in the acts: each ``project.weak_spots_found`` names all that was missing
at that moment, so what was missing without a break since counts from the first of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone

from gangmaker.actors.models import Actor, Membership, MembershipRole
from gangmaker.projects.models import Deliverable, Phase, Project, Stage, Task
from gangmaker.trail.models import Act, ItemKind, Link, LinkVerb

NEWS_WITHIN: Final = timedelta(days=60)
PARTIES_FIRST: Final = timedelta(days=14)
FOUND: Final = "project.weak_spots_found"
ACTING: Final = (MembershipRole.ADMIN, MembershipRole.EDITOR)
GOING_ON: Final = (Stage.ACCEPTED, Stage.RUNNING)


class WeakSpot(StrEnum):
    NO_GOAL = "no_goal"
    NO_OWNER = "no_owner"
    NO_NEXT_DATE = "no_next_date"
    NO_NEWS = "no_news"


def weak_spots(projects: Iterable[Project], at: datetime) -> dict[int, tuple[WeakSpot, ...]]:
    """What is missing on each project; those that lack nothing are not in it. One query.

    Only accepted and running projects are looked at.
    """
    going = [project.pk for project in projects if project.stage in GOING_ON]
    on = timezone.localdate(at)
    looked_at = facts_on(going, on=on) if going else ()
    missing = {project.pk: weak_spots_of(project, on=on) for project in looked_at}
    return {pk: spots for pk, spots in missing.items() if spots}


def weak_spots_of(project: Project, *, on: date) -> tuple[WeakSpot, ...]:
    """What is missing on one project that ``facts_on`` looked at."""
    facts = vars(project)
    missing = {
        WeakSpot.NO_GOAL: not facts["serves"],
        WeakSpot.NO_OWNER: not facts["answered"],
        WeakSpot.NO_NEXT_DATE: not facts["dated"],
        WeakSpot.NO_NEWS: project.news_on < on - NEWS_WITHIN,
    }
    return tuple(spot for spot, holds in missing.items() if holds)


def facts_on(ids: "Sequence[int] | QuerySet[Any, Any]", *, on: date) -> QuerySet[Project]:
    """Projects with whether each ``serves`` a goal, is ``answered`` for, and is ``dated`` ahead.

    Who answers may take part and can sign in; for an organisation, somebody who acts for it.
    """
    serving = Link.objects.filter(
        source=OuterRef("pk"),
        verb=LinkVerb.SERVES_GOAL,
        target__kind=ItemKind.GOAL,
        target__withdrawal=None,
    )
    acting = Membership.objects.filter(
        role__in=ACTING, person__suspension=None, person__account__is_active=True
    )
    answers = Q(account__is_active=True) | Q(pk__in=acting.values("organisation"))
    owner = Actor.objects.filter(answers, pk=OuterRef("owner"), suspension=None)
    its = OuterRef("pk")
    dated = (
        Q(ends_on__gte=on)
        | Q(Exists(Task.objects.filter(project=its, done_on=None, due_on__gte=on)))
        | Q(Exists(Deliverable.objects.filter(project=its, delivered_on=None, due_on__gte=on)))
        | Q(Exists(Phase.objects.filter(_ahead(on), project=its, done_on=None)))
    )
    return Project.objects.filter(pk__in=ids).annotate(
        serves=Exists(serving),
        answered=Exists(owner),
        dated=Case(When(dated, then=True), default=False),
    )


def _ahead(on: date) -> Q:
    return Q(starts_on__gte=on) | Q(ends_on__gte=on)


@dataclass(frozen=True)
class Missing:
    """One thing that is missing, and since when it is said to everybody (None: not yet)."""

    spot: WeakSpot
    public_since: date | None = None


def told_since(ids: Sequence[int]) -> dict[int, dict[WeakSpot, datetime]]:
    """By project: when its parties were told, of what was missing without a break since."""
    return _told(tellings(ids))


def tellings(ids: Sequence[int]) -> QuerySet[Act]:
    """When the parties of projects were told what is missing, the first time first."""
    return Act.objects.filter(item__in=ids, verb=FOUND).order_by("at", "pk")


def _told(tellings: Iterable[Act]) -> dict[int, dict[WeakSpot, datetime]]:
    told: dict[int, dict[WeakSpot, datetime]] = {}
    for act in tellings:
        before = told.get(act.item_id or 0, {})
        spots = [WeakSpot(spot) for spot in act.data["spots"]]
        told[act.item_id or 0] = {spot: before.get(spot, act.at) for spot in spots}
    return told


def missing_by(
    looked_at: Iterable[Project], tellings: Iterable[Act], *, at: datetime
) -> list[Missing]:
    """What is missing on one project, by ``facts_on`` it and the ``tellings`` about it."""
    told = _told(tellings)
    return [
        Missing(spot, _public_since(told.get(project.pk, {}).get(spot), at=at))
        for project in looked_at
        for spot in weak_spots_of(project, on=timezone.localdate(at))
    ]


def _public_since(told: datetime | None, *, at: datetime) -> date | None:
    """A day, not a moment: what everybody reads changes at midnight only."""
    if told is None or timezone.localdate(told) + PARTIES_FIRST > timezone.localdate(at):
        return None
    return timezone.localdate(told) + PARTIES_FIRST
