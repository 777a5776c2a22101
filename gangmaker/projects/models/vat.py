"""How much of the VAT that it pays a party recovers, from a day on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor


class VatRegime(models.Model):
    """The part of its VAT that a party recovers from a day on, in whole percent. Append-only.

    0: none, 100: all, between: its general pro rata. The row with the latest day that is not
    over counts; of two for one day the one entered last, which is how a mistake is put right.
    """

    party = models.ForeignKey(Actor, models.PROTECT, related_name="vat_regimes")
    recovers = models.PositiveSmallIntegerField(_("recovers, in percent"))
    valid_from = models.DateField(_("from"))
    source = models.CharField(_("source"), max_length=300)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(recovers__lte=100), name="vat_regime_recovers_a_part"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="vat_regime_has_a_source"),
        ]
        indexes = [models.Index(fields=["party", "valid_from"], name="vat_regime_of_party")]

    def __str__(self) -> str:
        return f"{self.party_id} recovers {self.recovers} % from {self.valid_from}"
