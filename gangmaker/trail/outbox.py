"""Sending what the outbox owes: lease, render, send, mark. At least once, never lost."""

import random
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.utils import timezone, translation

from . import mails
from .models import Message

LEASE = timedelta(minutes=2)
ATTEMPTS = 8
BATCH = 50


def deliver_due(*, now: datetime, limit: int = BATCH) -> int:
    """Send at most ``limit`` messages that are due; returns how many left the house.

    Each is leased by a conditional update first, so several workers never send one at once. A
    worker that dies between sending and marking causes one duplicate with the same Message-ID.
    """
    due = Message.objects.due(at=now).order_by("not_before", "pk")[:limit]
    return sum(_deliver(message, now=now) for message in due)


def _lease(message: Message, *, now: datetime) -> bool:
    return bool(
        Message.objects.due(at=now)
        .filter(pk=message.pk)
        .update(lease_until=now + LEASE, attempts=F("attempts") + 1)
    )


def _deliver(message: Message, *, now: datetime) -> bool:
    if not _lease(message, now=now):
        return False
    with translation.override(message.language):
        mail = mails.render(message)
    if mail is None:
        _drop(message, because="not allowed or nothing to say any more", now=now)
        return False
    try:
        _send(message, mail)
    except OSError:  # smtplib's errors are OSErrors
        _try_later(message, now=now)
        return False
    Message.objects.filter(pk=message.pk).update(sent_at=timezone.now(), lease_until=None)
    return True


def _send(message: Message, mail: mails.Mail) -> None:
    EmailMultiAlternatives(
        subject=" ".join(mail.subject.split()),
        body=mail.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.address],
        headers={
            "Message-ID": f"<message-{message.pk}@{urlsplit(settings.BASE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    ).send()


def _try_later(message: Message, *, now: datetime) -> None:
    """Twice as long after each failure, spread out; given up after the last attempt."""
    attempts = message.attempts + 1
    if attempts >= ATTEMPTS:
        _drop(message, because="the mail server refused every attempt", now=now)
        return
    wait = timedelta(minutes=2**attempts * random.uniform(0.8, 1.2))  # noqa: S311 not a secret
    Message.objects.filter(pk=message.pk).update(not_before=now + wait, lease_until=None)


def _drop(message: Message, *, because: str, now: datetime) -> None:
    Message.objects.filter(pk=message.pk).update(
        dropped_at=now, dropped_because=because, lease_until=None
    )
