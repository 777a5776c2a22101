"""Comments with one level of replies, thanks and following: what happens, and what is refused."""

from datetime import timedelta
from uuid import uuid4

import pytest

from gangmaker.actors.models import MembershipRole
from gangmaker.actors.rules import NotYours
from gangmaker.trail.models import Act, Comment, Follow, Item, Thanks, Withdrawal
from gangmaker.trail.operations import talk
from gangmaker.trail.operations.talk import (
    NothingToReplyTo,
    TooLateToChange,
    change_comment,
    comment_on,
    follow,
    take_back_comment,
    take_back_thanks,
    thank,
    unfollow,
)
from gangmaker.trail.queries.talk import replies_to, threads_from, threads_of, with_counts
from tests.world import NOON, make_membership, make_organisation, make_person, make_question

from .violations import copy, refused_change, refused_copy

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=2)


def make_item(**new):
    return Item.objects.get(pk=make_question(**new).pk)


def say(item, by=None, text="Mooi plan.", *, at=NOON, **more):
    return comment_on(item=item, by=by or make_person(), text=text, language="nl", now=at, **more)


def verbs(item):
    acts = Act.objects.filter(item=item, verb__regex="^(comment|thanks)|thanked|follow")
    return list(acts.order_by("pk").values_list("verb", flat=True))


def test_what_is_said_is_an_act_without_words_and_its_author_follows_from_then_on():
    item, person = make_item(), make_person()

    said = say(item, person)

    act = Act.objects.get(verb="comment.written")
    assert (act.item_id, act.by, act.data) == (
        item.pk,
        person,
        {"comment": said.pk, "reply_to": None},
    )
    assert Follow.objects.get() == Follow.objects.get(actor=person, item=item)


def test_a_form_sent_twice_says_it_once():
    item, person, token = make_item(), make_person(), uuid4()

    first = say(item, person, form_token=token)
    second = say(item, person, form_token=token)

    assert first == second
    assert verbs(item) == ["comment.written"]


def test_of_a_form_sent_twice_at_the_same_moment_the_first_is_what_was_said(monkeypatch):
    item, person, token = make_item(), make_person(), uuid4()
    first = say(item, person, form_token=token)
    look, looked = talk._sent_before, []

    def too_early(said):
        looked.append(said)
        return look(said) if len(looked) > 1 else None

    monkeypatch.setattr(talk, "_sent_before", too_early)

    assert say(item, person, form_token=token) == first
    assert verbs(item) == ["comment.written"]


def test_the_act_of_a_reply_names_who_is_answered():
    item = make_item()
    first = say(item)

    reply = say(item, reply_to=first)

    act = Act.objects.get(data__comment=reply.pk)
    assert (act.subject, act.data["reply_to"]) == (first.by, first.pk)


def test_only_who_may_act_for_an_organisation_speaks_for_it():
    item, person = make_item(), make_person()
    organisation = make_organisation()

    with pytest.raises(NotYours):
        say(item, person, on_behalf_of=organisation)
    make_membership(person, organisation, MembershipRole.EDITOR)
    said = say(item, person, on_behalf_of=organisation)

    assert Act.objects.get(verb="comment.written").on_behalf_of == organisation
    assert said.on_behalf_of == organisation


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_nothing_is_said_about_what_is_not_shown(state):
    item = make_item(published_at=None if state == "draft" else NOON)
    if state == "withdrawn":
        Withdrawal.objects.create(item=item, by=item.by)

    for doing in (say, lambda item, by: thank(item=item, by=by, now=NOON)):
        with pytest.raises(NotYours):
            doing(item, make_person())


def test_nobody_replies_to_a_reply_nor_to_what_was_taken_back():
    item = make_item()
    first = say(item)
    reply = say(item, reply_to=first)
    take_back_comment(comment=first, by=first.by, now=NOON)

    for there in (reply, first):
        with pytest.raises(NothingToReplyTo):
            say(item, reply_to=there)


def test_words_can_be_changed_for_a_day_by_who_said_them():
    said = say(make_item())

    with pytest.raises(NotYours):
        change_comment(comment=said, by=make_person(), text="x", language="nl", now=NOON)
    change_comment(comment=said, by=said.by, text="Mooi plan.", language="nl", now=NOON)
    change_comment(comment=said, by=said.by, text="Beter.", language="en", now=NOON)
    with pytest.raises(TooLateToChange):
        change_comment(comment=said, by=said.by, text="Nog beter.", language="nl", now=LATER)

    said.refresh_from_db()
    assert (said.text, said.language, said.changed_at) == ("Beter.", "en", NOON)
    assert verbs(said.item) == ["comment.written", "comment.changed"]


def test_what_is_taken_back_has_no_words_left_and_keeps_its_place_only_with_replies():
    item = make_item()
    alone, answered = say(item), say(item)
    reply = say(item, reply_to=answered)

    for said in (alone, answered, answered):
        take_back_comment(comment=said, by=said.by, now=LATER)

    assert list(Comment.objects.filter(removed_at=LATER).values_list("text", flat=True)) == ["", ""]
    assert list(threads_of(item)) == [answered]
    take_back_comment(comment=reply, by=reply.by, now=LATER)
    assert list(threads_of(item)) == []
    assert verbs(item).count("comment.removed") == 3


def test_who_administers_an_organisation_takes_back_what_was_said_for_it():
    person, colleague = make_person(), make_person()
    organisation = make_organisation(admin=person)
    make_membership(colleague, organisation, MembershipRole.MEMBER)
    said = say(make_item(), person, on_behalf_of=organisation)
    hers = say(said.item)

    with pytest.raises(NotYours):
        take_back_comment(comment=said, by=colleague, now=NOON)
    with pytest.raises(NotYours):
        take_back_comment(comment=hers, by=person, now=NOON)
    take_back_comment(comment=said, by=make_person_in(organisation), now=NOON)

    assert said.removed_at == NOON


def make_person_in(organisation):
    person = make_person()
    make_membership(person, organisation, MembershipRole.ADMIN)
    return person


def test_thanks_are_said_once_for_each_thing_and_can_be_taken_back():
    item, person = make_item(), make_person()
    said = say(item)

    for _again in range(2):
        thank(item=item, by=person, now=NOON)
        thank(item=item, comment=said, by=person, now=NOON)
    assert Thanks.objects.count() == 2
    for _again in range(2):
        take_back_thanks(item=item, by=person, now=NOON)

    assert list(Thanks.objects.all()) == [Thanks.objects.get(comment=said, by=person)]
    assert verbs(item) == [
        "comment.written",
        "item.thanked",
        "comment.thanked",
        "thanks.taken_back",
    ]
    assert Act.objects.get(verb="comment.thanked").subject == said.by


def test_nobody_thanks_herself():
    person = make_person()
    item = make_item(by=person)
    said = say(item, person)

    for what in (None, said):
        with pytest.raises(NotYours):
            thank(item=item, comment=what, by=person, now=NOON)


def test_following_is_begun_and_ended():
    item, person = make_item(), make_person()

    for _again in range(2):
        follow(item=item, actor=person, now=NOON)
    assert Follow.objects.count() == 1
    for _again in range(2):
        unfollow(item=item, actor=person, now=NOON)

    assert (Follow.objects.count(), verbs(item)) == (0, ["item.followed", "item.unfollowed"])


def test_threads_come_the_oldest_first_each_with_its_newest_replies(django_assert_num_queries):
    item = make_item()
    heads = [say(item, at=NOON + timedelta(hours=hour)) for hour in (1, 0)]
    replies = [say(item, reply_to=heads[0], at=NOON + timedelta(hours=hour)) for hour in range(12)]
    thank(item=item, comment=heads[1], by=make_person(), now=NOON)

    with django_assert_num_queries(4):
        rows = list(with_counts(threads_of(item)))
        threads = threads_from(rows, viewer=None)

    assert [(thread.first, list(thread.replies), thread.more) for thread in threads] == [
        (heads[1], [], 0),
        (heads[0], replies[2:], 2),
    ]
    assert [vars(thread.first).get("thanks_count") for thread in threads] == [1, None]
    assert list(replies_to([heads[0]])) == replies


def test_comments_are_known_of_as_far_as_their_item_is():
    item = make_item(audience="parties")
    said = say(item, item.owner)

    for viewer, seen in ((None, []), (make_person(), []), (item.owner, [said])):
        assert list(Comment.objects.visible_to(viewer, at=NOON)) == seen


@pytest.mark.both_databases
def test_the_database_keeps_replies_to_one_level_on_one_item():
    item = make_item()
    first, other = say(item), say(make_item())
    reply = say(item, reply_to=first)
    fresh = {"public_id": uuid4().hex, "form_token": None}

    copy(reply, **fresh | {"public_id": uuid4().hex})
    refused_copy(first, **fresh, parent_id=reply.pk)
    refused_copy(first, **fresh, parent_id=other.pk)
    refused_change(reply, parent_id=other.pk)
    refused_change(reply, item_id=other.item_id)
    refused_change(first, parent_id=first.pk)


@pytest.mark.both_databases
def test_the_database_takes_thanks_only_for_somebody_else_on_the_same_item():
    item = make_item()
    said, other = say(item), say(make_item())
    thank(item=item, comment=said, by=make_person(), now=NOON)
    thanks = Thanks.objects.get()

    copy(thanks, by_id=make_person().pk)
    refused_copy(thanks, by_id=said.by_id)
    refused_copy(thanks, by_id=make_person().pk, comment_id=other.pk)
