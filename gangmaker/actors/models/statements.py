"""Why somebody was restricted: the statement of reasons that no restriction goes without."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .actor import Actor, Language
from .house_rules import HouseRule

OBJECTIONS_FOR = timedelta(days=184)
"""At least six months, whatever the months (Digital Services Act, article 20)."""


class Measure(models.TextChoices):
    """What was decided about somebody's content or account."""

    REMINDED = "reminded", _("reminder of the rules")
    HIDDEN = "hidden", _("comment hidden")
    WITHDRAWN = "withdrawn", _("item no longer shown")
    SUSPENDED = "suspended", _("suspended")


class Ground(models.TextChoices):
    LEGAL = "legal", _("against the law")
    HOUSE = "house", _("against the house rules")
    EARLIER = "earlier", _("decided before the rules had numbers")


class Statement(models.Model):
    """What was decided about ``to``, for how long, for which facts and by which rule.

    A restriction points to its statement and cannot exist without one; the statement stays when
    the restriction is lifted. ``facts`` and ``content`` (the words that it is about, as they were)
    are needed for the author to object, and for whoever decides about that.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to = models.ForeignKey(Actor, models.PROTECT, related_name="statements")
    measure = models.CharField(_("measure"), max_length=10, choices=Measure.choices)
    ground = models.CharField(_("ground"), max_length=8, choices=Ground.choices)
    law = models.CharField(_("which law"), max_length=300, blank=True)
    rule = models.ForeignKey(
        HouseRule, models.PROTECT, null=True, blank=True, related_name="statements"
    )
    facts = models.TextField(_("facts"), max_length=4000)
    content = models.TextField(_("what it is about"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="statements_given")
    at = models.DateTimeField()
    automated = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ground="house", rule__isnull=False, law="")
                | (Q(ground="legal", rule=None) & ~Q(law=""))
                | Q(ground="earlier", rule=None, law=""),
                name="statement_names_its_rule_or_law",
            ),
            models.CheckConstraint(condition=~Q(facts=""), name="statement_says_the_facts"),
            models.CheckConstraint(
                condition=Q(until=None) | (Q(until__gt=F("at")) & ~Q(measure="reminded")),
                name="statement_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(automated=False), name="statement_is_decided_by_a_person"
            ),
            models.CheckConstraint(
                condition=~Q(to=F("by")), name="statement_is_not_to_who_decides"
            ),
        ]
        indexes = [
            models.Index(fields=["to", "-at"], name="statement_of_actor"),
            models.Index(
                fields=["until"], condition=Q(until__isnull=False), name="statement_that_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"statement {self.pk} to {self.to_id}"

    @property
    def objections_until(self) -> datetime:
        return self.at + OBJECTIONS_FOR

    def has_ended(self, *, at: datetime) -> bool:
        return self.until is not None and self.until <= at


class LiftingReason(models.TextChoices):
    EXPIRED = "expired", _("its time was over")
    OBJECTION = "objection", _("after an objection")
    RECONSIDERED = "reconsidered", _("seen in another light")


class Lifting(models.Model):
    """That the restriction of a statement ended, and why. No row: it holds, or never was one."""

    statement = models.OneToOneField(Statement, models.CASCADE, related_name="lifting")
    why = models.CharField(max_length=12, choices=LiftingReason.choices)
    by = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(why="expired", by=None)
                | Q(why__in=["objection", "reconsidered"], by__isnull=False),
                name="lifting_is_by_time_or_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"statement {self.statement_id} lifted: {self.why}"
