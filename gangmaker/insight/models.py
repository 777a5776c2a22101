"""Published figures: frozen with the digest of what they were computed from."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor


class Publication(models.Model):
    """One figure as it was published. Append-only; a correction is a row that names this one.

    ``indicator`` and ``version`` name the definition in ``insight.registry``; ``area`` is the
    key of a municipality, or empty for the region. ``until`` is the first day not counted.
    ``value`` is an exact fraction as text, empty when there was nothing to count.
    """

    indicator = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField()
    area = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=60, blank=True)
    rows = models.JSONField(default=list)
    known = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    computed_at = models.DateTimeField()
    inputs_digest = models.CharField(max_length=64)
    inputs_count = models.PositiveIntegerField()
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="publication_period_is_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(known__lte=F("total")), name="publication_knows_at_most_all"
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(reason=""),
                name="publication_correction_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["indicator", "since", "until", "area"],
                condition=Q(corrects=None),
                name="publication_once_a_period",
            ),
        ]
        indexes = [models.Index(fields=["-at"], name="publication_newest")]

    def __str__(self) -> str:
        return f"{self.indicator} from {self.since} until {self.until}"
