"""What is said about items in every state, by people of every audience; and what was hidden."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from gangmaker.actors.models import Actor, Measure
from gangmaker.trail.models import Comment, CommentHiding, Follow, Item, Thanks
from tests import world

if TYPE_CHECKING:
    from tests.security.canaries import Allowed, CanaryWorld

State = tuple[str, Mapping[str, str]]
ON = ("public", "members", "parties", "draft", "withdrawn", "hidden project")


def add_talk(w: "CanaryWorld") -> None:
    """On every item a comment and a reply, by whose name not everybody reads; one was hidden."""
    author, secret = w.viewer("member A"), w.actors["team person"]
    for name in ON:
        item = w.items[name]
        reads = _reads(item)
        first = _say(item, author, w.hide(f"comment{name.replace(' ', '')}", reads))
        _say(item, secret, w.hide(f"reply{name.replace(' ', '')}", reads), parent=first)
        Follow.objects.create(actor=secret, item=item, since=world.NOON)
    _hidden(w, w.items["public"], author)
    _taken_back(w.items["public"], author)


def _reads(item: Item) -> "Allowed":
    def reads(viewer: Actor | None) -> bool:
        return Item.objects.visible_to(viewer, at=world.NOON).filter(pk=item.pk).exists()

    return reads


def _say(item: Item, by: Actor, text: str, *, parent: Comment | None = None) -> Comment:
    """As a row: nothing can be said about a draft, but a draft can have been published once."""
    said = Comment.objects.create(
        item_id=item.pk, parent=parent, by=by, text=text, language="nl", at=world.NOON
    )
    if parent is not None:
        Thanks.objects.create(item_id=item.pk, comment=parent, by=by, at=world.NOON)
    return said


def _hidden(w: "CanaryWorld", item: Item, author: Actor) -> None:
    def reads(viewer: Actor | None) -> bool:
        return viewer is not None and (viewer.is_team or viewer == author)

    said = _say(item, author, w.hide("hiddencomment", reads))
    moderator = w.viewer("moderator")
    CommentHiding.objects.create(
        comment=said,
        statement=world.make_statement(author, by=moderator, measure=Measure.HIDDEN),
        by=moderator,
        at=world.NOON,
    )


def _taken_back(item: Item, author: Actor) -> None:
    said = _say(item, author, "Weg")
    Comment.objects.filter(pk=said.pk).update(text="", removed_at=world.NOON)


def _comments(w: "CanaryWorld") -> Iterator[State]:
    on_public = Comment.objects.filter(item=w.items["public"].pk)
    for name in ON:
        item = w.items[name]
        first = Comment.objects.filter(item=item.pk, parent=None).earliest("pk")
        yield name, {"slug": item.slug, "comment": str(first.public_id)}
    for state, said in (
        ("reply", on_public.get(parent__isnull=False)),
        ("hidden", on_public.get(hiding__isnull=False)),
        ("taken back", on_public.get(removed_at__isnull=False)),
        ("of another item", Comment.objects.filter(item=w.items["members"].pk).earliest("pk")),
    ):
        yield state, {"slug": w.items["public"].slug, "comment": str(said.public_id)}


TALK_FILLED: list[tuple[str, frozenset[str], Callable[["CanaryWorld"], Iterator[State]]]] = [
    ("items/", frozenset({"slug", "comment"}), _comments),
]
"""As ``doors.FILLED``."""
