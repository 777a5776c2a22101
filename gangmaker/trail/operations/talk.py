"""Saying something about an item, following it, saying thanks."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours, can_act_for
from gangmaker.core.refusals import Refused
from gangmaker.trail import talk_rules as rules
from gangmaker.trail.concerns import THANKING
from gangmaker.trail.models import Comment, Follow, Item, ItemAudience, ItemKind, Notice, Thanks

from .journal import record


class NothingToReplyTo(Refused):
    code = "nothing_to_reply_to"
    message = _("This comment was taken back or hidden. You cannot reply to it any more.")


class TooLateToChange(Refused):
    code = "too_late_to_change"
    message = _("A comment can be changed for one day. Write a reply instead.")


class NotBothAgreed(Refused):
    code = "not_both_agreed"
    message = _("As long as not both said yes, nothing is said here: they would read it later.")


def comment_on(
    *,
    item: Item,
    by: Actor,
    text: str,
    language: str,
    now: datetime,
    reply_to: Comment | None = None,
    on_behalf_of: Actor | None = None,
    form_token: UUID | None = None,
) -> Comment:
    """Say something about ``item``, and follow it from now on. A form sent twice says it once."""
    if not rules.can_comment(by, item, at=now):
        raise NotYours
    if item.kind == ItemKind.INTRODUCTION and item.audience == ItemAudience.TEAM:
        raise NotBothAgreed
    if on_behalf_of is not None and not can_act_for(by, on_behalf_of):
        raise NotYours
    if reply_to is not None and not rules.can_reply(by, reply_to, at=now):
        raise NothingToReplyTo
    said = Comment(
        item_id=item.pk,
        parent=reply_to,
        by=by,
        on_behalf_of=on_behalf_of,
        text=text,
        language=language,
        at=now,
        form_token=form_token,
    )
    try:
        with transaction.atomic():
            return _sent_before(said) or _say(said, item)
    except IntegrityError:  # the same form at the same moment: the other was first
        earlier = _sent_before(said)
        if earlier is None:
            raise
        return earlier


def _sent_before(said: Comment) -> Comment | None:
    """What the same form said already."""
    if said.form_token is None:
        return None
    return Comment.objects.filter(form_token=said.form_token, by=said.by).first()


def _say(said: Comment, item: Item) -> Comment:
    reply_to = said.parent
    said.save()
    record(
        "comment.written",
        by=said.by,
        on_behalf_of=said.on_behalf_of,
        item=item,
        subject=reply_to.by if reply_to else None,
        at=said.at,
        data={"comment": said.pk, "reply_to": reply_to.pk if reply_to else None},
    )
    begin_to_follow(item=item, actor=said.by, now=said.at)
    return said


@transaction.atomic
def change_comment(*, comment: Comment, by: Actor, text: str, language: str, now: datetime) -> None:
    """Say it in other words; readers see that it changed. The same words change nothing."""
    if comment.by_id != by.pk:
        raise NotYours
    if not rules.can_change(by, comment, at=now):
        raise TooLateToChange
    if (comment.text, comment.language) == (text, language):
        return
    standing = Comment.objects.filter(pk=comment.pk).standing()
    if not standing.update(text=text, language=language, changed_at=now):
        raise NothingToReplyTo
    comment.text, comment.language, comment.changed_at = text, language, now
    record("comment.changed", by=by, item=comment.item, at=now, data={"comment": comment.pk})


@transaction.atomic
def take_back_comment(*, comment: Comment, by: Actor, now: datetime) -> None:
    """Its words are erased; that there was one stays to be seen where others replied to it."""
    if comment.removed_at is None and not rules.can_take_back(by, comment):
        raise NotYours
    standing = Comment.objects.filter(pk=comment.pk).standing()
    if standing.update(text="", removed_at=now):
        comment.text, comment.removed_at = "", now
        record("comment.removed", by=by, item=comment.item, at=now, data={"comment": comment.pk})


@transaction.atomic
def thank(*, item: Item, by: Actor, now: datetime, comment: Comment | None = None) -> None:
    """Say thanks for an item or a comment; twice, or a hundred times at once, counts once."""
    may = rules.can_thank_for(by, comment, at=now) if comment else rules.can_thank(by, item, at=now)
    if not may:
        raise NotYours
    _thanks, created = Thanks.objects.get_or_create(
        item_id=item.pk, comment=comment, by=by, defaults={"at": now}
    )
    if not created:
        return
    if comment is None:
        record("item.thanked", by=by, item=item, at=now)
    else:
        data = {"comment": comment.pk}
        record("comment.thanked", by=by, item=item, subject=comment.by, at=now, data=data)


@transaction.atomic
def take_back_thanks(
    *, item: Item, by: Actor, now: datetime, comment: Comment | None = None
) -> None:
    """Thanks were said by mistake. Taking back what was not said changes nothing.

    Who did not see yet that she was thanked is not told any more: pressed ten times, it is one
    line in her mail.
    """
    if Thanks.objects.filter(item=item.pk, comment=comment, by=by).delete()[0]:
        told = Notice.objects.unseen().filter(item=item.pk, act__by=by, act__verb__in=THANKING)
        for notice in told.select_related("act"):
            if notice.act.data.get("comment") == (comment.pk if comment else None):
                notice.delete()
        data = {"comment": comment.pk if comment else None}
        record("thanks.taken_back", by=by, item=item, at=now, data=data)


@transaction.atomic
def follow(*, item: Item, actor: Actor, now: datetime) -> None:
    """Hear what happens with an item; following twice is following once."""
    if not rules.can_follow(actor, item):
        raise NotYours
    if begin_to_follow(item=item, actor=actor, now=now):
        record("item.followed", by=actor, item=item, at=now)


@transaction.atomic
def unfollow(*, item: Item, actor: Actor, now: datetime) -> None:
    if Follow.objects.filter(item=item.pk, actor=actor).delete()[0]:
        record("item.unfollowed", by=actor, item=item, at=now)


def begin_to_follow(*, item: Item, actor: Actor, now: datetime) -> bool:
    """Follow because of something else that she did, which has its own act; whether it is new.

    For who commented, supports or contributed: they want to know what comes of it. Only who can
    sign in follows, since she can also end it.
    """
    if actor.account_id is None:
        return False
    _follow, created = Follow.objects.get_or_create(
        item_id=item.pk, actor=actor, defaults={"since": now}
    )
    return created
