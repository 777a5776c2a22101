"""“Is this you?”, from the page of the record to what the address on record says."""

import re
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from gangmaker.actors.models import Actor, Claim, Membership
from gangmaker.actors.operations import enter_actor
from gangmaker.actors.tokens import CLAIM, token_for
from gangmaker.trail.models import Message
from tests.world import NOON, make_organisation, make_person, make_team

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def enter(kind: str = "organisation", **said: Any) -> Actor:
    return enter_actor(by=make_team(), kind=kind, name="Weverij", source="x", now=NOON, **said)


def made(client, actor: Actor) -> Claim:
    client.post(reverse("web:claim-new", args=[actor.slug]), {"words": "Ik weef"})
    return Claim.objects.get(actor=actor)


def test_the_page_of_a_record_that_nobody_has_asks_whose_it_is(client):
    free, taken = enter(), make_organisation(admin=make_person())

    asks = [
        reverse("web:claim-new", args=[actor.slug])
        in client.get(reverse("web:actor", args=[actor.slug])).content.decode()
        for actor in (free, taken)
    ]

    assert asks == [True, False]


def test_who_is_not_signed_in_is_led_to_sign_in(client):
    response = client.get(reverse("web:claim-new", args=[enter().slug]))

    assert (response.status_code, reverse("web:sign-in") in response.url) == (302, True)


def test_the_address_on_record_says_yes_by_its_link(as_actor, client):
    actor, member = enter(email="info@weverij.example"), make_person()
    claim = made(as_actor(member), actor)
    as_actor(member).post(reverse("web:claim-address", args=[claim.public_id]))
    link = reverse("web:claim-answer", args=[token_for(claim.nonce, purpose=CLAIM)])

    looked, before = client.get(link), Membership.objects.count()
    said, again = client.post(link), client.post(link)

    assert Message.objects.filter(kind="claim_to_confirm").get().address == actor.email
    assert (looked.status_code, before) == (200, 0)
    assert (said.status_code, again.status_code) == (200, 410)
    assert Membership.objects.get().person == member


def test_a_claim_is_seen_by_who_made_it_and_by_who_keeps_records(as_actor):
    claim = made(as_actor(make_person()), enter())
    url = reverse("web:claim", args=[claim.public_id])

    seen = [
        as_actor(viewer).get(url).status_code
        for viewer in (claim.by, make_team(), make_team("region_admin"), make_team("editor"))
    ]

    assert seen == [200, 200, 200, 404]
    assert as_actor(make_person()).get(url).status_code == 404


def test_who_decides_sees_what_helps_and_says_why(as_actor):
    member, keeper = make_person(email="anne@weverij.example"), make_team()
    claim = made(as_actor(member), enter(email="info@weverij.example"))
    url = reverse("web:claim-decision", args=[claim.public_id])

    page = as_actor(keeper).get(reverse("web:claim", args=[claim.public_id])).content.decode()
    silent = as_actor(keeper).post(url, {"outcome": "granted", "reason": ""})
    done = as_actor(keeper).post(url, {"outcome": "granted", "reason": "Gebeld"})

    assert "at the same place as the one on record" in page
    assert (silent.status_code, done.status_code) == (422, 302)
    assert Membership.objects.get().person == member


@pytest.mark.parametrize("role", ["moderator", "editor"])
def test_others_of_the_team_decide_nothing(as_actor, role):
    claim = made(as_actor(make_person()), enter())
    url = reverse("web:claim-decision", args=[claim.public_id])

    response = as_actor(make_team(role)).post(url, {"outcome": "granted", "reason": "Ja"})

    assert response.status_code == 404
    assert Membership.objects.count() == 0


def test_nobody_decides_about_her_own_claim(as_actor):
    keeper = make_team()
    claim = made(as_actor(keeper), enter())

    response = as_actor(keeper).post(
        reverse("web:claim-decision", args=[claim.public_id]), {"outcome": "granted", "reason": "x"}
    )

    assert (response.status_code, Membership.objects.count()) == (403, 0)


def test_today_of_who_keeps_records_says_how_many_wait(as_actor):
    made(as_actor(make_person()), enter())

    pages = [
        as_actor(viewer).get(reverse("web:today")).content.decode()
        for viewer in (make_team(), make_team("editor"))
    ]

    assert [bool(re.search(reverse("web:claims"), page)) for page in pages] == [True, False]


def test_somebody_entered_gets_a_link_that_proves_her_address(as_actor):
    met, keeper = enter("person", email="anne@example.org"), make_team()
    url = reverse("web:actor-proof", args=[met.slug])

    as_actor(keeper).post(url)

    assert Message.objects.get(kind="confirm_address").address == met.email
    assert as_actor(make_team("editor")).post(url).status_code == 403
