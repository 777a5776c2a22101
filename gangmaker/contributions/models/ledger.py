"""Who gave what to whom. Append-only; confirmed by who received it."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.trail.models import Item

from .forms import UNIT_MATCHES_FORM, Form, Level, Unit
from .items import Need


class LedgerEntry(models.Model):
    """Who gave what to which item. Append-only; a mistake is corrected by a second entry.

    A correction names the entry that it corrects, and its quantity is the difference.
    """

    giver = models.ForeignKey(Actor, models.PROTECT, related_name="given")
    on_behalf_of = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="given_on_behalf"
    )
    item = models.ForeignKey(Item, models.PROTECT, related_name="ledger")
    contribution = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="ledger_entries"
    )
    need = models.ForeignKey(
        Need, models.PROTECT, null=True, blank=True, related_name="ledger_entries"
    )
    form = models.CharField(_("form"), max_length=12, choices=Form.choices)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    unit = models.CharField(_("unit"), max_length=8, choices=Unit.choices)
    quantity = models.IntegerField(_("how much"))
    given_on = models.DateField(_("when"))
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    entered_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects=None, quantity__gte=1)
                | (Q(corrects__isnull=False) & ~Q(quantity=0) & ~Q(reason="")),
                name="ledger_only_a_correction_is_negative",
            ),
            models.CheckConstraint(condition=UNIT_MATCHES_FORM, name="ledger_unit_matches_form"),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(corrects=F("pk")),
                name="ledger_entry_does_not_correct_itself",
            ),
        ]
        indexes = [models.Index(fields=["item", "form"], name="ledger_of_item")]

    def __str__(self) -> str:
        return f"{self.quantity} {self.unit} of {self.form} by {self.giver_id}"


class Confirmation(models.Model):
    """That the receiver got what the entry says. Never by the giver; a trigger sees to that."""

    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="confirmation")
    by = models.ForeignKey(Actor, models.PROTECT, related_name="confirmations")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"confirmation of entry {self.entry_id}"
