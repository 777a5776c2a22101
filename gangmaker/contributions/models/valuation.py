"""How hours and goods can be given a value: a method, and its rates by period. Never a property."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from gangmaker.actors.models import Actor

from .forms import Form, Level


class MethodKind(models.TextChoices):
    """What a value stands for."""

    REPLACEMENT_COST = "replacement", _("replacement cost: what it would cost to hire somebody")
    MARKET_PRICE = "market", _("market price: what it would cost to buy or to rent")
    AGREED_RATE = "agreed", _("agreed rate: what a funder accepts")


class ValuationMethod(models.Model):
    """A stated way to give hours and goods a value, with where it comes from.

    An ``is_example`` shows how it works; its figures stand for nothing.
    """

    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = I18nCharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=12, choices=MethodKind.choices)
    description = I18nTextField(_("what is counted, and how"), blank=True)
    source = models.CharField(_("source"), max_length=300)
    is_example = models.BooleanField(_("an example"), default=False)
    by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="valuation_method_has_a_source")
        ]

    def __str__(self) -> str:
        return self.key


class RateQuerySet(models.QuerySet["Rate"]):
    def in_force(self) -> "RateQuerySet":
        """The rates that no later row replaces."""
        return self.filter(superseded_by=None)


class Rate(models.Model):
    """What one hour or one piece counts for in a method, from a day until (not on) another.

    Append-only: what a publication was computed with stays as it was. Another price is a row
    that ``supersedes`` this one. An empty ``level`` is any level; ``profile`` says whose work
    or what thing it is the price of.
    """

    method = models.ForeignKey(ValuationMethod, models.PROTECT, related_name="rates")
    form = models.CharField(_("form"), max_length=12, choices=Form.choices)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices, blank=True)
    profile = models.CharField(_("for whose work, or for what"), max_length=120)
    cents = models.PositiveIntegerField(_("cents for an hour or a piece"))
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until (not on)"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = RateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(form="money"), name="rate_is_not_for_money"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="rate_is_more_than_nothing"),
            models.CheckConstraint(condition=~Q(source=""), name="rate_has_a_source"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="rate_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(supersedes=F("pk")),
                name="rate_does_not_supersede_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cents} cents for {self.form} from {self.valid_from}"
