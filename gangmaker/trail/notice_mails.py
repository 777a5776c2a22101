"""Which notices go out in which mail. A duty of the worker.

A notice is put with its mail in the transaction that owes the mail, so none is told twice and
none is forgotten. What the mail says, and whether it may still be said, is decided when it is
sent (``web.notices.mails``).
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from gangmaker.actors.models import Actor

from .models import HowOften, Message, Notice
from .models.messages import MessageQuerySet
from .models.notices import NoticeQuerySet
from .notices import NEWS_FOR
from .operations.journal import owe_mail
from .operations.notices import DIGEST, NOTICES

GATHERED_FOR: Final = timedelta(minutes=2)
"""What happens within two minutes is told in one mail."""
DIGEST_FROM: Final = time(8)
"""In the time zone of the region."""
PEOPLE_AT_A_TIME: Final = 200


def owe_notice_mails(*, now: datetime) -> int:
    """Owe the mails that have become due; returns how many notices found theirs."""
    return _at_once(now=now) + _digests(now=now)


def _by_person(wanted: NoticeQuerySet) -> Iterator[tuple[Actor, list[Notice]]]:
    """All that is wanted of the first few people; the others have their turn in half a minute."""
    people = list(wanted.order_by("person").values_list("person", flat=True).distinct())
    some = wanted.filter(person__in=people[:PEOPLE_AT_A_TIME]).select_related("person__rhythm")
    for person, notices in groupby(some.order_by("person", "pk"), lambda notice: notice.person):
        yield person, list(notices)


def _put(notices: Sequence[Notice], message: Message | None) -> int:
    """These into that mail; none where another worker was first."""
    pks = [notice.pk for notice in notices]
    if message is None:  # without an address there is only the site
        return Notice.objects.filter(pk__in=pks).update(by_mail=False)
    return Notice.objects.filter(pk__in=pks, message=None).update(message=message)


# --- At once ----------------------------------------------------------------------------------


def _at_once(*, now: datetime) -> int:
    to_mail = Notice.objects.to_mail(since=now - NEWS_FOR)
    wanted = to_mail.filter(person__rhythm__how=HowOften.AT_ONCE)
    return sum(_tell_at_once(person, found, now=now) for person, found in _by_person(wanted))


@transaction.atomic
def _tell_at_once(person: Actor, notices: Sequence[Notice], *, now: datetime) -> int:
    """In the mail that waits already, as long as nobody tried to send it; else in a new one.

    Since when she wants it at once is in its name: a mail of before was dropped when she changed
    her mind.
    """
    waiting = Message.objects.open().filter(kind=NOTICES, address=person.email, to=person)
    untried = waiting.filter(attempts=0, lease_until=None).select_for_update().order_by("pk")
    message = untried.first() or owe_mail(
        NOTICES,
        dedupe_key=f"{NOTICES}:{notices[0].pk}:{person.rhythm.changed_at.timestamp()}",
        address=person.email,
        language=person.reads,
        to=person,
        at=now,
        not_before=now + GATHERED_FOR,
    )
    return _put(notices, message)


# --- Digests ----------------------------------------------------------------------------------


def _digests(*, now: datetime) -> int:
    """Of what happened before eight this morning; for once a week before eight on Monday."""
    local = timezone.localtime(now)
    if local.time() < DIGEST_FROM:
        return 0
    today = local.date()
    monday = today - timedelta(days=today.weekday())
    daily = Q(person__rhythm=None) | Q(person__rhythm__how=HowOften.DAILY)
    weekly = Q(person__rhythm__how=HowOften.WEEKLY, at__lt=eight_on(monday))
    pending = Notice.objects.to_mail(since=now - NEWS_FOR).filter(at__lt=eight_on(today))
    ready = pending.filter(daily | weekly).exclude(Exists(_had_one(today)))
    return sum(_digest(person, found, on=today, now=now) for person, found in _by_person(ready))


def eight_on(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, DIGEST_FROM))


def _had_one(today: date) -> MessageQuerySet:
    """A digest to the same address that was begun or sent today, or that is still to be sent."""
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    open_still = Q(sent_at=None, dropped_at=None, dead_at=None)
    return Message.objects.filter(
        Q(created_at__gte=midnight) | Q(sent_at__gte=midnight) | open_still,
        kind=DIGEST,
        address=OuterRef("person__email"),
    )


@transaction.atomic
def _digest(person: Actor, notices: Sequence[Notice], *, on: date, now: datetime) -> int:
    """One a day to one address: of two people who share it the other has her turn tomorrow."""
    address = hashlib.sha256(person.email.encode()).hexdigest()[:32]
    message = owe_mail(
        DIGEST,
        dedupe_key=f"{DIGEST}:{address}:{on}",
        address=person.email,
        language=person.reads,
        to=person,
        at=now,
    )
    if message is not None and message.to_id != person.pk:
        return 0
    return _put(notices, message)
