"""Volunteers at the door: their organisation's administrator, themselves, and nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gangmaker.contributions.models import Acknowledgement, Allowance
from gangmaker.contributions.operations import acknowledge_note
from tests.contributions.ledger_world import (
    YESTERDAY,
    make_caps,
    make_house,
    make_note,
    make_volunteer,
    pay,
)
from tests.world import NOON, make_membership, make_person, make_team

pytestmark = pytest.mark.django_db


def allowance(somebody, **changed: str) -> dict[str, str]:
    return {
        "volunteer": str(somebody.pk),
        "day": YESTERDAY.isoformat(),
        "kind": "lump_sum",
        "cents": "41,48",
        "kilometres": "",
        "raised_for": "",
        **changed,
    }


def test_an_administrator_enters_what_was_paid_back(client):
    make_caps()
    organisation, admin = make_house()
    volunteer = make_volunteer(organisation)
    client.force_login(admin.account)
    url = reverse("web:volunteers", args=[organisation.slug])

    assert client.post(url, allowance(volunteer)).status_code == 302

    assert Allowance.objects.get().cents == 4148
    assert "€ 1,617.81" in client.get(url).content.decode()


def test_beyond_a_cap_it_says_what_is_left_and_not_who_paid(client):
    make_caps()
    organisation, admin = make_house()
    other, other_admin = make_house("Een huis dat niemand kent")
    volunteer = make_volunteer(organisation)
    make_membership(volunteer, other, "member")
    for number in range(40):
        pay(other, volunteer, by=other_admin, day=YESTERDAY - timedelta(days=number + 1))
    client.force_login(admin.account)

    answer = client.post(reverse("web:volunteers", args=[organisation.slug]), allowance(volunteer))

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "over all organisations together. Left in 2026: € 0.09." in text
    assert "41,48" in text
    assert other.name not in text


def test_near_a_cap_a_warning_says_what_is_left(client):
    make_caps()
    organisation, admin = make_house()
    volunteer = make_volunteer(organisation)
    for number in range(32):
        pay(organisation, volunteer, by=admin, day=YESTERDAY - timedelta(days=number + 1))
    client.force_login(admin.account)

    answer = client.post(
        reverse("web:volunteers", args=[organisation.slug]), allowance(volunteer), follow=True
    )

    assert "comes near the cap of 2026" in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"cents": "-3"}, {"kind": "travel"}, {"day": "2026-11-19"}, {"volunteer": "999999"}],
)
def test_what_is_wrong_is_said_and_nothing_is_entered(client, wrong):
    make_caps()
    organisation, admin = make_house()
    volunteer = make_volunteer(organisation)
    client.force_login(admin.account)

    answer = client.post(
        reverse("web:volunteers", args=[organisation.slug]), allowance(volunteer, **wrong)
    )

    assert answer.status_code == 422
    assert not Allowance.objects.exists()


def test_the_list_of_a_year_is_for_the_administrator_of_the_organisation_only(client):
    make_caps()
    organisation, admin = make_house()
    volunteer = make_volunteer(organisation, "=SUM(A1)")
    pay(organisation, volunteer, by=admin)
    urls = [
        reverse("web:volunteer-list", args=[organisation.slug, 2026]),
        reverse("web:volunteer-csv", args=[organisation.slug, 2026]),
    ]
    client.force_login(admin.account)
    page, table = (client.get(url).content.decode() for url in urls)
    assert "€ 41.48" in page
    assert "'=SUM(A1),2026-11-17,lump sum,41.48," in table

    for stranger in (volunteer, make_team("region_admin"), make_house("Ander huis")[1]):
        client.force_login(stranger.account)
        assert [client.get(url).status_code for url in urls] == [403, 403]


def test_what_was_not_paid_is_taken_back_with_a_reason(client):
    make_caps()
    organisation, admin = make_house()
    paid = pay(organisation, make_volunteer(organisation), by=admin)
    client.force_login(admin.account)
    url = reverse("web:allowance-back", args=[organisation.slug, paid.pk])

    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Niet uitbetaald."}).status_code == 302
    assert client.get(url).status_code == 404
    listed = client.get(reverse("web:volunteer-list", args=[organisation.slug, 2026]))
    assert "Nothing was paid back in this year" in listed.content.decode()


def test_a_volunteer_reads_the_note_and_says_so(client):
    organisation, admin = make_house()
    make_note(organisation, by=admin)
    reader = make_person("Resident, Wevelgem", audience="team")
    client.force_login(reader.account)
    url = reverse("web:volunteer-note", args=[organisation.slug])
    assert "I read this" in client.get(url).content.decode()

    client.post(url)

    assert Acknowledgement.objects.get().volunteer == reader
    assert "You read this version." in client.get(url).content.decode()


def test_a_new_version_is_asked_to_be_read_again(client):
    organisation, admin = make_house()
    note = make_note(organisation, by=admin)
    reader = make_person()
    acknowledge_note(note=note, by=reader, now=NOON)
    client.force_login(admin.account)
    text = {
        "language": "nl",
        "aim": "Buren ontmoeten.",
        "status": "Een vzw.",
        "insurance": "Ja.",
        "allowance": "Forfait.",
        "secrecy": "Ja.",
    }
    url = reverse("web:volunteer-note-edit", args=[organisation.slug])

    assert client.post(url, {**text, "aim": ""}).status_code == 422
    assert client.post(url, text).status_code == 302

    client.force_login(reader.account)
    page = client.get(reverse("web:volunteer-note", args=[organisation.slug])).content.decode()
    assert "I read this" in page
    assert "Version 2" in page


def test_a_volunteer_sees_all_that_she_was_paid_back(client):
    make_caps()
    organisation, admin = make_house()
    other, other_admin = make_house("Jeugdhuis, Kuurne")
    volunteer = make_volunteer(organisation)
    make_membership(volunteer, other, "member")
    pay(organisation, volunteer, by=admin, cents=1000)
    pay(other, volunteer, by=other_admin, cents=2000)
    client.force_login(volunteer.account)

    text = client.get(reverse("web:volunteering")).content.decode()

    assert "€ 30" in text
    assert organisation.name in text
    assert other.name in text


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_however_many_volunteers(client, count, django_assert_num_queries):
    make_caps()
    organisation, admin = make_house()
    for _ in range(count):
        pay(organisation, make_volunteer(organisation), by=admin)
    client.force_login(admin.account)
    url = reverse("web:volunteers", args=[organisation.slug])
    client.get(url)

    with django_assert_num_queries(11):
        answer = client.get(url)

    assert len(answer.context["page"].object_list) == count + 1
