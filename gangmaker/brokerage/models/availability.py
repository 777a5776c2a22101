"""Who wants to be introduced to others, for what and how much."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor


class Availability(models.Model):
    """That somebody wants to be proposed for briefs. Without this row nobody ever is.

    ``forms`` are what she brings (``contributions.Form``); ``at_once`` is how many open
    introductions she wants at a time; with ``digest`` she hears which open briefs fit.
    """

    actor = models.OneToOneField(Actor, models.CASCADE, related_name="availability")
    since = models.DateTimeField()
    forms = models.JSONField(_("what you bring"), default=list, blank=True)
    free_from = models.DateField(_("available from"), null=True, blank=True)
    hours_a_month = models.PositiveSmallIntegerField(_("hours a month"), null=True, blank=True)
    at_once = models.PositiveSmallIntegerField(_("introductions at a time"), default=3)
    digest = models.BooleanField(_("tell me which briefs fit"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(at_once__gte=1, at_once__lte=20), name="availability_of_some_at_once"
            ),
            models.CheckConstraint(
                condition=Q(hours_a_month=None) | Q(hours_a_month__gte=1),
                name="availability_of_some_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"availability of {self.actor_id}"
