from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, Direction
from gangmaker.trail.models import Item

from .thesaurus import Concept


class MeaningState(models.TextChoices):
    """What a person made of a suggestion; what was dismissed does not come back."""

    SUGGESTED = "suggested", _("suggested")
    CONFIRMED = "confirmed", _("confirmed")
    DISMISSED = "dismissed", _("dismissed")


class MeaningQuerySet(models.QuerySet[Any]):
    def confirmed(self) -> "MeaningQuerySet":
        return self.filter(state=MeaningState.CONFIRMED)


DECIDED_IFF_NOT_SUGGESTED = Q(state=MeaningState.SUGGESTED, decided_by=None, decided_at=None) | Q(
    state__in=[MeaningState.CONFIRMED, MeaningState.DISMISSED],
    decided_by__isnull=False,
    decided_at__isnull=False,
)


class Meaning(models.Model):
    """That something is about a concept: suggested by ``words`` of a text, decided by a person.

    What somebody adds by hand has no words and is confirmed at once.
    """

    concept = models.ForeignKey(Concept, models.PROTECT)
    state = models.CharField(
        max_length=9, choices=MeaningState.choices, default=MeaningState.SUGGESTED
    )
    score = models.FloatField(default=0)
    words = models.JSONField(_("words"), default=list, blank=True)
    suggested_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = MeaningQuerySet.as_manager()

    class Meta:
        abstract = True


class ActorConcept(Meaning):
    """What somebody offers or seeks, as a concept."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="concepts")
    direction = models.CharField(_("direction"), max_length=6, choices=Direction.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "direction", "concept"], name="actor_concept_once_each_way"
            ),
            models.CheckConstraint(
                condition=DECIDED_IFF_NOT_SUGGESTED, name="actor_concept_decided_by_somebody"
            ),
        ]
        indexes = [
            models.Index(fields=["concept", "state"], name="actor_concept_uses"),
            models.Index(
                fields=["concept", "state", "direction", "actor"], name="actor_concept_offers"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.direction} {self.concept_id}: {self.state}"


class ItemConcept(Meaning):
    """What an item is about, as a concept."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="concepts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "concept"], name="item_concept_only_once"),
            models.CheckConstraint(
                condition=DECIDED_IFF_NOT_SUGGESTED, name="item_concept_decided_by_somebody"
            ),
        ]
        indexes = [models.Index(fields=["concept", "state"], name="item_concept_uses")]

    def __str__(self) -> str:
        return f"{self.item_id} about {self.concept_id}: {self.state}"


class TextVector(models.Model):
    """A name as numbers, by the model that made them and the digest of the name. Never what people
    wrote: words can be guessed from it, and it would outlive them."""

    model = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    values = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model", "digest"], name="text_vector_only_once")
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.digest}"


class ItemVector(models.Model):
    """What an item says, in all its languages, as numbers by which it is compared with others.

    It is kept beside the words and goes with them: words can be guessed from it. ``written_at`` is
    the moment of the words that were read, ``digest`` tells whether they are still the same.
    """

    item = models.OneToOneField(Item, models.CASCADE, related_name="vector")
    model = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    values = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.item_id} {self.model}"
