"""What people bring, what is asked for, and the ledger of who gave what."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.trail.models import Item


class Form(models.TextChoices):
    """The forms in which somebody can contribute."""

    IDEA = "idea", _("idea")
    TIME = "time", _("time")
    EXPERTISE = "expertise", _("expertise")
    MONEY = "money", _("money")
    SPACE = "space", _("space")
    MATERIAL = "material", _("material")
    INTRODUCTION = "introduction", _("introduction")


class Level(models.TextChoices):
    STRATEGIC = "strategic", _("think along")
    OPERATIONAL = "operational", _("get to work")


class Unit(models.TextChoices):
    MINUTES = "minutes", _("minutes")
    CENTS = "cents", _("cents")
    ITEMS = "items", _("pieces")


UNIT_OF_FORM = {
    Form.IDEA: Unit.ITEMS,
    Form.TIME: Unit.MINUTES,
    Form.EXPERTISE: Unit.ITEMS,
    Form.MONEY: Unit.CENTS,
    Form.SPACE: Unit.ITEMS,
    Form.MATERIAL: Unit.ITEMS,
    Form.INTRODUCTION: Unit.ITEMS,
}
"""One form has one unit, so that no sum ever mixes two."""

UNIT_MATCHES_FORM = (
    Q(form=Form.TIME, unit=Unit.MINUTES)
    | Q(form=Form.MONEY, unit=Unit.CENTS)
    | (~Q(form__in=[Form.TIME, Form.MONEY]) & Q(unit=Unit.ITEMS))
)


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


class LedgerEntry(models.Model):
    """Who gave what to which item. Append-only; a mistake is corrected by a second entry.

    A correction names the entry that it corrects, and its quantity is the difference.
    """

    giver = models.ForeignKey(Actor, models.PROTECT, related_name="given")
    on_behalf_of = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="given_on_behalf"
    )
    item = models.ForeignKey(Item, models.PROTECT, related_name="ledger")
    contribution = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="ledger_entries"
    )
    need = models.ForeignKey(
        Need, models.PROTECT, null=True, blank=True, related_name="ledger_entries"
    )
    form = models.CharField(_("form"), max_length=12, choices=Form.choices)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    unit = models.CharField(_("unit"), max_length=8, choices=Unit.choices)
    quantity = models.IntegerField(_("how much"))
    given_on = models.DateField(_("when"))
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    entered_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects=None, quantity__gte=1)
                | (Q(corrects__isnull=False) & ~Q(quantity=0) & ~Q(reason="")),
                name="ledger_only_a_correction_is_negative",
            ),
            models.CheckConstraint(condition=UNIT_MATCHES_FORM, name="ledger_unit_matches_form"),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(corrects=F("pk")),
                name="ledger_entry_does_not_correct_itself",
            ),
        ]
        indexes = [models.Index(fields=["item", "form"], name="ledger_of_item")]

    def __str__(self) -> str:
        return f"{self.quantity} {self.unit} of {self.form} by {self.giver_id}"


class Confirmation(models.Model):
    """That the receiver got what the entry says. Never by the giver; a trigger sees to that."""

    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="confirmation")
    by = models.ForeignKey(Actor, models.PROTECT, related_name="confirmations")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"confirmation of entry {self.entry_id}"


class Support(models.Model):
    """That somebody stands behind an item that already exists, instead of repeating it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="supports")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="supports")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "actor"], name="support_once_each")]

    def __str__(self) -> str:
        return f"{self.actor_id} supports {self.item_id}"
