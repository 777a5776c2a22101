"""What came of a project: for whom, where to see it, by what evidence, thanks to whom."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.trail.models import Item

from .papers import Attachment
from .project import Project


class ResultType(models.TextChoices):
    PRODUCT = "product", _("product")
    SERVICE = "service", _("service")
    EVENT = "event", _("event")
    PLACE = "place", _("place")
    KNOWLEDGE = "knowledge", _("knowledge")
    POLICY = "policy", _("policy")
    ARTWORK = "artwork", _("artwork")


class Result(Item):
    """Something that is there now and was not before. A link says which project produced it."""

    from_project = models.ForeignKey(Project, models.PROTECT, related_name="results")
    type = models.CharField(_("what it is"), max_length=10, choices=ResultType.choices)
    for_whom = models.CharField(_("for whom"), max_length=200)
    where = models.CharField(_("where to see it"), max_length=200, blank=True)
    url = models.URLField(_("address on the web"), max_length=300, blank=True)
    made_on = models.DateField(_("there since"))


class EvidenceKind(models.TextChoices):
    PHOTO = "photo", _("photo")
    FILE = "file", _("file")
    LINK = "link", _("link")
    QUOTE = "quote", _("quote")
    COUNT = "count", _("count")


class Evidence(models.Model):
    """One thing that shows that a result is real.

    A quote says who agreed to it and when; a count says how it was counted. Evidence is taken
    back (``removed_on``), for instance with a consent, and stays on record.
    """

    result = models.ForeignKey(Result, models.PROTECT, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=5, choices=EvidenceKind.choices)
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="evidence_of"
    )
    url = models.URLField(_("address on the web"), max_length=300, blank=True)
    text = models.TextField(_("text"), max_length=1000, blank=True)
    said_by = models.CharField(_("who says so"), max_length=120, blank=True)
    consent_on = models.DateField(_("agreed on"), null=True, blank=True)
    count = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    unit = models.CharField(_("of what"), max_length=60, blank=True)
    method = models.CharField(_("how it was counted"), max_length=200, blank=True)
    seen_on = models.DateField(_("date"))
    position = models.PositiveSmallIntegerField(default=0)
    removed_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["photo", "file"]) | Q(attachment__isnull=False),
                name="evidence_by_file_has_one",
            ),
            models.CheckConstraint(
                condition=~Q(kind="link") | ~Q(url=""), name="evidence_by_link_has_one"
            ),
            models.CheckConstraint(
                condition=~Q(kind="quote")
                | (~Q(text="") & ~Q(said_by="") & Q(consent_on__isnull=False)),
                name="evidence_by_quote_has_consent",
            ),
            models.CheckConstraint(
                condition=~Q(kind="count") | (Q(count__isnull=False) & ~Q(unit="") & ~Q(method="")),
                name="evidence_by_count_has_a_method",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for result {self.result_id}"


class Credit(models.Model):
    """Who made a result, in the order in which they are named."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="credits")
    actor = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="credits")
    name = models.CharField(_("name"), max_length=160, blank=True)
    role = models.CharField(_("for what"), max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(actor__isnull=False) | ~Q(name=""), name="credit_names_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"credit {self.position} of result {self.result_id}"
