"""Sending what the outbox owes: lease, render, send, mark. At least once, never lost.

What each kind of failure leads to, and why, is in docs/decisions/014-notices.md.
"""

import logging
import random
import time
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from . import mails, pacing
from .models import Message
from .posting import CannotReach, TakesNoMail, post

logger = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=2)
"""More than twice what one mail may take (``config.smtp``), so that no lease ends under it."""
BATCH: Final = 50
LONGEST_SECONDS: Final = 60.0
"""After which the rest of a batch waits for the next: the worker has other duties."""
ATTEMPTS: Final = 24
"""With the waits below: a mail server may be away for three days."""
LONGEST_WAIT: Final = timedelta(hours=4)
POISON_ATTEMPTS: Final = 5
"""What we cannot even write gets no better by waiting longer: half an hour, for a mended row."""
NOTHING_TO_SAY: Final = "not allowed or nothing to say any more"


class WorkerDied(Exception):
    """The worker ended each time it had this mail in hand."""


class Came(Enum):
    """What came of one message."""

    SENT = auto()
    NOT_SENT = auto()
    SERVER_AWAY = auto()


def deliver_due(*, now: datetime, limit: int = BATCH) -> int:
    """Send at most ``limit`` messages that are due; returns how many left the house.

    Each is leased by a conditional update first, so several workers never send one at once. A
    worker that dies between sending and marking causes one duplicate with the same Message-ID.
    What fails waits by itself and holds up no other; a mail server that is away is left alone
    until the next time.
    """
    started, sent = time.monotonic(), 0
    for message in Message.objects.due(at=now).most_urgent_first()[:limit]:
        came = _deliver(message, now=now)
        sent += came is Came.SENT
        if came is Came.SERVER_AWAY or time.monotonic() - started > LONGEST_SECONDS:
            break
    return sent


def _deliver(message: Message, *, now: datetime) -> Came:
    if not _lease(message, now=now):
        return Came.NOT_SENT
    if message.attempts >= ATTEMPTS:  # taken so often, and never an outcome
        _give_up(message, WorkerDied(), now=now)
        return Came.NOT_SENT
    try:
        with translation.override(message.language):
            mail = mails.render(message)
    except Exception as error:  # whatever is wrong with one, the others go on
        logger.exception("The mail %s (%s) cannot be written.", message.pk, message.kind)
        return _failed(message, error, attempts=POISON_ATTEMPTS, now=now)
    if mail is None:
        _drop(message, now=now)
        return Came.NOT_SENT
    return _post(message, mail, now=now)


def _lease(message: Message, *, now: datetime) -> bool:
    """Take it, unless somebody else did or the address had its mails of this hour.

    The other open mails to the address are held meanwhile: two workers never both take the last.
    """
    with transaction.atomic():
        others = Message.objects.open().filter(address=message.address).order_by("pk")
        list(others.select_for_update().values_list("pk", flat=True))
        free_at = pacing.free_at(message, now=now)
        if free_at is not None:
            Message.objects.due(at=now).filter(pk=message.pk).update(not_before=free_at)
            return False
        due = Message.objects.due(at=now).filter(pk=message.pk)
        return bool(due.update(lease_until=now + LEASE, attempts=F("attempts") + 1))


def _post(message: Message, mail: mails.Mail, *, now: datetime) -> Came:
    try:
        post(message, mail)
    except TakesNoMail as error:
        _give_up(message, error, now=now)
        return Came.NOT_SENT
    except CannotReach as error:
        _failed(message, error, attempts=ATTEMPTS, now=now)
        return Came.SERVER_AWAY
    except OSError as error:  # smtplib's errors are OSErrors
        return _failed(message, error, attempts=ATTEMPTS, now=now)
    except Exception as error:  # no header, no text that can be sent
        logger.exception("The mail %s (%s) cannot be sent.", message.pk, message.kind)
        return _failed(message, error, attempts=POISON_ATTEMPTS, now=now)
    Message.objects.filter(pk=message.pk).update(sent_at=timezone.now(), lease_until=None)
    return Came.SENT


def _failed(message: Message, error: BaseException, *, attempts: int, now: datetime) -> Came:
    """Twice as long after each failure, spread out; given up after so many ``attempts``."""
    made = message.attempts + 1
    if made >= attempts:
        _give_up(message, error, now=now)
        return Came.NOT_SENT
    wait = min(timedelta(minutes=2**made), LONGEST_WAIT) * random.uniform(0.8, 1.2)  # noqa: S311 not a secret
    Message.objects.filter(pk=message.pk).update(
        not_before=now + wait, lease_until=None, last_error=_said(error)
    )
    return Came.NOT_SENT


def _give_up(message: Message, error: BaseException, *, now: datetime) -> None:
    """From here on somebody of the team decides (``operations.outbox``)."""
    logger.error("The mail %s (%s) was given up: %s", message.pk, message.kind, _said(error))
    Message.objects.filter(pk=message.pk).update(
        dead_at=now, lease_until=None, last_error=_said(error)
    )


def _drop(message: Message, *, now: datetime) -> None:
    Message.objects.filter(pk=message.pk).update(
        dropped_at=now, dropped_because=NOTHING_TO_SAY, lease_until=None
    )


def _said(error: BaseException) -> str:
    """The kind of an error and the number of the mail server; its words may name somebody."""
    cause = error.__cause__ or error
    code = getattr(cause, "smtp_code", None) or getattr(error, "code", None)
    return f"{type(cause).__name__} {code}" if code else type(cause).__name__
