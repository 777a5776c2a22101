"""To whom mails of an introduction still go when their turn comes, and what they say then."""

from datetime import timedelta

import pytest

from gangmaker.actors.models import Actor, Membership
from gangmaker.brokerage.operations.follow_ups import Said, ask_on
from gangmaker.brokerage.operations.follow_ups import say as say_how
from gangmaker.brokerage.operations.introduction_steps import step
from gangmaker.brokerage.operations.introductions import ask, close_quietly
from tests.brokerage.introduced import (
    bodies,
    mailed,
    make_asked,
    make_introduction,
    make_met,
    sides_of,
)
from tests.world import NOON, make_membership, make_organisation, make_person

pytestmark = pytest.mark.django_db

DAY_AFTER = (NOON + timedelta(days=1)).date()
HOW = "introduction_follow_up"


def test_who_does_not_act_for_an_organisation_any_more_gets_no_mail_of_it():
    gone, bakery = make_person(), make_organisation("Bakkerij", admin=make_person())
    make_membership(gone, bakery, "editor")
    make_asked(bakery, make_person("Ontwerper, Gent"))
    assert len(bodies("introduction_asked", gone)) == 1

    Membership.objects.filter(person=gone).delete()

    assert bodies("introduction_asked", gone) == []


def test_an_address_that_is_hers_no_more_gets_no_mail():
    one = make_person("Bakker, Menen")
    make_asked(one, make_person("Ontwerper, Gent"))

    Actor.objects.filter(pk=one.pk).update(email="elders@example.org")

    assert bodies("introduction_asked", one) == []


def test_only_who_was_asked_reads_that_nothing_comes_of_it():
    one, other = make_person(), make_person()
    made = make_introduction(one, other)
    ask(introduction=made, by=made.owner, position=0, now=NOON)

    close_quietly(introduction=made, by=made.owner, now=NOON)

    assert mailed("introduction_closed") == [one.email]
    assert bodies("introduction_closed", other) == []


def test_nobody_is_asked_how_it_was_once_she_said_it_or_it_came_to_nothing():
    made = make_met()
    ask_on(DAY_AFTER, now=NOON)
    one, other = sides_of(made)
    meeting = made.follow_ups.get(kind="meeting")

    say_how(follow_up=meeting, side=one, said=Said(how=3), by=one.actor, now=NOON)

    assert [len(bodies(HOW, side.actor)) for side in (one, other)] == [0, 1]
    step(introduction=made, state="ended", on=NOON.date(), by=made.owner, now=NOON)
    assert bodies(HOW, other.actor) == []
