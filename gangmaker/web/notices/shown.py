"""Notices with their words, for a page or a mail; without what the reader may not see any more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from gangmaker.actors.models import Actor
from gangmaker.core.markdown import to_plain
from gangmaker.trail.models import Comment, Item, ItemAudience, Notice
from gangmaker.trail.notices import comment_of
from gangmaker.trail.queries import Told, told_in
from gangmaker.web.items.rows import item_url, kind_of

from .words import sentence_of

LONGEST_EXCERPT = 280


@dataclass(frozen=True)
class Shown:
    """One notice; ``excerpt`` is what was said, without its signs.

    ``url`` leads to where it happened, ``page`` to the item; ``for_all``: no need to sign in there.
    """

    item: int
    kind: str
    title: str
    lang: str
    url: str
    page: str
    for_all: bool
    sentence: str
    excerpt: str
    excerpt_lang: str
    at: datetime
    unseen: bool


def with_people(notices: "QuerySet[Notice]") -> "QuerySet[Notice]":
    """With everything that their words need, in the query that finds them."""
    return notices.select_related(
        "item", "act__by__area", "act__on_behalf_of__area", "act__subject__area"
    )


def visible_items(reader: Actor, *, at: datetime) -> "QuerySet[Item]":
    return Item.objects.visible_to(reader, at=at)


def shown(notices: Sequence[Notice], *, reader: Actor, language: str) -> list[Shown]:
    """In their order; two queries. That their items may be seen was asked before."""
    comments = _comments(notices, reader)
    texts = told_in({notice.item_id: notice.item for notice in notices}.values(), language)
    return [
        _shown(notice, texts[notice.item_id], comments, reader=reader)
        for notice in notices
        if (comment := comment_of(notice.act)) is None or comment in comments
    ]


def _comments(notices: Iterable[Notice], reader: Actor) -> dict[int, Comment]:
    """What was said and not taken back; what was hidden is read by the team only."""
    named = {comment for notice in notices if (comment := comment_of(notice.act))}
    standing = Comment.objects.standing().filter(pk__in=named)
    if not reader.is_team:
        standing = standing.filter(hiding=None)
    return standing.in_bulk() if named else {}


def _shown(notice: Notice, told: Told, comments: dict[int, Comment], *, reader: Actor) -> Shown:
    comment = comments.get(comment_of(notice.act) or 0)
    says = comment is not None and notice.act.verb == "comment.written"
    return Shown(
        item=notice.item_id,
        kind=kind_of(notice.item.kind),
        title=told.title,
        lang=told.language,
        url=_place(notice.item, comment),
        page=item_url(notice.item),
        for_all=notice.item.audience == ItemAudience.PUBLIC and bool(notice.item.published_at),
        sentence=sentence_of(notice, reader=reader),
        excerpt=_excerpt(comment.text) if comment and says else "",
        excerpt_lang=comment.language if comment and says else "",
        at=notice.at,
        unseen=notice.seen_at is None,
    )


def _place(item: Item, comment: Comment | None) -> str:
    """The page of the item; of a comment the address that leads to where it stands."""
    if comment is None:
        return item_url(item)
    return reverse("web:comment", args=[item.slug, comment.public_id])


def _excerpt(text: str) -> str:
    words = to_plain(text, addresses=True)
    if len(words) <= LONGEST_EXCERPT:
        return words
    return words[:LONGEST_EXCERPT].rsplit(maxsplit=1)[0] + "…"
