"""Who read an older information note hears of the new one, once, while it is the newest."""

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from gangmaker.actors.models import Actor
from gangmaker.contributions.operations import acknowledge_note
from gangmaker.trail.models import Message
from gangmaker.trail.outbox import deliver_due
from tests.contributions.ledger_world import make_house, make_note, make_volunteer
from tests.world import NOON, make_guest, make_person, suspend

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def house():
    return make_house("Buurthuis, Menen")


def a_reader(note, name: str = "Volunteer, Kuurne") -> Actor:
    person = make_person(name)
    person.reads = "en"
    person.save()
    acknowledge_note(note=note, by=person, now=NOON)
    return person


def sent() -> list[tuple[str, list[str]]]:
    mail.outbox.clear()
    deliver_due(now=NOON)
    return [(str(message.subject), message.to) for message in mail.outbox]


def test_only_who_read_an_older_version_hears_of_it_once(house):
    organisation, admin = house
    make_volunteer(organisation, "A member who never read it")
    first = make_note(organisation, by=admin)
    reader = a_reader(first)
    a_reader(first, "Another volunteer")
    assert sent() == []

    make_note(organisation, by=admin, aim="Nog meer buren ontmoeten.")

    said = sent()
    assert len(said) == 2
    assert said[0] == (
        "Buurthuis, Menen tells its volunteers something new",
        [reader.email],
    )
    page = reverse("web:volunteer-note", args=[organisation.slug]).replace("/nl/", "/en/")
    assert f"?next={page}" in mail.outbox[0].body
    assert "version 2" in mail.outbox[0].body.replace("\n", " ")
    assert sent() == []


def test_of_two_new_versions_in_a_row_only_the_newest_is_mailed(house):
    organisation, admin = house
    a_reader(make_note(organisation, by=admin))

    for number in range(2):
        make_note(organisation, by=admin, aim=f"Versie {number}")

    assert len(sent()) == 1
    assert "version 3" in mail.outbox[0].body.replace("\n", " ")


def test_who_read_it_before_the_mail_left_is_not_asked(house):
    organisation, admin = house
    reader = a_reader(make_note(organisation, by=admin))
    acknowledge_note(note=make_note(organisation, by=admin), by=reader, now=NOON)

    assert sent() == []


def test_other_organisations_stay_silent_and_so_does_nobody_of_another_house(house):
    organisation, admin = house
    other, other_admin = make_house("Jeugdhuis, Kuurne")
    a_reader(make_note(organisation, by=admin))
    make_note(other, by=other_admin)

    make_note(other, by=other_admin)

    assert not Message.objects.exists()


def test_who_is_suspended_moved_or_never_proved_an_address_gets_none(house):
    organisation, admin = house
    first = make_note(organisation, by=admin)
    shut_out, moved = a_reader(first), a_reader(first)
    acknowledge_note(note=first, by=make_guest(), now=NOON)
    make_note(organisation, by=admin)
    assert Message.objects.count() == 2

    suspend(shut_out, by=admin)
    Actor.objects.filter(pk=moved.pk).update(email="elsewhere@example.org")

    assert sent() == []


def test_of_a_house_that_is_hidden_from_her_by_now_she_hears_nothing(house):
    organisation, admin = house
    a_reader(make_note(organisation, by=admin))
    make_note(organisation, by=admin)

    Actor.objects.filter(pk=organisation.pk).update(audience="team")

    assert sent() == []


def test_a_record_that_she_claimed_is_hers(house):
    organisation, admin = house
    first = make_note(organisation, by=admin)
    before, reader = make_person("As a guest"), make_person("The same person")
    acknowledge_note(note=first, by=before, now=NOON)
    Actor.objects.filter(pk=before.pk).update(claimed_by=reader)

    make_note(organisation, by=admin)

    assert [message.to for message in Message.objects.all()] == [reader]
