"""What must hold about comments, thanks and following, broken by raw SQL."""

from collections.abc import Callable
from datetime import timedelta

from gangmaker.trail.models import Comment, Follow, Item, Thanks
from gangmaker.trail.operations.talk import comment_on, thank
from tests.world import NOON, make_person, make_question

from .violations import refused_change, refused_copy


def make_comment() -> Comment:
    item = Item.objects.get(pk=make_question().pk)
    return comment_on(item=item, by=make_person(), text="Mooi.", language="nl", now=NOON)


def a_comment_without_words_or_words_without_a_comment() -> None:
    said = make_comment()
    refused_change(said, text="")
    refused_change(said, removed_at=NOON)


def a_comment_changed_before_it_was_said() -> None:
    refused_change(make_comment(), changed_at=NOON - timedelta(days=1))


def a_reply_to_itself() -> None:
    said = make_comment()
    refused_change(said, parent_id=said.pk)


def following_twice() -> None:
    make_comment()
    refused_copy(Follow.objects.get())


def thanks_twice_for_an_item() -> None:
    said = make_comment()
    thank(item=said.item, by=said.by, now=NOON)
    refused_copy(Thanks.objects.get())


def thanks_twice_for_a_comment() -> None:
    said = make_comment()
    thank(item=said.item, comment=said, by=make_person(), now=NOON)
    refused_copy(Thanks.objects.get())


TALK_BROKEN: dict[str, Callable[[], None]] = {
    "comment_has_words_until_taken_back": a_comment_without_words_or_words_without_a_comment,
    "comment_changed_after_it_was_said": a_comment_changed_before_it_was_said,
    "comment_does_not_reply_to_itself": a_reply_to_itself,
    "follow_an_item_once": following_twice,
    "thanks_once_for_an_item": thanks_twice_for_an_item,
    "thanks_once_for_a_comment": thanks_twice_for_a_comment,
}
