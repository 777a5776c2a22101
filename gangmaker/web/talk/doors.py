"""Guards: a comment is found only on an item that the visitor may know of (A14)."""

from collections.abc import Mapping

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.trail import talk_rules as rules
from gangmaker.trail.models import Comment, Item
from gangmaker.trail.queries.talk import comments_count, replies_to, threads_count
from gangmaker.web import policies
from gangmaker.web.guards import ActorRequest, Found, Guard


def _find_talk(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """An item with how many threads and comments there are; no more of it, since lists are long."""
    visible = Item.objects.visible_to(request.actor, at=timezone.now())
    counted = visible.annotate(total=comments_count(), threads=threads_count())
    item: Item = get_object_or_404(counted.select_related("withdrawal"), slug=named["slug"])
    return {"item": item, **{name: vars(item)[name] for name in ("total", "threads")}}


def _find_comment(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """One that can be seen: what was taken back is there only with replies to it."""
    item = policies.find_item(request, named)["item"]
    people = ("by__area", "on_behalf_of__area")
    whole = Comment.objects.select_related(*people, "hiding", "parent__hiding")
    comment = whole.filter(item=item, public_id=named["comment"]).first()
    if comment is None or not _is_there(comment):
        raise Http404
    comment.item = item
    return {"comment": comment}


def _find_thread(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """A comment that replies to none."""
    found = _find_comment(request, named)
    if found["comment"].parent_id is not None:
        raise Http404
    return found


def _is_there(comment: Comment) -> bool:
    return comment.removed_at is None or replies_to([comment]).exists()


def _may_write(viewer: Actor | None, found: Found) -> bool:
    """A visitor may write; signing in comes before sending."""
    item: Item = found["item"]
    return viewer is None or rules.can_comment(viewer, item, at=timezone.now())


def _may_reply(viewer: Actor | None, found: Found) -> bool:
    comment: Comment = found["comment"]
    if viewer is None:
        return comment.parent_id is None and rules.stands(comment)
    return rules.can_reply(viewer, comment, at=timezone.now())


def _is_hers(viewer: Actor | None, found: Found) -> bool:
    """That it is too late is said on the page, not at the door."""
    comment: Comment = found["comment"]
    return viewer is not None and comment.by_id == viewer.pk and rules.stands(comment)


def _may_thank_for(viewer: Actor | None, found: Found) -> bool:
    return rules.can_thank_for(viewer, found["comment"], at=timezone.now())


talk_seen = Guard("item: seen", lambda viewer, found: True, _find_talk)
talk_joined = Guard("item: may comment, once signed in", _may_write, policies.find_item)
item_thanked = policies.item(
    "may thank", lambda viewer, item: rules.can_thank(viewer, item, at=timezone.now())
)
item_followed = policies.item("may follow", rules.can_follow)
comment_seen = Guard("comment: seen", lambda viewer, found: True, _find_comment)
thread_seen = Guard("comment: seen", lambda viewer, found: True, _find_thread)
comment_replied = Guard("comment: may reply, once signed in", _may_reply, _find_comment)
comment_changed = Guard("comment: may change", _is_hers, _find_comment)
comment_removed = Guard(
    "comment: may take back",
    lambda viewer, found: rules.can_take_back(viewer, found["comment"]),
    _find_comment,
)
comment_thanked = Guard("comment: may thank", _may_thank_for, _find_comment)
