"""A project's budget: what was planned by line, who pays, and what it cost. Integer cents."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor

from .papers import Attachment
from .project import Project


class Payer(models.TextChoices):
    """Where the money of a budget line comes from."""

    OWN = "own", _("own means")
    GRANT = "grant", _("grant")
    THIRD_PARTY = "third_party", _("third party")
    IN_KIND = "in_kind", _("in kind")


class BudgetLine(models.Model):
    """One line of a budget and who pays for it. In kind is a value, not money."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="budget_lines")
    label = models.CharField(_("what for"), max_length=120)
    planned = models.BigIntegerField(_("planned, in cents"))
    payer = models.CharField(_("who pays"), max_length=12, choices=Payer.choices)
    paid_by = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="budget_lines"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(planned__gte=0), name="budget_line_not_negative")
        ]

    def __str__(self) -> str:
        return f"budget line {self.pk} of project {self.project_id}"


class Cost(models.Model):
    """What a budget line really cost. Append-only; a correction holds the difference."""

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="costs")
    amount = models.BigIntegerField(_("amount, in cents"))
    spent_on = models.DateField(_("when"))
    what = models.CharField(_("what"), max_length=200)
    document = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="costs"
    )
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects=None, amount__gt=0)
                | (Q(corrects__isnull=False) & ~Q(amount=0) & ~Q(reason="")),
                name="cost_only_a_correction_is_negative",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(corrects=F("pk")),
                name="cost_does_not_correct_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} cents on line {self.line_id}"
