from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from gangmaker.core.text import fold

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Facet(models.TextChoices):
    """Which kind of thing a concept is: one file of ``data`` each, and ESCO's occupations."""

    DISCIPLINES = "disciplines", _("Disciplines")
    SKILLS = "skills", _("Skills")
    TECHNIQUES = "techniques", _("Techniques")
    MATERIALS = "materials", _("Materials")
    PRODUCTS = "products", _("Products and markets")
    SECTORS = "sectors", _("Sectors")
    CHALLENGES = "challenges", _("Societal challenges")
    FORMS = "forms", _("Forms of work")
    OCCUPATIONS = "occupations", _("Occupations")


class ConceptSource(models.TextChoices):
    """Who says what a concept is called, and so what loading or importing may change."""

    OWN = "own", _("ours")
    REGION = "region", _("made or changed by the region")
    ESCO = "esco", _("ESCO")


class LinkKind(models.TextChoices):
    """How one concept hangs together with another; "concept has the broader other"."""

    BROADER = "broader", _("broader")
    RELATED = "related", _("related")


class ConceptQuerySet(models.QuerySet["Concept"]):
    def in_use(self) -> Self:
        """Not retired, and so not merged into another."""
        return self.filter(retired_at=None)


class Concept(models.Model):
    """Something that people can offer, seek or ask about, whatever they call it.

    ``key`` is its stable id in the address; ``uri`` that of the ESCO concept which means the same.
    What was ``merged_into`` another is retired, and stays for what points to it.
    """

    key = models.SlugField(max_length=80, unique=True)
    facet = models.CharField(_("facet"), max_length=12, choices=Facet.choices)
    uri = models.CharField(_("ESCO address"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=6, choices=ConceptSource.choices)
    what = I18nTextField(_("what it is"), blank=True)
    sdgs = models.JSONField(_("goals of the United Nations"), default=list, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ConceptQuerySet.as_manager()

    if TYPE_CHECKING:
        names: RelatedManager["ConceptName"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["uri"], condition=~Q(uri=""), name="concept_uri_only_once"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(retired_at__isnull=False),
                name="concept_that_was_merged_is_retired",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")),
                name="concept_is_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(facet__in=Facet.values), name="concept_has_a_facet_that_is_known"
            ),
        ]
        indexes = [models.Index(fields=["facet", "key"], name="concept_by_facet")]

    def __str__(self) -> str:
        return self.key


class FoldedField(models.CharField[str | Combinable, str]):
    """The name as it is compared, made of ``text`` whenever a row is written."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = folded(model_instance.text)  # type: ignore[attr-defined]  # of ConceptName only
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        """For migrations it is plain text."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def folded(text: str) -> str:
    """Folding can make a name longer (œ), and the column holds 200."""
    return fold(text)[:200]


class ConceptName(models.Model):
    """What a concept is called in a language: once preferred, and by any number of other names."""

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=8)
    text = models.CharField(_("name"), max_length=160)
    folded = FoldedField(max_length=200, editable=False)
    preferred = models.BooleanField(_("preferred"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "language", "text"], name="concept_name_once_in_a_language"
            ),
            models.UniqueConstraint(
                fields=["concept", "language"],
                condition=Q(preferred=True),
                name="concept_has_one_preferred_name",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="concept_name_is_not_empty"),
        ]
        indexes = [models.Index(fields=["folded"], name="concept_name_folded")]

    def __str__(self) -> str:
        return f"{self.text} ({self.language})"


class ConceptLink(models.Model):
    """That a concept has a broader one, or is related to another; the latter is said once."""

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="links")
    other = models.ForeignKey(Concept, models.CASCADE, related_name="links_back")
    kind = models.CharField(max_length=8, choices=LinkKind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "other", "kind"], name="concept_link_only_once"
            ),
            models.CheckConstraint(
                condition=~Q(concept=F("other")), name="concept_is_not_linked_to_itself"
            ),
            models.CheckConstraint(
                condition=Q(kind="broader") | Q(concept__lt=F("other")),
                name="concept_related_is_said_from_the_older",
            ),
        ]
        indexes = [models.Index(fields=["other", "kind"], name="concept_link_back")]

    def __str__(self) -> str:
        return f"{self.concept_id} {self.kind} {self.other_id}"
