"""Grants: what a funder gives, by which rules, for which projects, and what it was claimed for."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.contributions.models import Form, LedgerEntry, Rate, ValuationMethod

from .budget import Cost
from .project import Project


class StaffMethod(models.TextChoices):
    """How a grant counts the work of staff."""

    NONE = "none", _("staff does not count")
    PERCENTAGE = "percentage", _("a fixed percentage, by task-assignment letter")
    HOURLY = "hourly", _("hour by hour")


class VatRule(models.TextChoices):
    """How a grant counts VAT. What a party recovers is said by its regime on that day."""

    NEVER = "never", _("VAT never counts")
    NOT_RECOVERED = "not_recovered", _("VAT counts as far as the party cannot recover it")
    ALWAYS = "always", _("VAT counts, also what the party recovers")


class Grant(models.Model):
    """What a funder gives for some projects in a period, and by which rules. Euro cents.

    ``own_share`` is the part that others have to bear, in hundredths of a percent. ``method`` is
    how this funder values hours and goods; without one they have no value here.
    """

    funder = models.ForeignKey(Actor, models.PROTECT, related_name="grants")
    title = models.CharField(_("title"), max_length=160)
    reference = models.CharField(_("reference of the funder"), max_length=80, blank=True)
    amount = models.BigIntegerField(_("amount, in cents"))
    currency = models.CharField(max_length=3, default="EUR", editable=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    staff_method = models.CharField(
        _("how staff is counted"), max_length=10, choices=StaffMethod.choices
    )
    own_share = models.PositiveSmallIntegerField(_("own share, in hundredths of a percent"))
    in_kind_counts = models.BooleanField(_("gifts in kind count"), default=False)
    vat_rule = models.CharField(
        _("how VAT is counted"), max_length=13, choices=VatRule.choices, default=VatRule.NEVER
    )
    method = models.ForeignKey(
        ValuationMethod, models.PROTECT, null=True, blank=True, related_name="grants"
    )
    owner = models.ForeignKey(Actor, models.PROTECT, related_name="grants_kept")
    deputy = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="grant_of_something"),
            models.CheckConstraint(condition=Q(currency="EUR"), name="grant_in_euros"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="grant_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(own_share__lte=10_000), name="grant_own_share_is_a_part"
            ),
        ]

    def __str__(self) -> str:
        return f"grant {self.pk} of {self.funder_id}"


class GrantForm(models.Model):
    """One form that a grant counts. No row: it does not."""

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="forms")
    form = models.CharField(_("form"), max_length=12, choices=Form.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["grant", "form"], name="grant_form_once")]

    def __str__(self) -> str:
        return f"{self.form} in grant {self.grant_id}"


class Award(models.Model):
    """How much of a grant is for one project."""

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="awards")
    project = models.ForeignKey(Project, models.PROTECT, related_name="awards")
    amount = models.BigIntegerField(_("amount, in cents"))
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["grant", "project"], name="award_once_a_project"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="award_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} cents of grant {self.grant_id} for {self.project_id}"


class Deadline(models.Model):
    """What a funder expects from us by a day, such as a report."""

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="deadlines")
    what = models.CharField(_("what"), max_length=160)
    due_on = models.DateField(_("by"))
    set_on = models.DateField(null=True, editable=False)
    met_on = models.DateField(_("done on"), null=True, blank=True)
    met_by = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(met_on=None, met_by=None)
                | Q(met_on__isnull=False, met_by__isnull=False),
                name="deadline_met_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(met_on=None), name="deadline_open")]

    def __str__(self) -> str:
        return f"deadline {self.pk} of grant {self.grant_id}"


class Use(models.TextChoices):
    REPORTED = "reported", _("reported")
    CLAIMED = "claimed", _("claimed")


class GrantLine(models.Model):
    """That an entry of the ledger or a cost is reported to a funder, or claimed from it.

    Reported to several, claimed once: that is a constraint. ``said`` is what the entry or cost
    said then, in its own unit, and ``cents`` what that counts for: by itself, or by ``rate``;
    what is only reported may have no value.
    A line is never rewritten; one that no longer holds is withdrawn and may be entered anew.
    """

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="lines")
    use = models.CharField(_("reported or claimed"), max_length=8, choices=Use.choices)
    entry = models.ForeignKey(
        LedgerEntry, models.PROTECT, null=True, blank=True, related_name="grant_lines"
    )
    cost = models.ForeignKey(
        Cost, models.PROTECT, null=True, blank=True, related_name="grant_lines"
    )
    said = models.BigIntegerField()
    cents = models.BigIntegerField(null=True, blank=True)
    rate = models.ForeignKey(
        Rate, models.PROTECT, null=True, blank=True, related_name="grant_lines"
    )
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(entry=None, cost__isnull=False) | Q(entry__isnull=False, cost=None),
                name="grant_line_is_an_entry_or_a_cost",
            ),
            models.CheckConstraint(
                condition=Q(said__gt=0)
                & (Q(cents__isnull=False, cents__gt=0) | Q(use="reported", cents=None)),
                name="grant_line_of_something",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                    & ~Q(withdrawn_reason="")
                ),
                name="grant_line_withdrawn_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(use="claimed", withdrawn_at=None),
                name="entry_claimed_once",
            ),
            models.UniqueConstraint(
                fields=["cost"],
                condition=Q(use="claimed", withdrawn_at=None),
                name="cost_claimed_once",
            ),
            models.UniqueConstraint(
                fields=["grant", "entry"],
                condition=Q(withdrawn_at=None),
                name="entry_once_in_a_grant",
            ),
            models.UniqueConstraint(
                fields=["grant", "cost"],
                condition=Q(withdrawn_at=None),
                name="cost_once_in_a_grant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.use} in grant {self.grant_id}: {self.cents} cents"
