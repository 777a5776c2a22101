"""What people are told of what happened: on the site at once, by mail as often as they want."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor

from .acts import Act
from .item import Item
from .messages import Message
from .promises import Promise


class NoticeKind(models.TextChoices):
    """Why somebody is told."""

    FOLLOWED = "followed", _("you follow it")
    REPLIED = "replied", _("it is a reply to you")
    YOURS = "yours", _("it is about something of yours")
    ABOUT_YOU = "about_you", _("it is about you")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unseen(self) -> Self:
        return self.filter(seen_at=None)

    def to_mail(self, *, since: datetime) -> Self:
        """What no mail tells yet, and she did not see on the site in the meantime."""
        return self.unseen().filter(message=None, by_mail=True, at__gt=since)


class Notice(models.Model):
    """That ``person`` is told of an act on ``item``. What she may not see any more is not shown.

    ``message`` is the mail that tells it, ``by_mail`` false where one of its own does or nobody
    needs one. ``seen_at`` is when she said that she had seen it.
    """

    person = models.ForeignKey(Actor, models.CASCADE, related_name="notices")
    act = models.ForeignKey(Act, models.PROTECT, related_name="notices")
    item = models.ForeignKey(Item, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=9, choices=NoticeKind.choices)
    at = models.DateTimeField()
    by_mail = models.BooleanField(default=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    message = models.ForeignKey(
        Message, models.SET_NULL, null=True, blank=True, related_name="notices"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "act"], name="notice_once_of_an_act"),
            models.CheckConstraint(
                condition=Q(seen_at=None) | Q(seen_at__gte=F("at")),
                name="notice_seen_after_it_happened",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notice_newest"),
            models.Index(fields=["person"], condition=Q(seen_at=None), name="notice_unseen"),
            models.Index(
                fields=["at"],
                condition=Q(message=None, by_mail=True, seen_at=None),
                name="notice_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk} of act {self.act_id} to {self.person_id}"


class HowOften(models.TextChoices):
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")
    NONE = "none", _("never")


class Rhythm(models.Model):
    """How often a person wants notices by mail. No row: once a day.

    Nobody asked for mail by taking part: so at most one a day, and not never, since who
    contributes should hear what became of it without looking every day.
    """

    DEFAULT = HowOften.DAILY

    person = models.OneToOneField(Actor, models.CASCADE, related_name="rhythm")
    how = models.CharField(_("how often"), max_length=7, choices=HowOften.choices)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id}: {self.how}"


class ReaderPlace(models.Model):
    """Up to which act somebody who reacts to acts has read: each keeps its own place."""

    reader = models.CharField(max_length=20, unique=True)
    act = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.reader} read up to act {self.act}"


class ReminderStep(models.TextChoices):
    """Who is reminded when; each reaches further up than the one before."""

    SOON = "soon", _("soon due: the owner")
    LATE = "late", _("late: owner and deputy")
    VERY_LATE = "very_late", _("very late: the region administrator")


class Reminder(models.Model):
    """That ``person`` is reminded of a promise, once for each step. ``message`` is the mail."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="reminders")
    person = models.ForeignKey(Actor, models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=9, choices=ReminderStep.choices)
    at = models.DateTimeField()
    message = models.ForeignKey(
        Message, models.SET_NULL, null=True, blank=True, related_name="reminders"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["promise", "step", "person"], name="reminder_once_for_a_step"
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} about promise {self.promise_id} to {self.person_id}"
