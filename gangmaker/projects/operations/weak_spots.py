"""Saying what is missing on a project, to its parties first. A duty of the worker."""

from datetime import datetime, time

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from gangmaker.projects.models import Project
from gangmaker.projects.queries.weak_spots import FOUND, GOING_ON, WeakSpot, told_since, weak_spots
from gangmaker.trail.operations import record

from .parties import locked
from .telling import people_behind, people_of, tell

FROM = time(8)
"""Nobody gets a mail about this in the night."""
CHECKED = "projects.weak_spots"


def find_weak_spots(*, now: datetime) -> int:
    """Say what is newly missing on projects that go on; returns on how many something changed.

    Looked at once a day, by day. What was said is an act, so doing it twice says nothing twice.
    """
    local = timezone.localtime(now)
    if local.time() < FROM or not cache.add(f"{CHECKED}:{local.date()}", 1, timeout=24 * 3600):
        return 0
    return say_what_is_missing(now=now)


def say_what_is_missing(*, now: datetime) -> int:
    going = list(
        Project.objects.filter(stage__in=GOING_ON, withdrawal=None, published_at__lte=now).order_by(
            "pk"
        )
    )
    spots = weak_spots(going, now)
    told = told_since([project.pk for project in going])
    changed = [
        project
        for project in going
        if set(spots.get(project.pk, ())) != set(told.get(project.pk, {}))
    ]
    return sum(_say(project, now=now) for project in changed)


@transaction.atomic
def _say(project: Project, *, now: datetime) -> bool:
    """Write down what is missing now; the parties hear of what was not missing before.

    Held and looked at again, so that two workers at once say it once.
    """
    held = locked(project)
    found = weak_spots([held], now).get(held.pk, ())
    before = told_since([held.pk]).get(held.pk, {})
    if set(found) == set(before):
        return False
    act = record(FOUND, by=None, item=held, at=now, data={"spots": [spot.value for spot in found]})
    if set(found) - set(before):
        _tell(held, found, act=act.pk, now=now)
    return True


def _tell(project: Project, found: tuple[WeakSpot, ...], *, act: int, now: datetime) -> None:
    keepers = [person for person in (project.owner, project.deputy) if person is not None]
    people = people_of(project) + people_behind(keepers)
    payload = {"project": project.pk, "spots": [spot.value for spot in found]}
    tell("project_weak_spots", people, about=f"{act}", payload=payload, now=now)
