"""How often somebody wants notices by mail, and that she saw them."""

from datetime import datetime

from django.db import transaction

from gangmaker.actors.models import Actor
from gangmaker.trail.models import HowOften, Message, Notice, Rhythm

from .journal import record

NOTICES = "notices"
DIGEST = "digest"
CHANGED_HER_MIND = "the reader wants notices at another rhythm"


@transaction.atomic
def set_rhythm(*, person: Actor, how: str, now: datetime) -> str:
    """Send notices to ``person`` as often as she says; returns how it was before.

    A mail that was not tried yet is dropped: what it would have told goes into the next one, as
    often as she wants it now. Who wanted none gets nothing of the time before.
    """
    before = how_often(person)
    if how == before:
        return before
    Rhythm.objects.update_or_create(
        person=person, defaults={"how": HowOften(how), "changed_at": now}
    )
    _let_go(person, now=now)
    if HowOften.NONE in (before, how):
        Notice.objects.filter(person=person, message=None, by_mail=True).update(by_mail=False)
    record("notices.rhythm_set", by=person, at=now, data={"how": how})
    return before


def how_often(person: Actor) -> str:
    found = Rhythm.objects.filter(person=person).first()
    return found.how if found else Rhythm.DEFAULT


def _let_go(person: Actor, *, now: datetime) -> None:
    """Take back what no worker holds or tried."""
    untried = Message.objects.open().filter(
        to=person, kind__in=(NOTICES, DIGEST), attempts=0, lease_until=None
    )
    kept = list(untried.select_for_update().values_list("pk", flat=True))
    Notice.objects.filter(message__in=kept).update(message=None)
    Message.objects.filter(pk__in=kept).update(dropped_at=now, dropped_because=CHANGED_HER_MIND)


def see_notices(*, person: Actor, up_to: int, now: datetime) -> int:
    """Mark all notices of ``person`` as seen, up to the newest that her page showed.

    Without an act: what somebody read is not for a journal that nobody can erase.
    """
    unseen = Notice.objects.unseen().filter(person=person, pk__lte=up_to, at__lte=now)
    return unseen.update(seen_at=now)
