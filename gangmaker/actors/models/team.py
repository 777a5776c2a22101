from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .actor import Actor
from .statements import Statement


class TeamRoleName(models.TextChoices):
    BROKER = "broker", _("broker")
    MODERATOR = "moderator", _("moderator")
    EDITOR = "editor", _("editor")
    REGION_ADMIN = "region_admin", _("region administrator")


class TeamRole(models.Model):
    """A task in the region's team. No row: not of the team."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="team_roles")
    role = models.CharField(_("role"), max_length=12, choices=TeamRoleName.choices)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "role"], name="team_role_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} as {self.role}"


class SuspensionQuerySet(models.QuerySet["Suspension"]):
    def in_force(self, *, at: datetime) -> Self:
        """Those whose time is not over, also where the worker did not take them away yet."""
        return self.filter(Q(statement__until=None) | Q(statement__until__gt=at))

    def over(self, *, at: datetime) -> Self:
        return self.filter(statement__until__lte=at)


class Suspension(models.Model):
    """That an actor may not take part now, and the statement that says why. No row: may take part.

    Its statement may say until when. The worker takes the row away then; whoever is let in is
    asked ``is_over`` as well, so nobody waits for the worker.
    """

    actor = models.OneToOneField(Actor, models.CASCADE, related_name="suspension")
    statement = models.OneToOneField(Statement, models.PROTECT, related_name="suspension")
    by = models.ForeignKey(Actor, models.PROTECT, related_name="suspensions_decided")
    at = models.DateTimeField(default=timezone.now)

    objects = SuspensionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"suspension of {self.actor_id}"

    def is_over(self, *, at: datetime) -> bool:
        return self.statement.has_ended(at=at)
