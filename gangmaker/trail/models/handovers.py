"""What one person kept and gave to others, in one action."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor

from .acts import Act
from .item import Item

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Handover(models.Model):
    """That somebody's work went to others: by whom and why. Written once, with all its parts."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    giver = models.ForeignKey(Actor, models.PROTECT, related_name="handovers")
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    act = models.OneToOneField(Act, models.PROTECT, related_name="handover")
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField()

    if TYPE_CHECKING:
        parts: RelatedManager["HandoverPart"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="handover_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"handover {self.public_id} of {self.giver_id}"


class PartKind(models.TextChoices):
    """As what somebody kept it."""

    OWNED = "owned", _("answers for it")
    DEPUTISED = "deputised", _("replaces who answers for it")
    PROMISED = "promised", _("promised something")
    LED = "led", _("leads the project")
    TASK = "task", _("a task")
    GRANT = "grant", _("keeps the grant")
    GRANT_DEPUTISED = "grant_deputy", _("replaces who keeps the grant")


class HandoverPart(models.Model):
    """One thing that changed hands. ``of`` is its id in the table of its kind."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=12, choices=PartKind.choices)
    of = models.PositiveBigIntegerField()
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    giver = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    to = models.ForeignKey(Actor, models.PROTECT, related_name="taken_over")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "kind", "of"], name="handover_part_once"),
            models.CheckConstraint(
                condition=~Q(to=F("giver")), name="handover_part_to_somebody_else"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.of} to {self.to_id}"
