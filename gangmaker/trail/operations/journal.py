"""The two things that every operation does beside its change: write an act, owe a mail."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from gangmaker.actors.models import Actor
from gangmaker.trail import noting, signs
from gangmaker.trail.models import Act, Item, Message


def record(
    verb: str,
    *,
    by: Actor | None,
    at: datetime,
    on_behalf_of: Actor | None = None,
    item: Item | None = None,
    subject: Actor | None = None,
    data: Mapping[str, object] | None = None,
) -> Act:
    """Write one act. ``data`` holds ids and choices, never a person's words or address.

    What shows that the item is alive is kept, and wakes up what was asleep.
    """
    act = Act.objects.create(
        verb=verb,
        by=by,
        on_behalf_of=on_behalf_of,
        item=item,
        subject=subject,
        at=at,
        data=dict(data or {}),
    )
    if item is not None and signs.note(act, item) and verb != signs.WOKE_UP:
        record(signs.WOKE_UP, by=by, on_behalf_of=on_behalf_of, item=item, at=at)
    noting.note(act)
    return act


def owe_mail(
    kind: str,
    *,
    dedupe_key: str,
    address: str,
    language: str,
    at: datetime,
    to: Actor | None = None,
    payload: Mapping[str, object] | None = None,
    not_before: datetime | None = None,
) -> Message | None:
    """Put a mail in the outbox, once for each ``dedupe_key``; nothing without an address.

    The worker is told after the transaction; should that be lost, its next sweep finds the row.
    """
    if not address:
        return None
    message, created = Message.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "kind": kind,
            "address": address,
            "language": language,
            "to": to,
            "payload": dict(payload or {}),
            "created_at": at,
            "not_before": not_before or at,
        },
    )
    if created:
        transaction.on_commit(wake_the_worker)
    return message


def wake_the_worker() -> None:
    from gangmaker.trail.tasks import deliver_mail  # late: tasks need the task backend

    deliver_mail.enqueue()
