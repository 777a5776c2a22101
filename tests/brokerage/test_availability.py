"""Who wants to be proposed says so, and nobody else does for her."""

from datetime import date, timedelta

import pytest

from gangmaker.actors.consents import AgeNotSaid
from gangmaker.actors.models import Actor, AgeGroup, MembershipRole, TeamRoleName
from gangmaker.actors.operations import enter_actor
from gangmaker.actors.rules import NotYours
from gangmaker.brokerage.models import Availability
from gangmaker.brokerage.operations.availability import (
    NotAvailable,
    Terms,
    TooYoung,
    be_available,
    be_unavailable,
    change_availability,
)
from gangmaker.brokerage.queries.available import could_be_proposed, proposable
from gangmaker.trail.models import Act
from tests.world import NOON, make_membership, make_organisation, make_person, make_team, suspend

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=2)
TERMS = Terms(forms=["expertise", "time"], hours_a_month=8, at_once=2, digest=True)


def available(actor: Actor) -> bool:
    return proposable().filter(pk=actor.pk).exists()


def met(broker: Actor) -> Actor:
    return enter_actor(by=broker, kind="person", name="Weaver, Menen", source="Fair", now=NOON)


def test_who_says_that_she_is_available_is_and_the_act_names_only_choices():
    person = make_person()

    be_available(actor=person, terms=TERMS, by=person, now=NOON)

    said = Availability.objects.get(actor=person)
    assert (said.since, said.forms, said.hours_a_month, said.at_once, said.digest) == (
        NOON,
        ["expertise", "time"],
        8,
        2,
        True,
    )
    act = Act.objects.get(verb="actor.available")
    assert (act.by, act.subject) == (person, person)
    assert act.data == {"forms": ["expertise", "time"], "at_once": 2, "digest": True}


def test_saying_it_twice_keeps_the_first_day_and_changing_it_is_an_act():
    person = make_person()
    be_available(actor=person, terms=TERMS, by=person, now=NOON)

    be_available(actor=person, terms=TERMS, by=person, now=LATER)
    changed = Terms(forms=["space"], free_from=date(2027, 1, 4))
    change_availability(actor=person, terms=changed, by=person, now=LATER)

    said = Availability.objects.get(actor=person)
    assert (said.since, said.forms, said.free_from) == (NOON, ["space"], date(2027, 1, 4))
    verbs = Act.objects.filter(subject=person).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["actor.available", "actor.availability_changed"]


def test_who_says_no_is_not_proposed_from_that_moment_and_saying_it_again_is_no_act():
    person = make_person()
    be_available(actor=person, terms=TERMS, by=person, now=NOON)

    be_unavailable(actor=person, by=person, now=LATER)
    be_unavailable(actor=person, by=person, now=LATER)

    assert not available(person)
    assert Act.objects.filter(verb="actor.unavailable").count() == 1


def test_what_was_taken_back_cannot_be_changed():
    person = make_person()

    with pytest.raises(NotAvailable):
        change_availability(actor=person, terms=TERMS, by=person, now=NOON)


def test_a_minor_is_not_proposed_and_who_did_not_say_her_age_says_it_first():
    child, unknown = make_person(age_group=AgeGroup.MINOR), make_person(age_group="")

    with pytest.raises(TooYoung):
        be_available(actor=child, terms=TERMS, by=child, now=NOON)
    with pytest.raises(AgeNotSaid):
        be_available(actor=unknown, terms=TERMS, by=unknown, now=NOON)

    assert not Availability.objects.exists()


@pytest.mark.parametrize("role", TeamRoleName.values)
def test_nobody_of_the_team_switches_it_on_for_somebody_who_can_do_it_herself(role):
    person, team = make_person(), make_team(role)

    with pytest.raises(NotYours):
        be_available(actor=person, terms=TERMS, by=team, now=NOON)


def test_a_broker_writes_it_down_for_who_has_no_account_and_an_editor_does_not():
    broker, editor = make_team(), make_team(TeamRoleName.EDITOR)
    weaver = met(broker)

    with pytest.raises(NotYours):
        be_available(actor=weaver, terms=TERMS, by=editor, now=NOON)
    be_available(actor=weaver, terms=TERMS, by=broker, now=NOON)

    assert available(weaver)
    assert Act.objects.get(verb="actor.available").by == broker


def test_who_acts_for_an_organisation_says_it_and_a_mere_member_or_a_broker_does_not():
    admin, member, broker = make_person(), make_person(), make_team()
    house = make_organisation(admin=admin)
    make_membership(member, house, MembershipRole.MEMBER)

    for other in (member, broker):
        with pytest.raises(NotYours):
            be_available(actor=house, terms=TERMS, by=other, now=NOON)
    be_available(actor=house, terms=TERMS, by=admin, now=NOON)

    assert available(house)


def test_whoever_is_suspended_turned_out_young_or_is_stood_for_is_not_proposed():
    people = [make_person() for _ in range(4)]
    for person in people:
        be_available(actor=person, terms=TERMS, by=person, now=NOON)
    suspended, young, merged, stays = people
    suspend(suspended, by=make_team(TeamRoleName.MODERATOR))
    Actor.objects.filter(pk=young.pk).update(age_group=AgeGroup.MINOR)
    Actor.objects.filter(pk=merged.pk).update(claimed_by=stays)

    assert set(proposable()) == {stays}
    assert could_be_proposed().filter(pk__in=[one.pk for one in people]).count() == 1
