"""Who may say what about an item. Whether an item may be known is ``visible_to`` beside it."""

from datetime import datetime, timedelta

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import can_administer

from .models import Comment, Item, ItemAudience, ItemKind
from .rules import made

EDITABLE_FOR = timedelta(days=1)
"""Afterwards others have read it and built on it: then one adds, and does not rewrite."""


def can_comment(viewer: Actor | None, item: Item, *, at: datetime) -> bool:
    """Members, on whatever is shown: nothing is said about a draft, nor about what was taken down.

    ``visible_to`` already said that she may know of it. A brief for named candidates is not
    talked about: one would read who the others are.
    """
    shown = item.is_published(at=at) and not hasattr(item, "withdrawal")
    named = item.kind == ItemKind.BRIEF and item.audience == ItemAudience.PARTIES
    return viewer is not None and shown and not named


def stands(comment: Comment) -> bool:
    """Neither taken back by its author, nor hidden by a moderator."""
    return comment.removed_at is None and not is_hidden(comment)


def is_hidden(comment: Comment) -> bool:
    """By a moderator; lists that say so themselves cost no query."""
    known = vars(comment).get("is_hidden")
    return hasattr(comment, "hiding") if known is None else bool(known)


def can_reply(viewer: Actor | None, comment: Comment, *, at: datetime) -> bool:
    """To a comment that stands, and that is no reply itself."""
    first = comment.parent_id is None
    return first and stands(comment) and can_comment(viewer, comment.item, at=at)


def can_change(viewer: Actor | None, comment: Comment, *, at: datetime) -> bool:
    """Her own words, for a day."""
    hers = viewer is not None and comment.by_id == viewer.pk
    return hers and stands(comment) and at < comment.at + EDITABLE_FOR


def can_take_back(viewer: Actor | None, comment: Comment) -> bool:
    """Her own words, for ever; and what was said for an organisation, who administers it."""
    if viewer is None or comment.removed_at is not None:
        return False
    return comment.by_id == viewer.pk or speaks_for_it(viewer, comment)


def speaks_for_it(viewer: Actor, comment: Comment) -> bool:
    return comment.on_behalf_of is not None and can_administer(viewer, comment.on_behalf_of)


def can_thank_for(viewer: Actor | None, comment: Comment, *, at: datetime) -> bool:
    """For what somebody else said."""
    another = viewer is not None and comment.by_id != viewer.pk
    return another and stands(comment) and can_comment(viewer, comment.item, at=at)


def can_thank(viewer: Actor | None, item: Item, *, at: datetime) -> bool:
    """For what somebody else made."""
    return can_comment(viewer, item, at=at) and not made(viewer, item)


def can_follow(viewer: Actor | None, item: Item) -> bool:
    """Whoever may know of it."""
    return viewer is not None and not hasattr(item, "withdrawal")
