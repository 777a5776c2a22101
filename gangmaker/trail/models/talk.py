"""What people say to each other about an item, who follows it, and who said thanks."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, Language

from .item import Item

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

LONGEST_COMMENT = 4000


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, viewer: Actor | None, *, at: datetime) -> Self:
        """The comments that ``viewer`` may know of: those of the items that she may know of."""
        return self.filter(item__in=Item.objects.visible_to(viewer, at=at).values("pk"))

    def standing(self) -> Self:
        """Those that their authors did not take back."""
        return self.filter(removed_at=None)


class Comment(models.Model):
    """What ``by`` said about an item, possibly ``on_behalf_of`` an organisation; or a reply to it.

    ``text`` is Markdown as it was typed. What its author takes back loses its words; the row
    stays, since replies may hang on it. ``public_id`` is its address. ``language`` is needed to
    read it aloud, ``form_token`` so that a form sent twice says it once.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="comments")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies"
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="comments")
    on_behalf_of = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="comments_on_behalf"
    )
    text = models.TextField(_("comment"), max_length=LONGEST_COMMENT, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    form_token = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = CommentQuerySet.as_manager()

    if TYPE_CHECKING:
        replies: RelatedManager["Comment"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(removed_at=None) & ~Q(text="")) | Q(removed_at__isnull=False, text=""),
                name="comment_has_words_until_taken_back",
            ),
            models.CheckConstraint(
                condition=Q(changed_at=None) | Q(changed_at__gte=F("at")),
                name="comment_changed_after_it_was_said",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("pk")), name="comment_does_not_reply_to_itself"
            ),
        ]
        indexes = [
            models.Index(
                fields=["item", "at", "id"], condition=Q(parent=None), name="comment_threads"
            ),
            models.Index(fields=["parent", "at", "id"], name="comment_replies"),
            models.Index(fields=["by", "at"], name="comment_of_person"),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk} on item {self.item_id}"


class Follow(models.Model):
    """That a person wants to hear what happens with an item. Only she knows it."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="follows")
    item = models.ForeignKey(Item, models.CASCADE, related_name="followers")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "item"], name="follow_an_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} follows {self.item_id}"


class Thanks(models.Model):
    """That a person said thanks: for an item, or for one ``comment`` on it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="thanks")
    comment = models.ForeignKey(
        Comment, models.CASCADE, null=True, blank=True, related_name="thanks"
    )
    by = models.ForeignKey(Actor, models.CASCADE, related_name="thanks_said")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "by"], condition=Q(comment=None), name="thanks_once_for_an_item"
            ),
            models.UniqueConstraint(
                fields=["comment", "by"],
                condition=Q(comment__isnull=False),
                name="thanks_once_for_a_comment",
            ),
        ]

    def __str__(self) -> str:
        return f"thanks of {self.by_id} for {self.comment_id or self.item_id}"
