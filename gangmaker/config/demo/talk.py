"""Comments, thanks and following in the demo region, by the real operations."""

from datetime import datetime, timedelta
from functools import partial

from gangmaker.config.demo.past import Past
from gangmaker.config.demo.talk_rows import Comment as Row
from gangmaker.config.demo.talk_rows import Interest
from gangmaker.trail.models import Comment
from gangmaker.trail.operations.talk import (
    change_comment,
    comment_on,
    follow,
    take_back_comment,
    thank,
)

SOON = timedelta(minutes=50)


def talk(past: Past) -> None:
    said: dict[str, Comment] = {}
    for row in past.content.comments:
        name = row.key or row.text
        before = [row.on, row.by, *(_thread(key) for key in [row.to] if key)]
        at = past.days.ago(row.days_ago, name, after=past.latest(before))
        past.happen(at, partial(_say, past, row, said), name=_thread(row.to or name))
        later = min(at + SOON, past.days.now)
        if row.changed_to is not None:
            past.happen(later, partial(_change, past, row, said))
        for person in row.thanked_by:
            past.happen(later, partial(_thank_for, past, row, said, person))
        if row.taken_back_days_ago is not None:
            gone = past.days.ago(row.taken_back_days_ago, name, after=later)
            past.happen(gone, partial(_take_back, past, row, said))
    for interest in past.content.interests:
        at = past.days.ago(interest.days_ago, interest.item, after=past.moments[interest.item])
        past.happen(at, partial(_care, past, interest))


def _thread(key: str) -> str:
    """The moment of the last word in a thread: whoever replies comes after it."""
    return f"thread {key}"


def _say(past: Past, row: Row, said: dict[str, Comment], now: datetime) -> None:
    said[row.key or row.text] = comment_on(
        item=past.items[row.on],
        by=past.actors[row.by],
        on_behalf_of=past.actor(row.on_behalf_of),
        reply_to=said[row.to] if row.to else None,
        text=row.text,
        language=row.language,
        now=now,
    )


def _change(past: Past, row: Row, said: dict[str, Comment], now: datetime) -> None:
    comment = said[row.key or row.text]
    text = row.changed_to or row.text
    change_comment(comment=comment, by=comment.by, text=text, language=row.language, now=now)


def _thank_for(past: Past, row: Row, said: dict[str, Comment], person: str, now: datetime) -> None:
    comment = said[row.key or row.text]
    thank(item=past.items[row.on], comment=comment, by=past.actors[person], now=now)


def _take_back(past: Past, row: Row, said: dict[str, Comment], now: datetime) -> None:
    comment = said[row.key or row.text]
    take_back_comment(comment=comment, by=comment.by, now=now)


def _care(past: Past, row: Interest, now: datetime) -> None:
    item = past.items[row.item]
    for person in row.followed_by:
        follow(item=item, actor=past.actors[person], now=now)
    for person in row.thanked_by:
        thank(item=item, by=past.actors[person], now=now)
