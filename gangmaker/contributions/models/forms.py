"""In which forms somebody can contribute, and in which unit each is counted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


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
