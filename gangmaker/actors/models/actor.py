import uuid
from functools import cached_property
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from modelsearch.queryset import SearchableQuerySetMixin

from gangmaker.core.text import fold

from .names import MARK, NameField

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from .exchange import Exchange
    from .organisations import Membership


class ActorKind(models.TextChoices):
    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")


class Audience(models.TextChoices):
    """Who may see an actor or one field of it."""

    PUBLIC = "public", _("everybody")
    MEMBERS = "members", _("members")
    TEAM = "team", _("the team")


class Sector(models.TextChoices):
    BUSINESS = "business", _("business")
    PUBLIC = "public", _("public")
    EDUCATION = "education", _("education")
    CIVIL_SOCIETY = "civil_society", _("civil society")
    CREATIVE = "creative", _("creative")
    ENVIRONMENT = "environment", _("environment")


class Language(models.TextChoices):
    NL = "nl", _("Dutch")
    EN = "en", _("English")
    FR = "fr", _("French")
    DE = "de", _("German")
    OTHER = "other", _("other language")


class AgeGroup(models.TextChoices):
    """What a person says of her age; no date of birth is asked. Below 13 nobody has an account."""

    ADULT = "adult", _("18 or older")
    MINOR = "minor", _("13 to 17")


FIELD_AUDIENCE = {
    "about": Audience.PUBLIC,
    "area": Audience.PUBLIC,
    "sectors": Audience.PUBLIC,
    "languages": Audience.PUBLIC,
    "links": Audience.PUBLIC,
    "picture": Audience.PUBLIC,
    "offers": Audience.PUBLIC,
    "seeks": Audience.PUBLIC,
    "email": Audience.TEAM,
    "phone": Audience.TEAM,
}
"""The fields whose audience an actor chooses, with what holds until it does."""

KEPT_OF_MINORS = frozenset({"area", "email", "phone", "links"})
"""Where she is and how to reach her: of who is 13 to 17 only the team sees that."""


class ActorQuerySet(
    SearchableQuerySetMixin,  # type: ignore[misc]  # untyped library
    models.QuerySet["Actor"],
):
    def visible_to(self, viewer: "Actor | None") -> Self:
        """Actors whose existence ``viewer`` may know, themselves and their organisations always.

        Records that were claimed by another are never listed: the other stands for them. Nor is
        who left: of her only what she did is there.
        """
        actors = self.filter(claimed_by=None)
        if viewer is None:
            return actors.filter(audience=Audience.PUBLIC)
        if viewer.is_team:
            return actors.exclude(name=MARK)
        return actors.filter(
            Q(audience__in=[Audience.PUBLIC, Audience.MEMBERS])
            | Q(pk=viewer.pk)
            | Q(pk__in=viewer.organisation_ids)
        )

    def unclaimed(self) -> Self:
        """Records that nobody showed to be hers; what the team merged is among them."""
        return self.filter(Q(claimed_by=None) | Q(merged_at__isnull=False))

    def proved_hers(self, viewer: "Actor") -> Self:
        """Other records that ``viewer`` showed to be hers; not those that the team merged."""
        return self.filter(claimed_by=viewer.pk, merged_at=None)


class Actor(index.Indexed, models.Model):  # type: ignore[misc]  # untyped library
    """A person or an organisation that takes part.

    A person may have no account: a guest who left an idea, or somebody entered by the team.
    ``claimed_by`` points to the record of the same actor that stands for this one; acts keep
    naming this record, since they are never rewritten. With ``merged_at`` the team said so
    (``Merge``): then readers see the one for both, and nobody may do more than before. Without,
    she showed herself that it is hers, and what she may do with it follows.
    ``enterprise_number`` is in a public register; it tells one organisation from another.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=ActorKind.choices)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = NameField(_("name"), max_length=160)
    enterprise_number = models.CharField(
        _("enterprise number"), max_length=10, blank=True, default=""
    )
    account = models.OneToOneField(
        "actors.Account", models.SET_NULL, null=True, blank=True, related_name="actor"
    )
    claimed_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="claimed"
    )
    merged_at = models.DateTimeField(null=True, blank=True)
    area = models.ForeignKey(
        "actors.Area", models.PROTECT, null=True, blank=True, related_name="actors"
    )
    about = models.TextField(_("about"), max_length=2000, blank=True)
    about_language = models.CharField(
        _("language of the text"), max_length=5, choices=Language.choices, default=Language.NL
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    email_confirmed_at = models.DateTimeField(null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    reads = models.CharField(
        _("language for messages"), max_length=5, choices=Language.choices, default=Language.NL
    )
    audience = models.CharField(
        _("who may see this"), max_length=8, choices=Audience.choices, default=Audience.TEAM
    )
    field_audiences = models.JSONField(default=dict, blank=True)
    age_group = models.CharField(
        _("age"), max_length=5, choices=AgeGroup.choices, blank=True, default=""
    )
    picture = models.CharField(max_length=100, blank=True)
    picture_alt = models.CharField(_("what the picture shows"), max_length=200, blank=True)
    source = models.CharField(_("where met"), max_length=200, blank=True)
    entered_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="entered"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = ActorQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=2),
        index.SearchField("public_text"),
        index.FilterField("audience"),
        index.FilterField("kind"),
        index.FilterField("claimed_by"),
    ]

    if TYPE_CHECKING:
        exchanges: RelatedManager[Exchange]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(picture="") | ~Q(picture_alt=""), name="actor_picture_has_alt_text"
            ),
            models.CheckConstraint(
                condition=Q(kind="person") | Q(account=None),
                name="actor_organisation_has_no_account",
            ),
            models.CheckConstraint(
                condition=Q(kind="organisation") | Q(enterprise_number=""),
                name="actor_enterprise_is_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(merged_at=None) | Q(claimed_by__isnull=False),
                name="actor_merged_into_another",
            ),
            models.CheckConstraint(
                condition=~Q(claimed_by=models.F("pk")), name="actor_does_not_claim_itself"
            ),
            models.CheckConstraint(
                condition=~Q(age_group="minor", audience="public"),
                name="actor_minor_is_not_public",
            ),
            models.CheckConstraint(
                condition=Q(kind="person") | Q(age_group=""), name="actor_age_is_of_a_person"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "audience", "name"], name="actor_directory"),
            models.Index(fields=["audience", "name", "id"], name="actor_by_name"),
            models.Index(fields=["email"], name="actor_email"),
            models.Index(
                fields=["enterprise_number"],
                condition=~Q(enterprise_number=""),
                name="actor_enterprise",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"

    @classmethod
    def get_indexed_objects(cls) -> "models.QuerySet[Actor]":
        """Who left is not found."""
        objects: models.QuerySet[Actor] = super().get_indexed_objects()
        return objects.exclude(name=MARK)

    @cached_property
    def roles(self) -> frozenset[str]:
        """Roles in the region's team; one query, kept for the life of this object."""
        from .team import TeamRole  # late: team refers to actor

        return frozenset(TeamRole.objects.filter(actor_id=self.pk).values_list("role", flat=True))

    @property
    def is_team(self) -> bool:
        return bool(self.roles)

    @cached_property
    def belongs_to(self) -> "tuple[Membership, ...]":
        """Her organisations with her role in each, by name; one query, kept."""
        from .organisations import Membership  # late: organisations refers to actor

        rows = Membership.objects.filter(person_id=self.pk).select_related("organisation")
        return tuple(rows.order_by("organisation__name", "organisation"))

    @property
    def organisation_roles(self) -> dict[int, str]:
        """Organisation id to this person's role in it."""
        return {row.organisation_id: row.role for row in self.belongs_to}

    @property
    def organisation_ids(self) -> tuple[int, ...]:
        return tuple(self.organisation_roles)

    @property
    def public_text(self) -> str:
        """What search may find by: only fields that everybody may read, also without accents."""
        parts = [self.about] if self.field_audience("about") == Audience.PUBLIC else []
        if self.pk:
            parts += [
                exchange.text
                for exchange in self.exchanges.all()
                if exchange.audience == Audience.PUBLIC
            ]
        return "\n".join([*parts, fold("\n".join([self.name, *parts]))])

    def field_audience(self, field: str) -> str:
        """Who may see ``field``; a field nobody decided about keeps its default."""
        if self.age_group == AgeGroup.MINOR and field in KEPT_OF_MINORS:
            return Audience.TEAM
        return str(self.field_audiences.get(field, FIELD_AUDIENCE.get(field, Audience.TEAM)))

    @property
    def standing(self) -> "Actor":
        """Who stands for this record: itself, or the one that it was claimed by or merged into."""
        return self.claimed_by or self

    @property
    def reader_id(self) -> int:
        """Who reads what is written to this record: the one who showed that it is hers.

        A record that the team merged keeps its own reader.
        """
        hers = self.claimed_by_id is not None and self.merged_at is None
        return int(self.claimed_by_id or self.pk) if hers else int(self.pk)

    def is_confirmed(self) -> bool:
        return self.email_confirmed_at is not None or self.account_id is not None


class ActorSector(models.Model):
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="sectors")
    sector = models.CharField(_("sector"), max_length=14, choices=Sector.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "sector"], name="actor_sector_once")
        ]
        indexes = [models.Index(fields=["sector", "actor"], name="actor_by_sector")]

    def __str__(self) -> str:
        return f"{self.actor_id}: {self.sector}"


class ActorLanguage(models.Model):
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "language"], name="actor_language_once")
        ]
        indexes = [models.Index(fields=["language", "actor"], name="actor_by_language")]

    def __str__(self) -> str:
        return f"{self.actor_id}: {self.language}"


class WebLink(models.Model):
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="links")
    url = models.URLField(_("address"), max_length=300)
    label = models.CharField(_("name"), max_length=80, blank=True)

    def __str__(self) -> str:
        return self.url
