"""Who is told of what: once, never of what she did herself, also when nobody read for days."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from gangmaker.actors.models import Actor, MembershipRole
from gangmaker.projects.operations.papers import post_update
from gangmaker.trail import concerns, notice_mails, notices
from gangmaker.trail.models import (
    Act,
    HowOften,
    Item,
    ItemAudience,
    Message,
    Notice,
    Party,
    ReaderPlace,
)
from gangmaker.trail.operations import (
    hand_over,
    record,
    see_notices,
    set_rhythm,
)
from gangmaker.trail.operations.talk import (
    comment_on,
    follow,
    take_back_comment,
    take_back_thanks,
    thank,
)
from gangmaker.web import acts as web_acts
from tests.web.talk.conversation import hide
from tests.world import (
    NOON,
    make_guest,
    make_membership,
    make_organisation,
    make_person,
    make_project,
    make_question,
    make_team,
    suspend,
)

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]

LATER = NOON + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _begin() -> Iterator[None]:
    """The reader has read everything so far; the clock stands still."""
    ReaderPlace.objects.create(reader=notices.READER, act=0, at=NOON)
    with time_machine.travel(LATER, tick=False):
        yield


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


# --- By mail ----------------------------------------------------------------------------------

MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
"""Half past eight in Kortrijk."""


def make_news(person: Actor, *, times: int = 1) -> None:
    item = make_followed(person)
    for _time in range(times):
        say(item, make_person())
    notices.write_notices(now=LATER)


def mails_to(person: Actor, *moments: datetime) -> list[list[str]]:
    """Which mails there are after each moment at which the worker looked."""
    found = []
    for moment in moments:
        notice_mails.owe_notice_mails(now=moment)
        owed = Message.objects.filter(to=person, kind__in=("notices", "digest")).order_by("pk")
        found.append(list(owed.values_list("kind", flat=True)))
    return found


def test_who_wants_it_at_once_gets_one_mail_for_what_happens_meanwhile():
    person = make_person()
    set_rhythm(person=person, how=HowOften.AT_ONCE, now=NOON)
    make_news(person, times=2)
    first = mails_to(person, LATER)
    make_news(person)

    second = mails_to(person, LATER)

    assert first == second == [["notices"]]
    assert Message.objects.get(kind="notices").notices.count() == 3


def test_what_comes_after_a_mail_was_tried_goes_into_another():
    person = make_person()
    set_rhythm(person=person, how=HowOften.AT_ONCE, now=NOON)
    make_news(person)
    mails_to(person, LATER)
    Message.objects.filter(kind="notices").update(attempts=1)
    make_news(person)

    assert mails_to(person, LATER) == [["notices", "notices"]]


def test_once_a_day_is_the_morning_after_and_one_a_day():
    person = make_person()
    make_news(person)
    evening, morning = LATER + timedelta(hours=8), LATER + timedelta(hours=19, minutes=30)
    night = LATER + timedelta(hours=15)

    found = mails_to(person, LATER, evening, night, morning, morning + timedelta(hours=3))

    assert found == [[], [], [], ["digest"], ["digest"]]


def test_no_second_digest_while_the_first_is_still_tried_nor_on_the_day_it_left():
    person = make_person()
    make_news(person)
    morning = LATER + timedelta(hours=20)
    mails_to(person, morning)
    with time_machine.travel(morning, tick=False):
        item = make_followed(person)
        record("project.started", by=item.owner, item=item, at=morning, data={})
        notices.write_notices(now=morning)

    tried = mails_to(person, morning + timedelta(days=1))
    left = morning + timedelta(days=1, hours=1)
    Message.objects.filter(kind="digest").update(sent_at=left)
    found = mails_to(person, left + timedelta(hours=1), left + timedelta(days=1))

    assert tried == [["digest"]]
    assert found == [["digest"], ["digest", "digest"]]


def test_once_a_week_is_on_monday_or_when_somebody_looks_after_it():
    person, late = make_person(), make_person()
    for each in (person, late):
        set_rhythm(person=each, how=HowOften.WEEKLY, now=NOON)
        make_news(each)

    assert mails_to(person, MONDAY - timedelta(days=1), MONDAY) == [[], ["digest"]]
    assert mails_to(late, MONDAY + timedelta(days=2)) == [["digest"]]


def test_never_is_never_and_what_happened_before_is_not_told_when_it_ends():
    person = make_person()
    set_rhythm(person=person, how=HowOften.NONE, now=NOON)
    make_news(person)

    never = mails_to(person, MONDAY)
    set_rhythm(person=person, how=HowOften.DAILY, now=MONDAY)

    assert (never, mails_to(person, MONDAY)) == ([[]], [[]])


def test_who_changes_her_mind_gets_what_waited_at_her_new_rhythm():
    person = make_person()
    set_rhythm(person=person, how=HowOften.AT_ONCE, now=NOON)
    make_news(person)
    mails_to(person, LATER)

    set_rhythm(person=person, how=HowOften.DAILY, now=LATER)
    mails_to(person, MONDAY)

    [single, digest] = Message.objects.filter(to=person).order_by("pk")
    assert (single.kind, single.dropped_at, single.notices.count()) == ("notices", LATER, 0)
    assert (digest.kind, digest.dropped_at, digest.notices.count()) == ("digest", None, 1)


@pytest.mark.parametrize("held", [{"attempts": 1}, {"lease_until": LATER}])
def test_a_mail_that_is_under_way_is_not_taken_back(held):
    person = make_person()
    set_rhythm(person=person, how=HowOften.AT_ONCE, now=NOON)
    make_news(person)
    mails_to(person, LATER)
    Message.objects.filter(to=person).update(**held)

    set_rhythm(person=person, how=HowOften.DAILY, now=LATER)

    message = Message.objects.get(to=person)
    assert (message.dropped_at, message.notices.count()) == (None, 1)


def test_who_changes_her_mind_twice_still_gets_what_waited():
    person = make_person()
    set_rhythm(person=person, how=HowOften.AT_ONCE, now=NOON)
    make_news(person)
    mails_to(person, LATER)
    set_rhythm(person=person, how=HowOften.DAILY, now=LATER)
    set_rhythm(person=person, how=HowOften.AT_ONCE, now=LATER)

    mails_to(person, LATER)

    [notice] = Notice.objects.filter(person=person)
    assert notice.message is not None
    assert notice.message.dropped_at is None


def test_what_she_saw_on_the_site_is_not_mailed():
    person = make_person()
    make_news(person)
    see_notices(person=person, up_to=Notice.objects.latest("pk").pk, now=LATER)

    assert mails_to(person, MONDAY) == [[]]


def test_of_two_people_with_one_address_the_other_has_her_turn_tomorrow():
    one, other = make_person(), make_person()
    Actor.objects.filter(pk=other.pk).update(email=one.email)
    make_news(one)
    make_news(other)
    digests = Message.objects.filter(kind="digest", address=one.email).order_by("pk")

    for moment in (MONDAY, MONDAY + timedelta(minutes=1)):
        notice_mails.owe_notice_mails(now=moment)
    on_monday = list(digests.values_list("to", flat=True))
    digests.update(sent_at=MONDAY)
    notice_mails.owe_notice_mails(now=MONDAY + timedelta(days=1))

    assert on_monday == [one.pk]
    assert list(digests.values_list("to", flat=True)) == [one.pk, other.pk]


@pytest.mark.parametrize(
    ("verb", "data", "by_mail"),
    [
        ("task.added", {"task": 1}, False),
        ("item.handed_over", {}, True),
        ("item.handed_over", {"handover": 1}, False),
    ],
)
def test_what_has_a_mail_of_its_own_is_not_told_by_another(verb, data, by_mail):
    keeper = make_team()
    item = make_followed(keeper)
    record(verb, by=item.owner, item=item, subject=keeper, at=LATER, data=data)

    notices.write_notices(now=LATER)

    assert Notice.objects.get(person=keeper).by_mail is by_mail


def test_who_takes_part_and_follows_gets_news_by_one_mail_and_a_follower_by_the_next():
    lead, party, follower = make_team(), make_person(), make_person()
    project = make_project(by=lead)
    Party.objects.create(item=project, actor=party, role="partner")
    for person in (party, follower):
        follow(item=project.item_ptr, actor=person, now=NOON)
    post_update(project=project, text="De lamp brandt.", language="nl", by=lead, now=LATER)

    notices.write_notices(now=LATER)

    by_mail = Notice.objects.filter(person__in=(party, follower)).values_list("person", "by_mail")
    assert dict(by_mail) == {party.pk: False, follower.pk: True}


def test_an_address_that_is_missing_leaves_the_site():
    person = make_person()
    set_rhythm(person=person, how=HowOften.AT_ONCE, now=NOON)
    Actor.objects.filter(pk=person.pk).update(email="")
    make_news(person)

    assert mails_to(person, LATER, MONDAY) == [[], []]
    assert told(person) == [("comment.written", "followed")]
