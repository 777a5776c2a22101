"""What people said about an item, as its pages show it: in threads, the oldest first.

A thread stays on its page for ever, so an address of one comment leads to the right place, and
people read a conversation in the order in which it was held.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber

from gangmaker.actors.models import Actor
from gangmaker.actors.together import Lists, first, know_everybody
from gangmaker.trail.models import Comment, CommentHiding, CommentQuerySet, Follow, Item, Thanks

THREADS_A_PAGE = 20
REPLIES_SHOWN = 10
"""Of a longer thread the newest; the others are on a page of their own."""
REPLIES_A_PAGE = 50
NEWEST_THREADS = 3

IN_ORDER = ("at", "pk")


@dataclass(frozen=True)
class Thread:
    """A comment with the replies to it that are shown; ``more``: so many older ones are not."""

    first: Comment
    replies: tuple[Comment, ...]
    more: int = 0


@dataclass(frozen=True)
class Talk:
    """What the page of an item counts, and what of it is the reader's."""

    comments: int
    thanks: int
    thanked: bool
    follows: bool


def counts_of_talk(viewer: Actor | None) -> dict[str, Any]:
    """To annotate an item with: what ``Talk`` says of it."""
    thanks = Thanks.objects.filter(item=OuterRef("pk"), comment=None)
    hers = viewer.pk if viewer is not None else 0
    return {
        "comments_count": comments_count(),
        "thanks_count": _how_many(thanks, by="item"),
        "is_thanked": Exists(thanks.filter(by=hers)),
        "is_followed": Exists(Follow.objects.filter(item=OuterRef("pk"), actor=hers)),
    }


def talk_of(item: Item) -> Talk:
    """What ``counts_of_talk`` found."""
    found = vars(item)
    return Talk(
        comments=found["comments_count"],
        thanks=found["thanks_count"],
        thanked=bool(found["is_thanked"]),
        follows=bool(found["is_followed"]),
    )


def comments_count() -> Coalesce:
    """How many comments and replies can be read on an item."""
    said = Comment.objects.filter(item=OuterRef("pk"), removed_at=None, hiding=None)
    return _how_many(said, by="item")


def threads_count() -> Coalesce:
    """How many threads an item has, as ``threads_of`` lists them."""
    return _how_many(_heads().filter(item=OuterRef("pk")), by="item")


def _how_many(rows: QuerySet[Any], *, by: str) -> Coalesce:
    """How many of them, as a part of another query."""
    counted = rows.order_by().values(by).annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def threads_of(item: Item) -> CommentQuerySet:
    """What was said about it first-hand, the oldest first.

    What was taken back is left out unless somebody replied: then the replies need their place.
    """
    return _heads().filter(item=item.pk).order_by(*IN_ORDER)


def _heads() -> CommentQuerySet:
    replied = Comment.objects.filter(parent=OuterRef("pk"), removed_at=None)
    return Comment.objects.filter(Q(removed_at=None) | Exists(replied), parent=None)


def replies_to(comments: Iterable[Comment]) -> CommentQuerySet:
    """The replies that were not taken back, the oldest first."""
    heads = [comment.pk for comment in comments]
    return Comment.objects.filter(parent__in=heads, removed_at=None).order_by(*IN_ORDER)


def with_counts(heads: CommentQuerySet) -> CommentQuerySet:
    """With how many replies each has, and whether it was hidden."""
    replied = Comment.objects.filter(parent=OuterRef("pk"), removed_at=None)
    return with_hidings(heads).annotate(replies_count=_how_many(replied, by="parent"))


def with_hidings(comments: CommentQuerySet) -> CommentQuerySet:
    """With whether a moderator hid it."""
    hiding = CommentHiding.objects.filter(comment=OuterRef("pk"))
    return comments.annotate(is_hidden=Exists(hiding))


def threads_from(heads: Sequence[Comment], *, viewer: Actor | None) -> list[Thread]:
    """Threads with their newest replies, the people and the thanks; ``heads`` are ``with_counts``.

    Three queries, however many they are.
    """
    replies: dict[int | None, list[Comment]] = {head.pk: [] for head in heads}
    for reply in _newest_replies(heads):
        replies[reply.parent_id].append(reply)
    know(*heads, *chain(*replies.values()), viewer=viewer)
    return [
        Thread(head, tuple(replies[head.pk]), _replies_count(head) - len(replies[head.pk]))
        for head in heads
    ]


def _newest_replies(heads: Sequence[Comment]) -> CommentQuerySet:
    """All of them, unless one thread is long: that question is dear, and seldom needed."""
    rows = with_hidings(replies_to(heads))
    if all(_replies_count(head) <= REPLIES_SHOWN for head in heads):
        return rows
    newest_first = [F("at").desc(), F("pk").desc()]
    place = Window(RowNumber(), partition_by=F("parent"), order_by=newest_first)
    return rows.annotate(from_last=place).filter(from_last__lte=REPLIES_SHOWN)


def _replies_count(head: Comment) -> int:
    return int(vars(head)["replies_count"])


def know(*comments: Comment, viewer: Actor | None) -> None:
    """Load who said these comments, and their thanks; two queries."""
    know_everybody(comments)
    _know_thanks(comments, viewer=viewer)


def _know_thanks(comments: Iterable[Comment], *, viewer: Actor | None) -> None:
    """Tell each comment how often it was thanked for, and whether ``viewer`` did."""
    by_key = {comment.pk: comment for comment in comments}
    hers = Count("pk", filter=Q(by=viewer.pk)) if viewer is not None else Value(0)
    said = Thanks.objects.filter(comment__in=by_key).values("comment")
    counted = said.annotate(total=Count("pk"), hers=hers).values_list("comment", "total", "hers")
    for key, total, own in counted:
        vars(by_key[key]).update(thanks_count=total, is_thanked=bool(own))


def place_of(comment: Comment) -> int:
    """How many threads of its item stand before that of ``comment``."""
    head = comment.parent or comment
    before = Q(at__lt=head.at) | Q(at=head.at, pk__lt=head.pk)
    return threads_of(comment.item).filter(before).count()


def replies_after(comment: Comment) -> int:
    """How many replies of its thread are newer than this one."""
    after = Q(at__gt=comment.at) | Q(at=comment.at, pk__gt=comment.pk)
    return Comment.objects.filter(after, parent=comment.parent, removed_at=None).count()


def replies_before(comment: Comment) -> int:
    """How many are older."""
    before = Q(at__lt=comment.at) | Q(at=comment.at, pk__lt=comment.pk)
    return Comment.objects.filter(before, parent=comment.parent, removed_at=None).count()


def newest_lists(item: Item) -> Lists:
    """The newest threads, to be asked ``together`` with what else the page of an item shows."""
    standing = Comment.objects.filter(item=item.pk, parent=None, removed_at=None, hiding=None)
    replied = Comment.objects.filter(parent=OuterRef("pk"), removed_at=None, hiding=None)
    newest = first(standing.order_by("-at", "-pk"), NEWEST_THREADS)
    counted = newest.annotate(replies_count=_how_many(replied, by="parent"))
    return {"comments": counted.annotate(is_hidden=Value(False))}
