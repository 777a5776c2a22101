"""Sheets that were taken in: the file while it waits, and afterwards what came of each row."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor

from .item import Item


class SheetOf(models.TextChoices):
    ACTORS = "actors", _("people and organisations")
    ITEMS = "items", _("items")


class SheetQuerySet(models.QuerySet["Sheet"]):
    def taken_in(self) -> Self:
        return self.filter(taken_in_at__isnull=False)


class Sheet(models.Model):
    """A file that somebody of the team sent, to be looked at first and then taken in as a whole.

    ``content`` is the file itself (base64) for as long as it waits, a day at most: it may be full
    of people. ``digest`` stays, so that the same file is never taken in twice.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    of = models.CharField(max_length=6, choices=SheetOf.choices)
    name = models.CharField(_("file"), max_length=120)
    digest = models.CharField(max_length=64)
    content = models.TextField(blank=True)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    taken_in_at = models.DateTimeField(null=True, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of", "digest"],
                condition=Q(taken_in_at__isnull=False),
                name="sheet_taken_in_once",
            ),
            models.CheckConstraint(
                condition=Q(taken_in_at=None) | Q(content=""), name="sheet_taken_in_is_not_kept"
            ),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="sheet_newest")]

    def __str__(self) -> str:
        return f"sheet {self.pk} of {self.of}"


class SheetRow(models.Model):
    """What came of one row: the record that was made, or the one that was there already.

    ``key`` is what the sheet itself calls the row; a later sheet with the same key means the
    same record.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=80, blank=True)
    made = models.BooleanField()
    actor = models.ForeignKey(
        Actor, models.CASCADE, null=True, blank=True, related_name="sheet_rows"
    )
    item = models.ForeignKey(Item, models.CASCADE, null=True, blank=True, related_name="sheet_rows")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="sheet_row_once"),
            models.CheckConstraint(
                condition=Q(actor=None, item__isnull=False) | Q(actor__isnull=False, item=None),
                name="sheet_row_is_an_actor_or_an_item",
            ),
        ]
        indexes = [
            models.Index(fields=["key"], condition=~Q(key=""), name="sheet_row_key"),
        ]

    def __str__(self) -> str:
        return f"row {self.number} of {self.sheet_id}"
