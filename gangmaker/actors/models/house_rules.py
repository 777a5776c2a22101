"""How people behave here: numbered rules, in versions that never change."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from .actor import Actor

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class HouseRulesQuerySet(models.QuerySet["HouseRules"]):
    def in_force(self, *, at: datetime) -> Self:
        """Those that held at some time until ``at``; the latest of them hold at that moment."""
        return self.filter(in_force_from__lte=at).order_by("-version")


class HouseRules(models.Model):
    """One version of the house rules. Append-only: what a statement names stays readable.

    ``by`` is None for the version that an installation starts with; ``change`` says in the
    languages of the region what is different, and why.
    """

    version = models.PositiveIntegerField(unique=True)
    in_force_from = models.DateTimeField(_("in force from"))
    change = I18nTextField(_("what changed, and why"))
    by = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    objects = HouseRulesQuerySet.as_manager()

    if TYPE_CHECKING:
        rules: RelatedManager["HouseRule"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_from__gte=models.F("at")),
                name="house_rules_hold_from_now_on",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1), name="house_rules_are_counted_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"house rules {self.version}"


class HouseRule(models.Model):
    """One rule, by its number in its version."""

    rules = models.ForeignKey(HouseRules, models.PROTECT, related_name="rules")
    number = models.PositiveSmallIntegerField()
    title = I18nCharField(_("rule"), max_length=400)
    text = I18nTextField(_("in other words"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rules", "number"], name="house_rule_numbered_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="house_rule_is_counted_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"rule {self.number} of {self.rules_id}"
