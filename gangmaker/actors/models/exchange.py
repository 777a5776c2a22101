from django.db import models
from django.utils.translation import gettext_lazy as _

from .actor import Actor, Audience


class Direction(models.TextChoices):
    OFFERS = "offers", _("offers")
    SEEKS = "seeks", _("seeks")


class Tag(models.Model):
    """A word that several actors use for what they offer or seek."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(max_length=70, unique=True)

    def __str__(self) -> str:
        return self.name


class Exchange(models.Model):
    """What an actor offers to others, or seeks from them: free text and tags."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="exchanges")
    direction = models.CharField(_("direction"), max_length=6, choices=Direction.choices)
    text = models.TextField(_("text"), max_length=600, blank=True)
    audience = models.CharField(
        _("who may see this"), max_length=8, choices=Audience.choices, default=Audience.PUBLIC
    )
    tags = models.ManyToManyField(Tag, related_name="exchanges", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "direction"], name="exchange_once_each_way")
        ]
        indexes = [models.Index(fields=["direction", "actor"], name="exchange_by_direction")]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.direction}"
