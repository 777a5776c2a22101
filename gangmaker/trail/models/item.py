import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Self, cast

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelsearch import index
from modelsearch.queryset import SearchableQuerySetMixin

from gangmaker.actors.models import Actor, Language, Statement
from gangmaker.actors.rules import acts_for, is_broker
from gangmaker.core.text import fold

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class ItemKind(models.TextChoices):
    GOAL = "goal", _("goal")
    QUESTION = "question", _("question")
    IDEA = "idea", _("idea")
    OFFER = "offer", _("offer")
    PROJECT = "project", _("project")
    RESULT = "result", _("result")
    ACTION = "action", _("action")
    BRIEF = "brief", _("brief")
    INTRODUCTION = "introduction", pgettext_lazy("a kind of item", "introduction")


class ItemAudience(models.TextChoices):
    """Who may see an item. Each wider circle contains the narrower ones."""

    PUBLIC = "public", _("everybody")
    MEMBERS = "members", _("members")
    PARTIES = "parties", _("those involved")
    TEAM = "team", _("the team")
    BROKERS = "brokers", _("brokers only")


OF_THE_TEAM = (ItemAudience.TEAM, ItemAudience.BROKERS)
"""Circles that being involved in an item does not open, but having made or keeping it does."""


class ItemQuerySet(
    SearchableQuerySetMixin,  # type: ignore[misc]  # untyped library
    models.QuerySet["Item"],
):
    def published(self, *, at: datetime) -> Self:
        """Published by ``at`` and not withdrawn."""
        return self.filter(published_at__lte=at, withdrawal=None)

    def of_parties(self, viewer: Actor) -> Self:
        """Items in which ``viewer`` is involved, also through an organisation or as owner.

        Each way is a column of its own, no join: so each has its index, and the database need
        not look at every item.
        """
        selves = (viewer.pk, *viewer.organisation_ids)
        return self.filter(
            Q(by__in=selves)
            | Q(by__in=Actor.objects.proved_hers(viewer).values("pk"))
            | Q(on_behalf_of__in=selves)
            | Q(owner__in=selves)
            | Q(deputy__in=selves)
            | Q(pk__in=Party.objects.filter(actor__in=selves).values("item"))
        )

    def visible_to(self, viewer: Actor | None, *, at: datetime) -> Self:
        """The items whose existence ``viewer`` may know at that moment.

        Drafts and what is published later are seen by those involved and by the team;
        what was withdrawn by the team only. Everybody sees what she contributed herself.
        What is for brokers only, the rest of the team knows nothing of.
        """
        open_to_all = self.published(at=at)
        if viewer is None:
            return open_to_all.filter(audience=ItemAudience.PUBLIC)
        if is_broker(viewer):
            return self
        keepers = acts_for(viewer)
        hers = Q(by=viewer.pk) | Q(owner__in=keepers) | Q(deputy__in=keepers)
        if viewer.is_team:
            return self.filter(~Q(audience=ItemAudience.BROKERS) | hers)
        circles = Q(published_at__lte=at, audience__in=[ItemAudience.PUBLIC, ItemAudience.MEMBERS])
        involved = Q(pk__in=Item.objects.of_parties(viewer).values("pk"))
        opened = ~Q(audience__in=OF_THE_TEAM) | hers
        return self.filter(circles | (involved & opened), withdrawal=None)


class Item(index.Indexed, models.Model):  # type: ignore[misc]  # untyped library
    """Anything people make here: written once whatever holds for all of them.

    ``by`` contributed it, possibly ``on_behalf_of`` an organisation; ``owner`` (and ``deputy``)
    has to answer for it: somebody of the team, or an organisation to which it was passed on.
    ``form_token`` names the form that was sent, so that a form sent twice makes one item.
    ``alive_on``: the last day on which somebody who keeps or made it did something with it;
    ``asleep_since``: nobody said that it is still alive, though they were asked. Both are written
    by ``operations.life`` only.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=ItemKind.choices)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("short address"), max_length=12, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("summary"), max_length=4000, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    owner = models.ForeignKey(
        Actor, models.PROTECT, related_name="owned_items", verbose_name=_("owner")
    )
    deputy = models.ForeignKey(
        Actor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputised_items",
        verbose_name=_("deputy"),
    )
    by = models.ForeignKey(Actor, models.PROTECT, related_name="items", verbose_name=_("by"))
    on_behalf_of = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="items_on_behalf"
    )
    audience = models.CharField(
        _("who may see this"),
        max_length=8,
        choices=ItemAudience.choices,
        default=ItemAudience.PUBLIC,
    )
    area = models.ForeignKey(
        "actors.Area", models.PROTECT, null=True, blank=True, related_name="items"
    )
    source = models.CharField(_("where heard"), max_length=200, blank=True)
    entered_by = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="items_entered"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    form_token = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    alive_on = models.DateField(default=timezone.localdate)
    asleep_since = models.DateField(null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=3),
        index.SearchField("summary"),
        index.SearchField("translated_text"),
        index.FilterField("kind"),
        index.FilterField("audience"),
        index.FilterField("published_at"),
    ]

    if TYPE_CHECKING:
        translations: RelatedManager["ItemTranslation"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=F("owner")),
                name="item_deputy_is_not_the_owner",
            ),
            models.CheckConstraint(
                condition=Q(asleep_since=None) | Q(asleep_since__gt=F("alive_on")),
                name="item_asleep_after_it_was_alive",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "audience", "-published_at"], name="item_list"),
            models.Index(fields=["audience", "-published_at"], name="item_newest"),
            models.Index(
                fields=["audience", "-published_at"],
                condition=Q(asleep_since__isnull=False),
                name="item_asleep",
            ),
            models.Index(
                fields=["kind", "alive_on"], condition=Q(asleep_since=None), name="item_alive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"

    @property
    def translated_text(self) -> str:
        """The words in other languages, and all words without accents: search finds those too."""
        if not self.pk:
            return ""
        texts = [f"{text.title}\n{text.summary}" for text in self.translations.all()]
        return "\n".join([*texts, fold("\n".join([self.title, self.summary, *texts]))])

    def get_indexed_instance(self) -> "Item":
        """The row of its own kind: each item has one entry in the search index."""
        return cast("Item", getattr(self, self.kind, self)) if type(self) is Item else self

    @classmethod
    def get_indexed_objects(cls) -> "models.QuerySet[Item]":
        """A rebuild goes by kind; what is only an item is indexed as its kind."""
        objects: models.QuerySet[Item] = super().get_indexed_objects()
        return objects.none() if cls is Item else objects

    def is_published(self, *, at: datetime) -> bool:
        return self.published_at is not None and self.published_at <= at


class ItemTranslation(models.Model):
    """The title and summary of an item in another language than its own, by a person."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("summary"), max_length=4000, blank=True)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "language"], name="item_translated_once_a_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} in {self.language}"


class WithdrawalKind(models.TextChoices):
    OWN = "own", _("by who made it")
    MODERATION = "moderation", _("by a moderator, with a statement of reasons")


class Withdrawal(models.Model):
    """That an item is no longer shown, by whom and why. No row: shown.

    What was not withdrawn by who made it has a statement of reasons: ``reason`` is for one's own.
    """

    item = models.OneToOneField(Item, models.CASCADE, related_name="withdrawal")
    kind = models.CharField(
        max_length=10, choices=WithdrawalKind.choices, default=WithdrawalKind.OWN
    )
    statement = models.OneToOneField(
        Statement, models.PROTECT, null=True, blank=True, related_name="withdrawal"
    )
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="own", statement=None)
                | Q(kind="moderation", statement__isnull=False),
                name="withdrawal_of_others_has_a_statement",
            )
        ]

    def __str__(self) -> str:
        return f"withdrawal of {self.item_id}"


UNNAMED_ROLES = frozenset({"candidate"})
"""Roles of who may read an item for its parties, and is named to nobody but the team."""


class Party(models.Model):
    """An actor involved in an item beside its owner and contributor; shown by ``position``."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="parties")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="party_to")
    role = models.CharField(_("role"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    since = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "actor"], name="party_once_to_an_item")
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} in {self.item_id}"


class LinkVerb(models.TextChoices):
    """How one item hangs together with another; read as "source verb target"."""

    CAME_FROM = "came_from", _("came from")
    ANSWERS = "answers", _("answers")
    IS_PART_OF = "is_part_of", _("is part of")
    SERVES_GOAL = "serves_goal", _("serves the goal")
    PRODUCED = "produced", _("produced")
    SHOWN_AT = "shown_at", _("shown at")
    HANDED_ON_AS = "handed_on_as", _("handed on as")


class Link(models.Model):
    source = models.ForeignKey(Item, models.CASCADE, related_name="links_out")
    verb = models.CharField(max_length=12, choices=LinkVerb.choices)
    target = models.ForeignKey(Item, models.CASCADE, related_name="links_in")
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "verb", "target"], name="link_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="link_not_to_itself"),
        ]
        indexes = [models.Index(fields=["target", "verb"], name="link_backwards")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.verb} {self.target_id}"
