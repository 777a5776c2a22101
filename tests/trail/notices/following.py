"""Somebody follows, somebody speaks, and what the first is told."""

from datetime import timedelta

from gangmaker.actors.models import Actor
from gangmaker.trail.models import (
    Item,
    Notice,
)
from gangmaker.trail.operations.talk import (
    comment_on,
    follow,
)
from tests.world import (
    NOON,
    make_question,
)

LATER = NOON + timedelta(minutes=1)


def make_followed(*followers: Actor, **new: object) -> Item:
    item = Item.objects.get(pk=make_question(**new).pk)  # type: ignore[arg-type]
    for follower in followers:
        follow(item=item, actor=follower, now=NOON)
    return item


def say(item: Item, by: Actor, **how: object):
    return comment_on(item=item, by=by, text="Mooi.", language="nl", now=LATER, **how)  # type: ignore[arg-type]


def told(person: Actor) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(person=person).order_by("pk")
    return list(rows.values_list("act__verb", "kind"))
