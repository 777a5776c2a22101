"""Everybody is told of everything: each page must still leave out what its reader may not see."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from gangmaker.actors import rules as actor_rules
from gangmaker.actors.tokens import CONFIRM_ADDRESS, token_for
from gangmaker.trail.models import Act, Comment, Follow, Message, Notice, NoticeKind
from gangmaker.trail.operations import record
from gangmaker.web.notices.stopping import STOP_NOTICES
from tests import world

if TYPE_CHECKING:
    from tests.security.canaries import CanaryWorld

State = tuple[str, Mapping[str, str]]


def add_notices(w: "CanaryWorld") -> None:
    """Of each comment, also of those that are hidden or on items that are; and a mail given up."""
    acts = [_written(comment) for comment in Comment.objects.select_related("item", "by")]
    people = [viewer for viewer in w.viewers.values() if viewer is not None]
    Notice.objects.bulk_create(
        Notice(person=person, act=act, item=act.item, kind=NoticeKind.YOURS, at=world.NOON)
        for person in people
        for act in acts
    )
    for person in people:
        for name in ("public", "team", "draft"):
            Follow.objects.get_or_create(
                actor=person, item_id=w.items[name].pk, defaults={"since": world.NOON}
            )
    address = w.hide("deadmail", actor_rules.is_region_admin).lower()
    Message.objects.create(
        kind="answered",
        payload={"answer": 0},
        dedupe_key="dead",
        address=f"{address}@example.org",
        language="nl",
        created_at=world.NOON,
        not_before=world.NOON,
        dead_at=world.NOON,
        last_error="OSError",
    )


def _written(comment: Comment) -> Act:
    return record(
        "comment.written",
        by=comment.by,
        item=comment.item,
        at=world.NOON,
        data={"comment": comment.pk},
    )


def _links(w: "CanaryWorld") -> Iterator[State]:
    person = str(w.viewer("member A").public_id)
    yield "right", {"token": token_for(person, purpose=STOP_NOTICES)}
    yield "other purpose", {"token": token_for(person, purpose=CONFIRM_ADDRESS)}
    yield "wrong", {"token": "wrong"}


def _follows(w: "CanaryWorld") -> Iterator[State]:
    for state in ("public", "team"):
        yield state, {"item": str(w.items[state].public_id)}
    yield "not followed", {"item": str(w.items["goal"].public_id)}


def _mails(w: "CanaryWorld") -> Iterator[State]:
    yield "given up", {"message": str(Message.objects.get(dedupe_key="dead").pk)}
    yield "nothing", {"message": "0"}


NOTICES_FILLED: list[tuple[str, frozenset[str], Callable[["CanaryWorld"], Iterator[State]]]] = [
    ("notices/mails/", frozenset({"token"}), _links),
    ("notices/follows/", frozenset({"item"}), _follows),
    ("region/mails/", frozenset({"message"}), _mails),
]
"""As ``doors.FILLED``."""
