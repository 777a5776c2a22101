"""Warning who stands in for somebody who owes answers and fell silent. A duty of the worker."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time
from typing import Final

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from gangmaker.actors.models import Actor, TeamRoleName
from gangmaker.projects.queries.silence import last_seen, silent_people
from gangmaker.trail.models import Promise, Silence
from gangmaker.trail.operations import record

from .telling import people_behind, tell

FROM: Final = time(8)
CHECKED: Final = "projects.silence"


def find_silent(*, now: datetime) -> int:
    """Look once a day for accounts that fell silent or came back; returns how many fell silent."""
    local = timezone.localtime(now)
    if local.time() < FROM or not cache.add(f"{CHECKED}:{local.date()}", 1, timeout=24 * 3600):
        return 0
    return warn_of_silence(now=now)


@transaction.atomic
def warn_of_silence(*, now: datetime) -> int:
    """Each silence is warned of once, in one mail to each who stands in."""
    silent = {person.pk: person for person in silent_people(at=now)}
    known = {row.person_id: row for row in Silence.objects.filter(ended_on=None)}
    _welcome_back([row for pk, row in known.items() if pk not in silent], now=now)
    new = [person for pk, person in silent.items() if pk not in known]
    if not new:
        return 0
    seen = last_seen(new)
    for person in new:
        Silence.objects.create(
            person=person, last_seen_on=seen[person.pk], warned_on=timezone.localdate(now)
        )
        record("actor.fell_silent", by=None, subject=person, at=now)
    _warn(new, silent=set(silent), now=now)
    return len(new)


def _welcome_back(rows: Iterable[Silence], *, now: datetime) -> None:
    """She signed in or did something, or owes nothing any more."""
    for row in rows:
        Silence.objects.filter(pk=row.pk).update(ended_on=timezone.localdate(now))
        record("actor.is_back", by=None, subject=row.person, at=now)


def _warn(new: Iterable[Actor], *, silent: set[int], now: datetime) -> None:
    """The deputy of each promise; the region's administrators where nobody else is there."""
    admins = list(
        Actor.objects.filter(team_roles__role=TeamRoleName.REGION_ADMIN).exclude(pk__in=silent)
    )
    warned: dict[Actor, set[int]] = defaultdict(set)
    rows = Promise.objects.waiting().filter(owner__in=list(new)).select_related("item__deputy")
    for promise in rows:
        deputy = promise.item.deputy
        here = people_behind([deputy]) if deputy and deputy.pk not in silent else []
        for person in here or people_behind(admins):
            warned[person].add(promise.owner_id)
    about = f"{timezone.localdate(now)}"
    for person, of in warned.items():
        tell("colleague_silent", [person], about=about, payload={"people": sorted(of)}, now=now)
