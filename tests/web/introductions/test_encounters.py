"""Two names and a press, by whoever of the team saw it; followed in hindsight."""

import pytest
import time_machine
from django.urls import reverse

from gangmaker.actors.models import AgeGroup
from gangmaker.brokerage.models import Encounter, Introduction
from tests.web.introductions.visits import client_of, text
from tests.world import NOON, make_area, make_person, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def test_two_names_and_a_press():
    broker = make_team()
    make_person("Bakker, Menen")
    make_person("Ontwerper, Gent")

    client = client_of(broker)
    sent = {"one": "bakker, menen", "other": "Ontwerper, Gent", "on": "2026-11-18"}
    answer = client.post(reverse("web:encounters"), sent)

    assert answer.status_code == 302
    assert Encounter.objects.get().one.name == "Bakker, Menen"
    client.post(reverse("web:encounter-undo", args=[Encounter.objects.get().pk]))
    assert Encounter.objects.count() == 0


def test_who_is_meant_is_asked_when_several_are_called_so_or_nobody():
    broker, place = make_team(), make_area()
    first = make_person("Bakker", area=place)
    make_person("Bakker")
    sent = {"one": "Bakker", "other": "Weefster", "on": "2026-11-18"}
    client = client_of(broker)

    asked = client.post(reverse("web:encounters"), sent)
    chosen = {**sent, "one_who": str(first.public_id), "other_who": "new"}
    client.post(reverse("web:encounters"), chosen)

    assert asked.status_code == 422
    assert "Kortrijk" in asked.content.decode()
    met = Encounter.objects.get()
    assert (met.one, met.other.name) == (first, "Weefster")


def test_names_are_offered_while_one_is_typed():
    make_person("Ontwerper, Gent", area=make_area())

    page = client_of(make_team()).get(reverse("web:encounter-names"), {"one": "ontw"})

    assert 'value="Ontwerper, Gent"' in page.content.decode()


def test_minors_are_not_offered_and_who_may_not_enter_others_enters_nobody():
    make_person("Weefster, Menen", age_group=AgeGroup.MINOR)
    make_person("Bakker, Menen")
    sent = {"one": "Bakker, Menen", "other": "Weefster, Menen", "on": "2026-11-18"}
    moderator, url = client_of(make_team("moderator")), reverse("web:encounters")

    names = moderator.get(reverse("web:encounter-names"), {"one": "weef"}).content.decode()
    asked = moderator.post(url, {**sent, "other_who": "new"})

    assert "Weefster" not in names
    assert asked.status_code == 422
    assert Encounter.objects.count() == 0
    assert client_of(make_person()).get(url).status_code == 403


def test_an_encounter_is_followed_in_hindsight():
    broker = make_team()
    one, other = make_person(), make_person()
    met = Encounter.objects.create(one=one, other=other, on=NOON.date(), by=broker, at=NOON)
    sent = {"title": "Vlas", "why": "Zij spraken over vlas.", "language": "nl"}
    url = reverse("web:encounter-introduction", args=[met.pk])

    text(client_of(broker), url)
    client_of(broker).post(url, sent)

    assert Introduction.objects.get().state == "met"
