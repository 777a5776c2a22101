from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gangmaker.trail.models import Item


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
