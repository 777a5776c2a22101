"""Who is told of what: once, never of what she did herself, also when nobody read for days."""

from datetime import timedelta

import pytest
from django.db import connection

from gangmaker.actors.models import MembershipRole
from gangmaker.trail import concerns, notices
from gangmaker.trail.models import (
    Act,
    Item,
    ItemAudience,
    ReaderPlace,
)
from gangmaker.trail.operations import (
    hand_over,
    record,
)
from gangmaker.trail.operations.talk import (
    follow,
    take_back_comment,
    take_back_thanks,
    thank,
)
from gangmaker.web import acts as web_acts
from tests.trail.notices.following import LATER, make_followed, say, told
from tests.web.talk.conversation import hide
from tests.world import (
    NOON,
    make_guest,
    make_membership,
    make_organisation,
    make_person,
    make_team,
    suspend,
)

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


def test_followers_and_those_concerned_are_told_once_and_nobody_of_her_own_acts():
    maker, follower, speaker = make_person(), make_person(), make_person()
    item = make_followed(follower, speaker, by=maker)
    first = say(item, speaker)
    say(item, follower, reply_to=first)

    for _time in range(2):
        notices.write_notices(now=LATER)

    assert told(maker) == [("comment.written", "yours")] * 2
    assert told(follower) == [("comment.written", "followed")]
    assert told(speaker) == [("comment.written", "replied")]
    assert told(item.owner) == [("comment.written", "yours")] * 2


def test_thanks_go_to_who_is_thanked():
    maker, speaker, thankful = make_person(), make_person(), make_person()
    item = make_followed(by=maker)
    thank(item=item, by=thankful, now=LATER)
    thank(item=item, by=thankful, comment=say(item, speaker), now=LATER)

    notices.write_notices(now=LATER)

    assert ("item.thanked", "yours") in told(maker)
    assert told(speaker) == [("comment.thanked", "about_you")]
    assert told(thankful) == []


@pytest.mark.parametrize("looks", [True, False])
@pytest.mark.parametrize("about", ["item", "comment"])
def test_thanks_that_are_pressed_again_and_again_are_told_once(about, looks):
    maker, thankful = make_person(), make_person()
    item = make_followed(by=maker)
    of_it = {"comment": say(item, maker)} if about == "comment" else {}
    other = {} if of_it else {"comment": say(item, maker)}
    thank(item=item, by=thankful, now=LATER, **other)

    for second in range(3):
        at = LATER + timedelta(seconds=second)
        thank(item=item, by=thankful, now=at, **of_it)
        if looks:
            notices.write_notices(now=at)
        if second < 2:
            take_back_thanks(item=item, by=thankful, now=at, **of_it)
    notices.write_notices(now=LATER)

    thanked = [verb for verb, _kind in told(maker) if verb in concerns.THANKING]
    assert sorted(thanked) == ["comment.thanked", "item.thanked"]


def test_thanks_that_were_taken_back_are_told_to_nobody():
    maker, thankful = make_person(), make_person()
    item = make_followed(by=maker)
    thank(item=item, by=thankful, now=LATER)
    take_back_thanks(item=item, by=thankful, now=LATER)

    notices.write_notices(now=LATER)

    assert told(maker) == []


def test_for_an_organisation_who_acts_for_it_is_told():
    admin, member = make_person(), make_person()
    organisation = make_organisation(admin=admin)
    make_membership(member, organisation, MembershipRole.MEMBER)
    owner = make_team()
    item = make_followed(by=owner, owner=owner)
    hand_over(item=item, by=owner, owner=organisation, deputy=None, now=LATER)

    notices.write_notices(now=LATER)

    assert told(admin) == [("item.handed_over", "about_you")]
    assert told(member) == []


def test_only_who_may_see_the_item_now_is_told():
    insider, outsider = make_person(), make_person()
    item = make_followed(insider, outsider, by=insider)
    Item.objects.filter(pk=item.pk).update(audience=ItemAudience.PARTIES)
    say(item, make_team())

    notices.write_notices(now=LATER)

    assert told(insider) == [("comment.written", "yours")]
    assert told(outsider) == []


def test_who_cannot_sign_in_is_told_nothing():
    suspended, guest = make_person(), make_guest()
    item = make_followed(suspended, guest)
    suspend(suspended, by=make_team())
    say(item, make_person())

    notices.write_notices(now=LATER)

    assert (told(suspended), told(guest)) == ([], [])


def test_what_was_taken_back_before_anybody_read_is_told_to_nobody():
    follower, speaker = make_person(), make_person()
    item = make_followed(follower)
    take_back_comment(comment=say(item, speaker), by=speaker, now=LATER)

    notices.write_notices(now=LATER)

    assert told(follower) == []


def test_what_was_hidden_before_anybody_read_is_told_to_nobody():
    follower, speaker = make_person(), make_person()
    item = make_followed(follower)
    hide(say(item, speaker))

    notices.write_notices(now=LATER)

    assert told(follower) == []


def test_who_follows_later_is_not_told_of_the_past():
    late = make_person()
    item = make_followed()
    say(item, make_person())
    follow(item=item, actor=late, now=LATER + timedelta(seconds=1))

    notices.write_notices(now=LATER)

    assert told(late) == []


def test_news_for_the_parties_alone_is_not_told_to_followers():
    follower = make_person()
    item = make_followed(follower)
    for parties_only in (True, False):
        data = {"update": 1, "parties_only": parties_only}
        record("project.update_posted", by=item.owner, item=item, at=LATER, data=data)

    notices.write_notices(now=LATER)

    assert told(follower) == [("project.update_posted", "followed")]


def test_of_links_followers_are_told_only_that_something_came_of_it():
    follower = make_person()
    item = make_followed(follower)
    for verb in ("answers", "produced"):
        record("item.linked", by=item.owner, item=item, at=LATER, data={"verb": verb})

    notices.write_notices(now=LATER)

    assert told(follower) == [("item.linked", "followed")]


def test_what_happened_in_three_days_is_told_at_once_afterwards(monkeypatch):
    monkeypatch.setattr(notices, "BATCH", 4)
    follower, speaker = make_person(), make_person()
    item = make_followed(follower)
    for _time in range(10):
        say(item, speaker)

    notices.write_notices(now=LATER + timedelta(days=3))

    assert len(told(follower)) == 10
    assert ReaderPlace.objects.get().act == Act.objects.latest("pk").pk


def test_an_act_that_was_written_late_under_a_lower_number_is_told_where_that_happens():
    follower = make_person()
    say(make_followed(follower), make_person())
    newest = Act.objects.latest("pk").pk
    ReaderPlace.objects.update(act=newest + 1, at=LATER)
    record("actor.profile_edited", by=follower, at=LATER)
    record("actor.profile_edited", by=follower, at=LATER)

    notices.write_notices(now=LATER)

    late = [("comment.written", "followed")]
    assert told(follower) == (late if connection.vendor == "postgresql" else [])  # one at a time


def test_what_is_older_than_two_weeks_is_no_news():
    follower = make_person()
    say(make_followed(follower), make_person())

    notices.write_notices(now=LATER + timedelta(days=15))

    assert told(follower) == []


def test_an_installation_that_never_told_anybody_begins_with_yesterday():
    ReaderPlace.objects.all().delete()
    follower = make_person()
    item = make_followed(follower)
    record("project.started", by=item.owner, item=item, at=NOON, data={})
    record("project.finished", by=item.owner, item=item, at=NOON + timedelta(days=3), data={})

    notices.write_notices(now=NOON + timedelta(days=3, hours=1))

    assert told(follower) == [("project.finished", "followed")]


@pytest.mark.parametrize("count", [1, 20])
def test_a_batch_costs_the_same_however_many_acts(count, django_assert_num_queries):
    speaker = make_person()
    for _number in range(count):
        say(make_followed(make_person(), make_person()), speaker)

    with django_assert_num_queries(14):
        notices.write_notices(now=LATER)


def test_every_act_that_followers_are_told_of_is_told_to_all_who_see_the_item():
    open_to_all = {
        *web_acts.PUBLIC_VERBS,
        "comment.written",
        "item.linked",
        "project.update_posted",
    }

    followed = {
        verb
        for verb, concern in concerns.CONCERNS.items()
        if concerns.Whom.FOLLOWERS in concern.whom
    }

    assert followed <= open_to_all
