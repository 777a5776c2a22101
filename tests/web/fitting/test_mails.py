"""The mail with what fits says why, leads to the rest, and stops by its own link."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from gangmaker.actors.models import Actor, AgeGroup, Membership
from gangmaker.brokerage.models import Availability, Brief
from gangmaker.brokerage.operations.suggesting import suggest_what_fits
from gangmaker.concepts.models import Concept
from gangmaker.trail import outbox
from gangmaker.trail.models import Message
from tests.brokerage.rows import make_available, make_brief
from tests.world import NOON, make_concept, make_organisation, make_person, suspend

pytestmark = pytest.mark.django_db

MONDAY = NOON + timedelta(days=5)


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def make_suggested() -> tuple[Actor, Brief]:
    weaving = make_concept("weaving")
    person = make_available(weaving, digest=True)
    person.reads = "en"
    person.save()
    brief = make_brief(concepts=[weaving], audience="members", title="Wie heeft www.vlas.be?")
    suggest_what_fits(now=MONDAY)
    return person, brief


def sent() -> list[mail.EmailMessage]:
    outbox.deliver_due(now=MONDAY + timedelta(minutes=1))
    return list(mail.outbox)


def test_it_names_what_asks_and_by_which_concept_and_nobodys_address():
    person, brief = make_suggested()
    make_brief(
        concepts=[Concept.objects.get()],
        audience="members",
        title="Wie verft vlas?",
        by_when=date(2027, 1, 1),
    )

    [written] = sent()

    body = str(written.body)
    assert written.to == [person.email]
    assert "1 thing that asks for what you offer" in written.subject
    assert "It asks for: weaving" in body
    assert f"?next=/en/items/{brief.slug}/" in body
    assert "www.vlas.be" not in body
    assert "Wie verft vlas?" not in body
    assert "@" not in body.replace(person.email, "")


@pytest.mark.parametrize("why", ["ended", "no digest", "not available", "suspended", "minor"])
def test_what_does_not_hold_any_more_is_not_sent(why):
    person, brief = make_suggested()

    if why == "ended":
        brief.ended_at, brief.end = MONDAY, "found"
        brief.save()
    elif why == "no digest":
        Availability.objects.update(digest=False)
    elif why == "not available":
        Availability.objects.all().delete()
    elif why == "minor":
        Actor.objects.filter(pk=person.pk).update(age_group=AgeGroup.MINOR)
    else:
        suspend(person, by=make_person())

    assert sent() == []


def test_who_does_not_act_for_an_organisation_any_more_hears_nothing_of_it():
    weaving, admin = make_concept("weaving"), make_person()
    house = make_organisation(admin=admin)
    make_available(weaving, actor=house, digest=True)
    make_brief(concepts=[weaving], audience="members")
    suggest_what_fits(now=MONDAY)
    owed = Message.objects.filter(to=admin).count()

    Membership.objects.filter(person=admin, organisation=house).delete()

    assert (owed, sent()) == (1, [])


def test_its_link_stops_the_mails_in_one_request_without_a_cookie_and_opening_it_does_not():
    person, _brief = make_suggested()
    [written] = sent()
    header = written.extra_headers["List-Unsubscribe"].strip("<>")
    path = header[header.index("/en/") :]
    said = Availability.objects.filter(actor=person, digest=True)

    opened = Client(enforce_csrf_checks=True).get(path)
    still = said.exists()
    stopped = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
    gone = said.exists()
    Client(enforce_csrf_checks=True).post(path, {"again": "1"})

    assert (opened.status_code, still, stopped.status_code, gone) == (200, True, 200, False)
    assert said.exists()


def test_a_link_for_something_else_leads_nowhere():
    assert Client().get("/en/suggestions/mails/wrong/").status_code == 404
