"""That somebody says: this record, which the team entered, is me, or my organisation."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .accounts import new_nonce
from .actor import Actor


class ClaimQuerySet(models.QuerySet["Claim"]):
    def open(self) -> Self:
        return self.filter(decision=None)


class Claim(models.Model):
    """``by`` says that ``actor`` is hers. It gives her nothing until it is decided.

    The link in the mail to the address on record carries ``nonce``, signed (``actors.tokens``):
    whoever reads that mailbox says yes for it. ``words`` help the team to decide, and are seen by
    the team only.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="claims")
    by = models.ForeignKey(Actor, models.CASCADE, related_name="claims_made")
    words = models.TextField(_("how we can see that"), max_length=1000, blank=True)
    at = models.DateTimeField(default=timezone.now)
    nonce = models.CharField(max_length=40, unique=True, default=new_nonce)
    asked_address_at = models.DateTimeField(null=True, blank=True)
    asked_until = models.DateTimeField(null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(actor=models.F("by")), name="claim_of_another"),
            models.CheckConstraint(
                condition=Q(asked_address_at=None, asked_until=None)
                | Q(asked_address_at__isnull=False, asked_until__isnull=False),
                name="claim_link_has_an_end",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="claim_by_time")]

    def __str__(self) -> str:
        return f"claim {self.pk} of {self.actor_id} by {self.by_id}"

    def link_is_usable(self, *, at: datetime) -> bool:
        waits = not hasattr(self, "decision")
        return waits and self.asked_until is not None and at < self.asked_until


class ClaimCheck(models.TextChoices):
    """What a claim was decided by."""

    ACCOUNT = "account", _("the address of the account is the one on record")
    ADDRESS = "address", _("the address on record said yes")
    TEAM = "team", _("the team decided")


class ClaimDecision(models.Model):
    """That a claim was granted or refused, by which check. No row: it waits.

    What the team decides, somebody of the team decides, with a reason that goes to who claimed.
    """

    claim = models.OneToOneField(Claim, models.CASCADE, related_name="decision")
    granted = models.BooleanField()
    check_used = models.CharField(max_length=8, choices=ClaimCheck.choices)
    by = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(check_used="team", by__isnull=False) & ~Q(reason=""))
                | (~Q(check_used="team") & Q(granted=True, by=None)),
                name="claim_decision_has_its_check",
            )
        ]

    def __str__(self) -> str:
        return f"claim {self.claim_id}: {'granted' if self.granted else 'refused'}"
