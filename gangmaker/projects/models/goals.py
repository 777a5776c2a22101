"""Goals towards a year, their indicators and actions, and every change of that plan."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from gangmaker.actors.models import Actor
from gangmaker.trail.models import Act, Item


class Goal(Item):
    """What the region wants to have reached in a year; goals form a tree."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subgoals"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2200), name="goal_year_is_a_year"
            )
        ]


class HowOften(models.TextChoices):
    MONTHLY = "monthly", _("every month")
    QUARTERLY = "quarterly", _("every quarter")
    YEARLY = "yearly", _("every year")
    ONCE = "once", _("once")


class Indicator(models.Model):
    """How a goal is measured: from a baseline to a target, in a unit, by a definition.

    With a ``counter`` the platform counts by itself (``projects.queries.counters``); without
    one somebody measures, and each measurement is a row.
    """

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="indicators")
    name = I18nCharField(_("name"), max_length=160)
    definition = I18nTextField(_("what is counted, and how"))
    unit = I18nCharField(_("unit"), max_length=40)
    source = models.CharField(_("source"), max_length=300)
    how_often = models.CharField(_("how often"), max_length=10, choices=HowOften.choices)
    counter = models.CharField(max_length=40, blank=True)
    baseline = models.DecimalField(_("baseline"), max_digits=14, decimal_places=2)
    baseline_on = models.DateField(_("measured on"))
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2)
    target_on = models.DateField(_("to be reached on"))
    position = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(target_on__gt=models.F("baseline_on")),
                name="indicator_target_after_baseline",
            )
        ]

    def __str__(self) -> str:
        return f"indicator {self.pk} of goal {self.goal_id}"


class Measurement(models.Model):
    """What an indicator was on a day. Append-only; a mistake is put right by a later row."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="measurements")
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    measured_on = models.DateField(_("measured on"))
    note = models.CharField(_("how it was measured"), max_length=300, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(note=""),
                name="measurement_correction_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.value} on {self.measured_on}"


class Action(Item):
    """What the region does for a goal: by its owner, between two dates.

    Projects and contributions serve it by a link; what became of it is written in
    ``PlanChange``.
    """

    for_goal = models.ForeignKey(Goal, models.PROTECT, related_name="actions")
    starts_on = models.DateField(_("from"), null=True, blank=True)
    due_on = models.DateField(_("until"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    dropped_on = models.DateField(_("dropped on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(starts_on__lte=models.F("due_on")),
                name="action_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(dropped_on=None), name="action_done_or_dropped"
            ),
        ]


class PlanChange(models.Model):
    """One change of the plan and its reason. Append-only, one for each act that made it."""

    act = models.OneToOneField(Act, models.PROTECT, related_name="plan_change")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="plan_changes")
    action = models.ForeignKey(
        Action, models.PROTECT, null=True, blank=True, related_name="plan_changes"
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="plan_changes"
    )
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="plan_change_has_a_reason")
        ]
        indexes = [models.Index(fields=["goal", "-at"], name="plan_change_of_goal")]

    def __str__(self) -> str:
        return f"change {self.pk} of goal {self.goal_id}"


class PlanVersion(models.Model):
    """The whole plan as it was when it was frozen. Append-only; ``digest`` is SHA-256 of it."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
