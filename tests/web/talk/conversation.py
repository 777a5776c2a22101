"""A question that people talk about, and the doors to what they say."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from gangmaker.actors.models import Actor, Measure
from gangmaker.trail.models import Comment, CommentHiding, Item
from gangmaker.trail.operations.talk import comment_on
from tests.web.items.conftest import signed_in
from tests.world import make_person, make_question, make_statement, make_team


@dataclass
class Conversation:
    item: Item
    author: Actor
    first: Comment


def make_conversation(**new: Any) -> Conversation:
    item = Item.objects.get(pk=make_question(**new).pk)
    author = make_person("Ontwerper, Menen", audience="public")
    return Conversation(item, author, say(item, author))


def say(
    item: Item,
    by: Actor | None = None,
    text: str = "Een *mooi* plan.",
    at: datetime | None = None,
    **more: Any,
) -> Comment:
    said = comment_on(
        item=item,
        by=by or make_person(),
        text=text,
        language="nl",
        now=at or timezone.now(),
        **more,
    )
    said.item = item
    return said


def hide(comment: Comment) -> None:
    moderator = make_team("moderator")
    statement = make_statement(comment.by, by=moderator, measure=Measure.HIDDEN)
    CommentHiding.objects.create(
        comment=comment, statement=statement, by=moderator, at=timezone.now()
    )


def to(name: str, what: Item | Comment) -> str:
    if isinstance(what, Comment):
        return reverse(f"web:{name}", args=[what.item.slug, what.public_id])
    return reverse(f"web:{name}", args=[what.slug])


def read(name: str, what: Item | Comment, viewer: Actor | None = None, **asked: Any) -> Any:
    return signed_in(viewer).get(to(name, what), asked)


def send(name: str, what: Item | Comment, viewer: Actor | None = None, **said: Any) -> Any:
    return signed_in(viewer).post(to(name, what), {"language": "nl", **said})
