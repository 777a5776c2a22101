"""Notices by mail: at once, in a digest, or never."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from gangmaker.actors.models import Actor
from gangmaker.projects.operations.papers import post_update
from gangmaker.trail import notice_mails, notices
from gangmaker.trail.models import (
    HowOften,
    Message,
    Notice,
    Party,
)
from gangmaker.trail.operations import (
    record,
    see_notices,
    set_rhythm,
)
from gangmaker.trail.operations.talk import (
    follow,
)
from tests.trail.notices.following import LATER, make_followed, say, told
from tests.world import (
    NOON,
    make_person,
    make_project,
    make_team,
)

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]

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
