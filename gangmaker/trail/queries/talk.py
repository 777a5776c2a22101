"""What people said about an item, as its pages show it: in threads, the oldest first.

A thread stays on its page for ever, so an address of one comment leads to the right place, and
people read a conversation in the order in which it was held.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
from gangmaker.actors.together import Lists, first
from gangmaker.trail.models import Comment, CommentQuerySet, Follow, Item, Thanks

THREADS_A_PAGE = 20
REPLIES_SHOWN = 10
"""Of a longer thread the newest; the others are on a page of their own."""
REPLIES_A_PAGE = 50
NEWEST_THREADS = 3

PEOPLE = ("by__area", "on_behalf_of__area")
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
    said = _here(Comment.objects.filter(removed_at=None, hiding=None, item=OuterRef("pk")))
    thanks = Thanks.objects.filter(item=OuterRef("pk"), comment=None)
    hers = viewer.pk if viewer is not None else 0
    return {
        "comments_count": said,
        "thanks_count": _here(thanks),
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


def _here(rows: QuerySet[Any]) -> Coalesce:
    """How many of them, as a part of another query."""
    counted = rows.order_by().values("item").annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def threads_of(item: Item) -> CommentQuerySet:
    """What was said about it first-hand, the oldest first.

    What was taken back is left out unless somebody replied: then the replies need their place.
    """
    replied = Comment.objects.filter(parent=OuterRef("pk"), removed_at=None)
    shown = Q(removed_at=None) | Exists(replied)
    return Comment.objects.filter(shown, item=item.pk, parent=None).order_by(*IN_ORDER)


def replies_to(comments: Iterable[Comment]) -> CommentQuerySet:
    """The replies that were not taken back, the oldest first."""
    heads = [comment.pk for comment in comments]
    return Comment.objects.filter(parent__in=heads, removed_at=None).order_by(*IN_ORDER)


def with_facts(comments: CommentQuerySet, *, viewer: Actor | None) -> CommentQuerySet:
    """Comments with who said them, whether they were hidden, and how often they were thanked."""
    thanks = Thanks.objects.filter(comment=OuterRef("pk")).order_by()
    counted = thanks.values("comment").annotate(total=Count("pk")).values("total")
    hers = thanks.filter(by=viewer.pk if viewer is not None else 0)
    return comments.annotate(
        thanks_count=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
        is_thanked=Exists(hers),
    ).select_related(*PEOPLE, "hiding")


def threads_with(heads: Sequence[Comment], *, viewer: Actor | None) -> list[Thread]:
    """Each thread with its newest replies; one query more, however many."""
    newest_first = Window(
        RowNumber(), partition_by=F("parent"), order_by=[F("at").desc(), F("pk").desc()]
    )
    total = Window(Count("pk"), partition_by=F("parent"))
    rows = with_facts(replies_to(heads), viewer=viewer).annotate(from_last=newest_first, of=total)
    replies: dict[int, list[Comment]] = {head.pk: [] for head in heads}
    totals: dict[int, int] = {}
    for row in rows.filter(from_last__lte=REPLIES_SHOWN):
        replies[row.parent_id or 0].append(row)
        totals[row.parent_id or 0] = vars(row)["of"]
    return [
        Thread(head, shown := tuple(replies[head.pk]), totals.get(head.pk, 0) - len(shown))
        for head in heads
    ]


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
    counted = replied.order_by().values("parent").annotate(total=Count("pk")).values("total")
    newest = first(standing.order_by("-at", "-pk"), NEWEST_THREADS)
    replies = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    return {"comments": newest.annotate(replies_count=replies, is_hidden=Value(False))}
