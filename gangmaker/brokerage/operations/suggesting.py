"""Telling people by mail what fits them, once a week and only what is new. A duty of the worker.

What a mail says, and whether it may still be said, is decided when it is sent.
"""

from datetime import datetime, time, timedelta
from typing import Final

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.brokerage.models import Availability
from gangmaker.brokerage.queries.available import proposable
from gangmaker.brokerage.queries.fitting import what_fits
from gangmaker.projects.operations.telling import people_behind
from gangmaker.trail.models import Message
from gangmaker.trail.operations import owe_mail

WHAT_FITS: Final = "what_fits"
FROM: Final = time(8)
"""On Monday, in the time zone of the region; or later in the week, when nobody did it then."""
A_WEEK: Final = timedelta(days=7)
NEW_FOR: Final = timedelta(days=14)
"""So what a week missed is told in the next; what was told is not told again."""
AT_A_TIME: Final = 20
"""Of the largest region some seconds of a tick; in a week there are ticks enough for everybody."""
MOST_TOLD: Final = 20
HANDLED: Final = "brokerage.suggestions"


def suggest_what_fits(*, now: datetime) -> int:
    """Owe the mails of this week, for some people at a time; returns how many were looked at.

    How far it came is only remembered, not kept: who is looked at twice is told once.
    """
    until = _monday(now)
    place = f"{HANDLED}:{until.date()}"
    after: int = cache.get(place, 0)
    wanted = Availability.objects.filter(digest=True, actor__in=proposable(), actor__gt=after)
    some = list(wanted.select_related("actor__area").order_by("actor")[:AT_A_TIME])
    for said in some:
        suggest_to(said, until=until, now=now)
    if some:
        cache.set(place, some[-1].actor_id, timeout=A_WEEK.total_seconds())
    return len(some)


def _monday(now: datetime) -> datetime:
    """The last Monday at eight."""
    local = timezone.localtime(now)
    day = local.date() - timedelta(days=local.weekday())
    eight = timezone.make_aware(datetime.combine(day, FROM))
    return eight if eight <= now else eight - A_WEEK


@transaction.atomic
def suggest_to(said: Availability, *, until: datetime, now: datetime) -> None:
    """One mail for each who reads for her: what came lately and was not told her before."""
    for person in people_behind([said.actor]):
        if person.account_id is None:
            continue
        told = _told_before(person, said.actor)
        most = MOST_TOLD + len(told)
        found = what_fits(said.actor, viewer=person, at=until, since=until - NEW_FOR, limit=most)
        items = [row.item for row in found.rows if row.item not in told]
        if not items:
            continue
        owe_mail(
            WHAT_FITS,
            dedupe_key=f"{WHAT_FITS}:{said.actor_id}:{person.pk}:{until.date()}",
            address=person.email,
            language=person.reads,
            to=person,
            at=now,
            payload={"actor": said.actor_id, "items": items[:MOST_TOLD]},
        )


def _told_before(person: Actor, actor: Actor) -> set[int]:
    """Mails are kept for longer than anything is new."""
    sent = Message.objects.filter(kind=WHAT_FITS, to=person, payload__actor=actor.pk)
    return {item for payload in sent.values_list("payload", flat=True) for item in payload["items"]}
