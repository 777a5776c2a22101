"""Volunteers in Belgium: caps by year, allowances by day, and what volunteers were told."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, Language


class VolunteerCap(models.Model):
    """The most that a lump-sum allowance may be in one year, over all organisations together.

    ``raised_year_cents`` is the ceiling for listed jobs. What was not checked against the
    official figure is ``provisional``.
    """

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    day_cents = models.PositiveIntegerField(_("most for a day, in cents"))
    year_cents = models.PositiveIntegerField(_("most for a year, in cents"))
    raised_year_cents = models.PositiveIntegerField(
        _("most for a year in the listed jobs, in cents"), null=True, blank=True
    )
    provisional = models.BooleanField(_("to be verified"), default=False)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(day_cents__gt=0, year_cents__gt=F("day_cents")),
                name="volunteer_cap_of_a_year_is_more_than_of_a_day",
            ),
            models.CheckConstraint(
                condition=Q(raised_year_cents=None) | Q(raised_year_cents__gt=F("year_cents")),
                name="volunteer_cap_raised_is_higher",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="volunteer_cap_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"volunteer caps of {self.year}"


class Scheme(models.TextChoices):
    LUMP_SUM = "lump_sum", _("lump sum")
    REAL_COSTS = "real_costs", _("real costs")


class VolunteerYear(models.Model):
    """By which scheme a volunteer is paid back in one year, by whichever organisation.

    Every allowance refers to it, so that lump sums and real costs are not mixed; a trigger sees
    to that. ``raised_for`` says which listed job the raised ceiling applies for; empty: none.
    """

    volunteer = models.ForeignKey(Actor, models.PROTECT, related_name="volunteer_years")
    year = models.PositiveSmallIntegerField(_("year"))
    scheme = models.CharField(_("scheme"), max_length=10, choices=Scheme.choices)
    raised_for = models.CharField(_("listed job"), max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "year"], name="volunteer_year_once")
        ]

    def __str__(self) -> str:
        return f"{self.volunteer_id} in {self.year}: {self.scheme}"


class AllowanceKind(models.TextChoices):
    LUMP_SUM = "lump_sum", _("lump sum")
    REAL_COSTS = "real_costs", _("real costs")
    TRAVEL = "travel", _("travel")


class Allowance(models.Model):
    """What an organisation paid a volunteer back for one day. Taken back, it stays on record."""

    in_year = models.ForeignKey(VolunteerYear, models.PROTECT, related_name="allowances")
    organisation = models.ForeignKey(Actor, models.PROTECT, related_name="allowances_paid")
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=10, choices=AllowanceKind.choices)
    cents = models.PositiveIntegerField(_("amount, in cents"))
    kilometres = models.PositiveSmallIntegerField(_("kilometres"), default=0)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_by = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="allowance_of_something"),
            models.CheckConstraint(
                condition=Q(kind="travel", kilometres__gt=0)
                | (~Q(kind="travel") & Q(kilometres=0)),
                name="allowance_for_travel_counts_kilometres",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None)
                | (
                    Q(taken_back_at__isnull=False, taken_back_by__isnull=False)
                    & ~Q(taken_back_reason="")
                ),
                name="allowance_taken_back_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "day"], name="allowance_of_organisation")]

    def __str__(self) -> str:
        return f"{self.cents} cents on {self.day} by {self.organisation_id}"


class InformationNote(models.Model):
    """What an organisation tells its volunteers, as the law asks. Append-only; the last counts."""

    organisation = models.ForeignKey(Actor, models.PROTECT, related_name="information_notes")
    version = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    aim = models.TextField(_("what the organisation is for"), max_length=2000)
    status = models.TextField(_("its legal status"), max_length=1000)
    insurance = models.TextField(_("insurance"), max_length=2000)
    allowance = models.TextField(_("paying back costs"), max_length=2000)
    secrecy = models.TextField(_("professional secrecy"), max_length=2000)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "version"], name="information_note_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"information note {self.version} of {self.organisation_id}"


class Acknowledgement(models.Model):
    """That a volunteer read one version of an information note. Append-only."""

    note = models.ForeignKey(InformationNote, models.PROTECT, related_name="acknowledgements")
    volunteer = models.ForeignKey(Actor, models.PROTECT, related_name="acknowledged_notes")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["note", "volunteer"], name="information_note_acknowledged_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.volunteer_id} read note {self.note_id}"
