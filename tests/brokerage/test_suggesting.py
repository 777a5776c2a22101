"""What fits is told by mail once a week: only what is new, nothing twice, to who wants it."""

from datetime import datetime, timedelta

import pytest

from gangmaker.actors.models import Actor, AgeGroup, MembershipRole
from gangmaker.brokerage.models import Availability
from gangmaker.brokerage.operations.availability import set_digest
from gangmaker.brokerage.operations.suggesting import WHAT_FITS, suggest_what_fits
from gangmaker.brokerage.queries.fitting import what_fits
from gangmaker.trail.models import Act, Item, Message
from tests.brokerage.rows import make_available, make_brief
from tests.world import (
    NOON,
    make_concept,
    make_membership,
    make_organisation,
    make_person,
    make_team,
    suspend,
)

pytestmark = pytest.mark.django_db

MONDAY = NOON + timedelta(days=5)
"""At noon; the digest is of eight that morning."""
A_WEEK = timedelta(days=7)


def told(person: Actor) -> list[list[int]]:
    sent = Message.objects.filter(kind=WHAT_FITS, to=person).order_by("pk")
    return [message.payload["items"] for message in sent]


def make_shown(*, at: datetime = NOON, **brief: object) -> int:
    pk = make_brief(audience="members", **brief).pk  # type: ignore[arg-type]
    Item.objects.filter(pk=pk).update(published_at=at)
    return int(pk)


def test_what_is_new_is_told_once_a_week_and_never_twice():
    weaving = make_concept()
    person = make_available(weaving, digest=True)
    first = make_shown(concepts=[weaving])

    suggest_what_fits(now=MONDAY)
    suggest_what_fits(now=MONDAY + timedelta(minutes=1))
    second = make_shown(concepts=[weaving], at=MONDAY)
    suggest_what_fits(now=MONDAY + timedelta(days=2))
    suggest_what_fits(now=MONDAY + A_WEEK)
    suggest_what_fits(now=MONDAY + 2 * A_WEEK)

    assert told(person) == [[first], [second]]


def test_before_eight_on_monday_it_is_still_the_week_before():
    weaving = make_concept()
    person = make_available(weaving, digest=True)
    make_shown(concepts=[weaving])

    suggest_what_fits(now=MONDAY - timedelta(hours=6))

    assert told(person) == []


def test_nothing_without_something_new_and_nothing_to_who_did_not_ask_for_it():
    weaving = make_concept()
    quiet, nothing = make_available(weaving), make_available(digest=True)
    make_shown(concepts=[weaving])
    make_shown(concepts=[weaving], at=MONDAY - timedelta(days=20))

    suggest_what_fits(now=MONDAY)

    assert (told(quiet), told(nothing)) == ([], [])


def test_not_to_who_is_suspended_or_a_minor_and_of_an_organisation_to_who_acts_for_it():
    weaving = make_concept()
    suspended = make_available(weaving, digest=True)
    suspend(suspended, by=make_team("moderator"))
    minor = make_available(weaving, digest=True)
    Actor.objects.filter(pk=minor.pk).update(age_group=AgeGroup.MINOR)
    admin, member = make_person(), make_person()
    house = make_organisation(admin=admin)
    make_membership(member, house, MembershipRole.MEMBER)
    make_available(weaving, actor=house, digest=True)
    brief = make_shown(concepts=[weaving])

    suggest_what_fits(now=MONDAY)

    assert [told(one) for one in (suspended, minor, member, admin)] == [[], [], [], [[brief]]]


def test_a_few_at_a_time_and_everybody_in_the_end(monkeypatch):
    monkeypatch.setattr("gangmaker.brokerage.operations.suggesting.AT_A_TIME", 2)
    weaving = make_concept()
    people = [make_available(weaving, digest=True) for _number in range(3)]
    make_shown(concepts=[weaving])

    looked = [suggest_what_fits(now=MONDAY) for _time in range(3)]

    assert looked == [2, 1, 0]
    assert [len(told(person)) for person in people] == [1, 1, 1]


def test_a_link_stops_them_and_takes_that_back_and_nothing_else_changes():
    person = make_available(make_concept(), digest=True, forms=["time"])

    stopped = set_digest(actor=person, wanted=False, now=NOON)
    again = set_digest(actor=person, wanted=False, now=NOON)
    resumed = set_digest(actor=person, wanted=True, now=NOON)

    assert (stopped, again, resumed) == (False, False, True)
    assert Act.objects.filter(verb="actor.availability_changed").count() == 2
    assert Availability.objects.get(actor=person).forms == ["time"]


def test_nobody_becomes_available_by_a_link():
    person = make_person()

    assert set_digest(actor=person, wanted=True, now=NOON) is False
    assert not what_fits(person, viewer=person, at=NOON).herself.available
