"""What is missing on a project that goes on: a goal, an owner, a next date, news.

The parties hear it first; fourteen days later, if nothing changed, everybody reads it. When it was
said, and about what, is in the acts: each ``project.weak_spots_found`` names all that was missing
at that moment, so what was missing without a break since counts from the first of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db.models import Case, Exists, OuterRef, Q, When
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
    going = {project.pk: project for project in projects if project.stage in GOING_ON}
    on = timezone.localdate(at)
    found = {}
    for pk, serves, answered, dated in _facts(list(going), on=on) if going else ():
        missing = {
            WeakSpot.NO_GOAL: not serves,
            WeakSpot.NO_OWNER: not answered,
            WeakSpot.NO_NEXT_DATE: not dated,
            WeakSpot.NO_NEWS: going[pk].news_on < on - NEWS_WITHIN,
        }
        if any(missing.values()):
            found[pk] = tuple(spot for spot, holds in missing.items() if holds)
    return found


def _facts(ids: Sequence[int], *, on: date) -> Iterable[tuple[int, bool, bool, bool]]:
    """By project: it serves a goal, its owner can answer, a day lies ahead.

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
    return Project.objects.filter(pk__in=ids).values_list(
        "pk", Exists(serving), Exists(owner), Case(When(dated, then=True), default=False)
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
    acts = Act.objects.filter(item__in=ids, verb=FOUND).order_by("at", "pk")
    told: dict[int, dict[WeakSpot, datetime]] = {}
    for pk, at, data in acts.values_list("item", "at", "data"):
        before = told.get(pk or 0, {})
        spots = [WeakSpot(spot) for spot in data["spots"]]
        told[pk or 0] = {spot: before.get(spot, at) for spot in spots}
    return told


def missing_on(project: Project, *, at: datetime) -> list[Missing]:
    """What is missing on one project, and what everybody is told of it."""
    spots = weak_spots([project], at).get(project.pk, ())
    if not spots:
        return []
    told = told_since([project.pk]).get(project.pk, {})
    return [Missing(spot, _public_since(told.get(spot), at=at)) for spot in spots]


def _public_since(told: datetime | None, *, at: datetime) -> date | None:
    """A day, not a moment: what everybody reads changes at midnight only."""
    if told is None or timezone.localdate(told) + PARTIES_FIRST > timezone.localdate(at):
        return None
    return timezone.localdate(told) + PARTIES_FIRST
