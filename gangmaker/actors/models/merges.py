"""Two records: that they look alike, that they are two after all, or that one stands for both."""

import uuid
from datetime import datetime, timedelta
from typing import Final, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .actor import Actor

UNDO_WITHIN: Final = timedelta(days=30)


class MergeQuerySet(models.QuerySet["Merge"]):
    def standing(self) -> Self:
        return self.filter(undone_at=None)


class Merge(models.Model):
    """That ``stands`` stands for ``other`` too. Nothing moves: ``other.claimed_by`` points to it.

    ``taken`` holds what was taken over, with what stood there before, so that it can be undone
    exactly; it is emptied when the thirty days are over, since it may hold what people erase.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stands = models.ForeignKey(Actor, models.PROTECT, related_name="merges_into")
    other = models.ForeignKey(Actor, models.PROTECT, related_name="merges_away")
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(_("why they are the same"), max_length=300)
    taken = models.JSONField(default=dict, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(stands=F("other")), name="merge_of_two"),
            models.CheckConstraint(condition=~Q(reason=""), name="merge_has_a_reason"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="merge_undone_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["other"], condition=Q(undone_at=None), name="merge_once_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="merge_newest")]

    def __str__(self) -> str:
        return f"{self.stands_id} stands for {self.other_id}"

    def can_be_undone(self, *, at: datetime) -> bool:
        return self.undone_at is None and at < self.at + UNDO_WITHIN


class Likeness(models.Model):
    """That two records may be the same, and why. Found by the worker, who renews all of it.

    ``reasons`` are names of ``core.duplicates.Reason``.
    """

    one = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    other = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    reasons = models.JSONField(default=list)
    strength = models.PositiveSmallIntegerField()
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="likeness_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="likeness_low_id_first"),
        ]
        indexes = [models.Index(fields=["-strength", "id"], name="likeness_strongest")]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id} may be the same"


class Difference(models.Model):
    """That somebody of the team looked and said: these are two different ones."""

    one = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    other = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="difference_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="difference_low_id_first"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id} are two"
