"""What the team decides about mails that were given up."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours, is_region_admin
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import Message

from .journal import record, wake_the_worker


class NotGivenUp(Refused):
    code = "not_given_up"
    message = _("Somebody decided about this mail in the meantime.")


class WhyDropped(Refused):
    code = "why_dropped"
    message = _("Say why this mail need not be sent any more.")


@transaction.atomic
def send_again(*, message: Message, by: Actor, now: datetime) -> None:
    """Begin anew with a mail that was given up, with all its attempts."""
    if not is_region_admin(by):
        raise NotYours
    if not _begin_anew(message.pk, now=now):
        raise NotGivenUp
    record("mail.sent_again", by=by, at=now, data={"messages": [message.pk]})


@transaction.atomic
def send_all_again(*, by: Actor, now: datetime) -> int:
    """Begin anew with all of them; returns how many. Without any nothing happened."""
    if not is_region_admin(by):
        raise NotYours
    dead = list(Message.objects.dead().order_by("pk").values_list("pk", flat=True))
    begun = [pk for pk in dead if _begin_anew(pk, now=now)]
    if begun:
        record("mail.sent_again", by=by, at=now, data={"messages": begun})
    return len(begun)


def _begin_anew(pk: int, *, now: datetime) -> bool:
    """With the same number, so the same Message-ID: who got it after all gets it once."""
    transaction.on_commit(wake_the_worker)
    dead = Message.objects.dead().filter(pk=pk)
    return bool(dead.update(dead_at=None, attempts=0, not_before=now, lease_until=None))


@transaction.atomic
def drop_mail(*, message: Message, by: Actor, reason: str, now: datetime) -> None:
    """Send it never, and say why."""
    if not is_region_admin(by):
        raise NotYours
    if not reason.strip():
        raise WhyDropped
    dead = Message.objects.dead().filter(pk=message.pk)
    if not dead.update(dead_at=None, dropped_at=now, dropped_because=reason.strip()):
        raise NotGivenUp
    record("mail.dropped", by=by, at=now, data={"message": message.pk})
