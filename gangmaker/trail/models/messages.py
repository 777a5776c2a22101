from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Q, Value, When

from gangmaker.actors.models import Actor, Language

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from .notices import Notice, Reminder

CODES = ("sign_in_code", "erase_code")
"""For these somebody waits in front of a screen."""


class MessageQuerySet(models.QuerySet["Message"]):
    def open(self) -> Self:
        """Neither sent nor dropped nor given up."""
        return self.filter(sent_at=None, dropped_at=None, dead_at=None)

    def due(self, *, at: datetime) -> Self:
        """To be sent now: not done, its time has come, and nobody holds it."""
        held = Q(lease_until=None) | Q(lease_until__lt=at)
        return self.open().filter(held, not_before__lte=at)

    def dead(self) -> Self:
        """Given up; somebody of the team decides what becomes of them."""
        return self.filter(dead_at__isnull=False)

    def most_urgent_first(self) -> Self:
        urgent = Case(When(kind__in=CODES, then=Value(0)), default=Value(1))
        return self.order_by(urgent, "not_before", "pk")


class Message(models.Model):
    """The outbox: one mail to be sent after the transaction that owes it.

    ``payload`` holds ids, never words: the text is written, and rights are checked again,
    when it is sent. ``dedupe_key`` makes saying it twice impossible; the Message-ID follows
    from the row id, so a mail sent twice after a crash is seen to be the same.

    It ends once: sent, dropped with a reason, or dead (given up), from where the team sends it
    again or drops it. ``last_error`` says what went wrong last, without address or words.
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
    dropped_because = models.CharField(max_length=300, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=120, blank=True)

    objects = MessageQuerySet.as_manager()

    if TYPE_CHECKING:
        notices: RelatedManager[Notice]
        reminders: RelatedManager[Reminder]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None, dropped_at=None)
                | Q(sent_at=None, dead_at=None)
                | Q(dropped_at=None, dead_at=None),
                name="message_ends_once",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None) | ~Q(dropped_because=""),
                name="message_dropped_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=Q(sent_at=None, dropped_at=None, dead_at=None),
                name="message_due",
            ),
            models.Index(
                fields=["dead_at"], condition=Q(dead_at__isnull=False), name="message_dead"
            ),
            models.Index(fields=["address", "sent_at"], name="message_to_address"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk} ({self.kind})"
