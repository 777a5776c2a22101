"""The page on which somebody says that she wants to be proposed, in one press."""

import pytest
from django.test import Client
from django.urls import reverse

from gangmaker.actors.models import Actor, AgeGroup, Audience, TeamRoleName
from gangmaker.actors.operations import enter_actor
from gangmaker.brokerage.models import Availability
from tests.web.rights.visitors import signed_in
from tests.world import NOON, make_organisation, make_person, make_team

pytestmark = pytest.mark.django_db


def page_of(actor: Actor) -> str:
    return reverse("web:availability", args=[actor.slug])


def test_one_press_is_enough_and_another_one_ends_it():
    person = make_person()
    client = signed_in(person)
    asked = client.get(page_of(person))
    ready = {
        name: value if value is not None else ""
        for name, value in asked.context["form"].initial.items()
        if value is not False
    }

    yes = client.post(page_of(person), ready)
    said = Availability.objects.get(actor=person)
    no = client.post(page_of(person), {"stop": "1"})

    assert (said.forms, said.at_once, said.digest) == ([], 3, False)
    assert [yes["Location"], no["Location"]] == [page_of(person)] * 2
    assert not Availability.objects.exists()


def test_what_is_wrong_is_said_and_what_was_typed_stays():
    person = make_person()

    answer = signed_in(person).post(
        page_of(person), {"at_once": "0", "brings": ["time"], "hours_a_month": "12"}
    )

    assert answer.status_code == 422
    assert answer.context["form"]["hours_a_month"].value() == "12"
    assert not Availability.objects.exists()


def test_a_minor_reads_why_not_and_cannot_send_it_either():
    child = make_person(age_group=AgeGroup.MINOR)
    client = signed_in(child)

    page = client.get(page_of(child)).content.decode()
    sent = client.post(page_of(child), {"at_once": "3"})

    assert 'name="at_once"' not in page
    assert sent.status_code == 422
    assert not Availability.objects.exists()


def test_who_did_not_say_her_age_is_led_there():
    person = make_person(age_group="")

    page = signed_in(person).get(page_of(person)).content.decode()

    assert reverse("web:age") in page
    assert 'name="at_once"' not in page


@pytest.mark.parametrize("role", TeamRoleName.values)
def test_nobody_of_the_team_opens_the_page_of_somebody_with_an_account(role):
    person = make_person(audience=Audience.PUBLIC)

    assert signed_in(make_team(role)).get(page_of(person)).status_code == 403


def test_a_broker_writes_it_down_for_who_was_met_and_a_visitor_signs_in_first():
    broker = make_team()
    weaver = enter_actor(by=broker, kind="person", name="Weaver", source="Fair", now=NOON)
    house = make_organisation()

    sent = signed_in(broker).post(page_of(weaver), {"at_once": "2"})

    assert sent.status_code == 302
    assert Availability.objects.get(actor=weaver).at_once == 2
    assert "sign-in" in Client().get(page_of(house))["Location"]
    assert signed_in(make_person()).get(page_of(house)).status_code == 403


def test_the_ways_to_it_are_on_the_profile_and_on_the_page_of_who_was_met():
    broker, person = make_team(), make_person()
    weaver = enter_actor(by=broker, kind="person", name="Weaver", source="Fair", now=NOON)

    own = signed_in(person).get(reverse("web:profile")).content.decode()
    met = signed_in(broker).get(reverse("web:actor", args=[weaver.slug])).content.decode()
    hers = signed_in(broker).get(reverse("web:actor", args=[person.slug])).content.decode()

    assert page_of(person) in own
    assert page_of(weaver) in met
    assert page_of(person) not in hers
