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
    """What a budget line really cost. Append-only; a correction holds the difference.

    ``amount`` is with VAT, ``vat`` what of it is VAT; None: nobody told them apart. The bill is
    in the name of ``borne_by``; None: of whoever leads the project. What is somebody's pay names
    ``staff``, the days of the work, and what that work cost in all, of which this is a part.
    """

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="costs")
    amount = models.BigIntegerField(_("amount, in cents"))
    vat = models.BigIntegerField(_("of which VAT, in cents"), null=True, blank=True)
    borne_by = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="costs_borne"
    )
    staff = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="pay_costs"
    )
    work_from = models.DateField(_("work from"), null=True, blank=True)
    work_until = models.DateField(_("work until"), null=True, blank=True)
    whole_pay = models.BigIntegerField(_("pay in all, in cents"), null=True, blank=True)
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
                | (
                    Q(corrects__isnull=False)
                    & (~Q(amount=0) | Q(vat__isnull=False))
                    & ~Q(reason="")
                ),
                name="cost_only_a_correction_is_negative",
            ),
            models.CheckConstraint(
                condition=Q(vat=None)
                | Q(corrects__isnull=False)
                | Q(vat__gte=0, vat__lt=F("amount")),
                name="cost_is_more_than_its_vat",
            ),
            models.CheckConstraint(
                condition=Q(staff=None, work_from=None, work_until=None, whole_pay=None)
                | Q(
                    corrects=None,
                    staff__isnull=False,
                    work_from__isnull=False,
                    work_until__gte=F("work_from"),
                    whole_pay__gte=F("amount"),
                ),
                name="cost_of_staff_is_a_part_of_pay",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(corrects=F("pk")),
                name="cost_does_not_correct_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} cents on line {self.line_id}"
