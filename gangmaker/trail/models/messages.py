from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from gangmaker.actors.models import Actor, Language


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, *, at: datetime) -> Self:
        """To be sent now: not done, its time has come, and nobody holds it."""
        return self.filter(
            Q(lease_until=None) | Q(lease_until__lt=at),
            sent_at=None,
            dropped_at=None,
            not_before__lte=at,
        )


class Message(models.Model):
    """The outbox: one mail to be sent after the transaction that owes it.

    ``payload`` holds ids, never words: the text is written, and rights are checked again,
    when it is sent. ``dedupe_key`` makes saying it twice impossible; the Message-ID follows
    from the row id, so a mail sent twice after a crash is seen to be the same.
    """

    kind = models.CharField(max_length=40)
    dedupe_key = models.CharField(max_length=120, unique=True)
    to = models.ForeignKey(Actor, models.CASCADE, null=True, blank=True, related_name="messages")
    address = models.EmailField()
    language = models.CharField(max_length=5, choices=Language.choices)
    payload = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_because = models.CharField(max_length=80, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=Q(sent_at=None, dropped_at=None),
                name="message_due",
            )
        ]

    def __str__(self) -> str:
        return f"message {self.pk} ({self.kind})"
