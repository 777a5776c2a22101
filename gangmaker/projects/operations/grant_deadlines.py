"""Reminding who keeps a grant of what its funder expects. A duty of the worker."""

from datetime import date, datetime, time, timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from gangmaker.projects.models import Deadline

from .telling import people_behind, tell

REMINDERS = (30, 7, 1, -1)
"""So many days before the day; -1 is the day after, while nothing was marked as done."""
FROM = time(8)
"""Nobody gets a mail about this in the night."""
CHECKED = "projects.deadlines"


def remind_of_deadlines(*, now: datetime) -> int:
    """Owe the reminders that have become due; returns for how many deadlines there is one.

    Looked at once a day. The outbox keeps what was said, so that doing it twice says it once.
    """
    local = timezone.localtime(now)
    if local.time() < FROM or not cache.add(f"{CHECKED}:{local.date()}", 1, timeout=24 * 3600):
        return 0
    return remind_on(local.date(), now=now)


def remind_on(day: date, *, now: datetime) -> int:
    """The last reminder of each deadline that fell due by ``day``; earlier ones that were missed
    are not caught up."""
    first = day + timedelta(days=max(REMINDERS))
    waiting = Deadline.objects.filter(met_on=None, due_on__lte=first)
    rows = waiting.select_related("grant__owner", "grant__deputy").order_by("due_on", "pk")
    due = [(deadline, last_due(deadline, day)) for deadline in rows]
    reached = [(deadline, days) for deadline, days in due if days is not None]
    for deadline, days in reached:
        _remind(deadline, days, now=now)
    return len(reached)


def last_due(deadline: Deadline, on: date) -> int | None:
    """Which reminder fell due last by ``on``; None: none, or it did before anybody set the day."""
    reached = [days for days in REMINDERS if deadline.due_on - timedelta(days=days) <= on]
    if not reached:
        return None
    fell_due = deadline.due_on - timedelta(days=reached[-1])
    return None if deadline.set_on and fell_due < deadline.set_on else reached[-1]


@transaction.atomic
def _remind(deadline: Deadline, days: int, *, now: datetime) -> None:
    """Once for each reminder and day; a day that is set anew is another."""
    grant = deadline.grant
    keepers = [actor for actor in (grant.owner, grant.deputy) if actor is not None]
    tell(
        "grant_deadline",
        people_behind(keepers),
        about=f"{deadline.pk}:{deadline.due_on}:{days}",
        payload={"deadline": deadline.pk},
        now=now,
    )
