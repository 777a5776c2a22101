from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .actor import Actor


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


class Suspension(models.Model):
    """That an actor may not take part now, by whom and why. No row: may take part."""

    actor = models.OneToOneField(Actor, models.CASCADE, related_name="suspension")
    by = models.ForeignKey(Actor, models.PROTECT, related_name="suspensions_decided")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(_("reason"))

    def __str__(self) -> str:
        return f"suspension of {self.actor_id}"
