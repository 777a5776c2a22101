"""What is asked for, and what people bring."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.trail.models import Item

from .forms import UNIT_MATCHES_FORM, Form, Level, Unit


class Question(Item):
    """A challenge that asks for contributions, until a date or for as long as it lives."""

    closes_on = models.DateField(_("open until"), null=True, blank=True)


class Need(models.Model):
    """One form that an item asks for, and how much of it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="needs")
    form = models.CharField(_("form"), max_length=12, choices=Form.choices)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    unit = models.CharField(_("unit"), max_length=8, choices=Unit.choices)
    quantity = models.PositiveIntegerField(_("how much"))
    label = models.CharField(_("what exactly"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="need_asks_for_something"),
            models.CheckConstraint(condition=UNIT_MATCHES_FORM, name="need_unit_matches_form"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.unit} of {self.form} for item {self.item_id}"


class Aimed(models.Model):
    """What was brought for one item, perhaps for one of its needs; openly without a target."""

    target = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="%(class)ss_received"
    )
    need = models.ForeignKey(
        Need, models.SET_NULL, null=True, blank=True, related_name="%(class)ss"
    )

    class Meta:
        abstract = True


class Idea(Aimed, Item):
    """A thought of what could be made or done, by anyone."""

    level = models.CharField(_("level"), max_length=12, choices=Level.choices)

    def __str__(self) -> str:
        return f"idea {self.slug}"


class Offer(Aimed, Item):
    """What somebody brings, for one item or openly. It answers the item by a link."""

    form = models.CharField(_("form"), max_length=12, choices=Form.choices)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    unit = models.CharField(_("unit"), max_length=8, choices=Unit.choices)
    quantity = models.PositiveIntegerField(_("how much"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=UNIT_MATCHES_FORM, name="offer_unit_matches_form"),
            models.CheckConstraint(
                condition=Q(quantity=None) | Q(quantity__gte=1), name="offer_of_something"
            ),
        ]

    def __str__(self) -> str:
        return f"offer {self.slug}"


class Support(models.Model):
    """That somebody stands behind an item that already exists, instead of repeating it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="supports")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="supports")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "actor"], name="support_once_each")]

    def __str__(self) -> str:
        return f"{self.actor_id} supports {self.item_id}"
