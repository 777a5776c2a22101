"""My data at the door: what is shown, given, agreed to; for nobody else."""

import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from gangmaker.actors.erasures import journal
from gangmaker.actors.models import Actor, Consent, Region
from gangmaker.actors.pictures import picture_path, write_file
from gangmaker.trail import mails
from gangmaker.trail.models import Act, Message, Promise
from gangmaker.trail.operations import owe_mail
from gangmaker.upkeep.rights import gathering
from gangmaker.upkeep.rights.erasing import download_of
from gangmaker.upkeep.rights.gathering import everything
from gangmaker.upkeep.rights.mails import link_token
from gangmaker.upkeep.rights.tables import TABLES
from tests.web.rights.visitors import signed_in
from tests.world import (
    NOON,
    make_contribution,
    make_guest,
    make_person,
    make_question,
    make_team,
    suspend,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield
    journal().unlink(missing_ok=True)


@pytest.fixture
def person() -> Actor:
    make_team()
    return make_person("Naaister, Menen")


def unpacked(response) -> tuple[dict[str, Any], list[str]]:
    archive = zipfile.ZipFile(BytesIO(b"".join(response.streaming_content)))
    return json.loads(archive.read("data.json")), archive.namelist()


def test_the_file_holds_what_is_hers_and_the_files_that_she_sent(person):
    brought = make_contribution(by=person, title="Een stoel")
    Actor.objects.filter(pk=person.pk).update(picture="cc1", picture_alt="Zij", phone="056 00")
    write_file(picture_path("cc1", "large"), b"webp")

    response = signed_in(person).post(reverse("web:my-data-download"))

    data, names = unpacked(response)
    assert response["Cache-Control"] == "private, no-store"
    assert [row["phone"] for row in data["tables"]["actors.Actor"]] == ["056 00"]
    assert [row["title"] for row in data["tables"]["trail.Item"]] == ["Een stoel"]
    assert data["tables"]["trail.Promise"][0]["item"].endswith(f"/items/{brought.item.slug}/")
    assert "files/profile/cc1-large.webp" in names
    assert Act.objects.filter(verb="actor.data_downloaded", by=person).exists()


def test_the_file_is_of_the_day_that_it_is_here(person):
    client = signed_in(person)

    with time_machine.travel(datetime(2026, 11, 20, 23, 30, tzinfo=UTC), tick=False):
        answer = client.post(reverse("web:my-data-download"))

    assert "my-data-20261121.zip" in answer["Content-Disposition"]
    with zipfile.ZipFile(BytesIO(b"".join(answer))) as archive:
        assert b"2026-11-21" in archive.read("README.txt")


def test_of_others_the_file_holds_no_more_than_she_knows(person):
    hidden = make_team(name="Verborgen makelaar")
    Actor.objects.filter(pk=hidden.pk).update(audience="team", phone="0499 geheim")
    question = make_question(owner=hidden, title="Een vraag", audience="team")
    make_contribution(by=person, target=question)
    Promise.objects.update(owner=hidden)

    said = json.dumps(everything(person, now=NOON), default=str)

    assert "Verborgen" not in said
    assert "geheim" not in said
    assert question.slug not in said


def test_no_key_leaves_the_house(person):
    person.account.set_password("x")
    person.account.save()
    owe_mail("x", dedupe_key="secret-key", address=person.email, to=person, language="nl", at=NOON)

    said = everything(person, now=NOON)["tables"]

    secret = {(table.label, name) for table in TABLES for name in table.secret}
    assert not [(label, name) for label, name in secret if name in (said.get(label) or [{}])[0]]
    assert "argon2" not in json.dumps(said, default=str)


def test_what_is_much_is_made_by_the_worker_and_a_mail_says_so(person, monkeypatch):
    monkeypatch.setattr(gathering, "MOST_ROWS_AT_ONCE", 0)
    client = signed_in(person)

    asked = client.post(reverse("web:my-data-download"))
    fetched = client.get(reverse("web:my-data-file"))
    by_another = signed_in(make_person()).get(reverse("web:my-data-file"))

    assert asked.status_code == 302
    assert unpacked(fetched)[0]["format"] == 1
    assert by_another.status_code == 404
    assert Message.objects.filter(kind="my_data_ready", to=person).count() == 1
    download_of(person).unlink()


def test_agreeing_and_taking_it_back_are_one_button_each(person):
    client = signed_in(person)
    url = reverse("web:my-data-consent", args=["directory"])
    page = reverse("web:actor", args=[person.slug])

    client.post(url)
    found = Client().get(page).status_code
    client.post(url, {"withdraw": "1"})

    assert (found, Client().get(page).status_code) == (200, 404)
    assert Consent.objects.get().withdrawn_at is not None


def test_my_data_costs_the_same_however_much_there_is(person, django_assert_max_num_queries):
    client = signed_in(person)
    for number in range(30):
        make_contribution(by=person, title=f"Idee {number}")

    with django_assert_max_num_queries(12):
        page = client.get(reverse("web:my-data"))

    assert page.status_code == 200


# --- Age ----------------------------------------------------------------------------------------


def test_who_is_younger_than_13_has_no_account_and_is_told_kindly(person):
    client = signed_in(person)

    page = client.post(reverse("web:age"), {"age": "child"})

    assert page.status_code == 200
    assert Actor.objects.get(pk=person.pk).account_id is None
    assert client.get(reverse("web:my-data")).status_code == 302


def test_who_is_13_to_17_cannot_agree_to_be_found_by_everybody(person):
    client = signed_in(person)
    client.post(reverse("web:age"), {"age": "minor"})

    client.post(reverse("web:my-data-consent", args=["directory"]))

    person.refresh_from_db()
    assert (person.age_group, person.audience, Consent.objects.count()) == ("minor", "members", 0)


# --- Without an account -------------------------------------------------------------------------


def test_whoever_asks_for_a_link_gets_the_same_answer():
    make_guest(email="guest@example.org")

    answers = [
        Client().post(reverse("web:guest-data-ask"), {"email": address})
        for address in ("guest@example.org", "nobody@example.org")
    ]

    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert Message.objects.filter(kind="my_data_link").count() == 2


def test_the_link_shows_gives_and_erases_what_is_under_the_address():
    make_team()
    guest = make_guest("Buur, Heule", email="guest@example.org")
    make_contribution(by=guest)
    Promise.objects.all().delete()
    token = token_to("guest@example.org")
    client = Client()

    page = client.get(reverse("web:guest-data", args=[token]))
    file = client.post(
        reverse("web:guest-data-download", args=[token]), {str(guest.public_id): "1"}
    )
    client.post(
        reverse("web:guest-data-erasure", args=[token]), {"words": "stay", "typed": "erase me"}
    )

    assert "Buur, Heule" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert unpacked(file)[0]["tables"]["actors.Actor"][0]["email"] == "guest@example.org"
    assert not Actor.objects.filter(email="guest@example.org").exists()


def test_the_link_shows_what_the_team_merged_into_another_record_too():
    guest, twin = make_guest("Buur, Heule", email="guest@example.org"), make_guest("Buur")
    Actor.objects.filter(pk=guest.pk).update(claimed_by=twin, merged_at=NOON)

    page = Client().get(reverse("web:guest-data", args=[token_to("guest@example.org")]))

    assert "Buur, Heule" in page.content.decode()


def test_the_link_gives_nothing_of_who_may_not_take_part_now():
    guest = make_guest("Buur, Heule", email="guest@example.org")
    suspend(guest, by=make_team())

    page = Client().get(reverse("web:guest-data", args=[token_to("guest@example.org")]))

    assert "Buur, Heule" not in page.content.decode()


def test_the_link_stops_after_a_day_and_never_shows_who_signs_in():
    member = make_person("Wever, Kuurne", email="member@example.org")
    fresh = token_to(member.email)
    old = token_to(member.email)
    Message.objects.filter(pk=int(old.split("~")[0])).update(created_at=NOON - timedelta(days=400))

    shown = Client().get(reverse("web:guest-data", args=[fresh]))
    stopped = Client().get(reverse("web:guest-data", args=[old]))
    forged = Client().get(reverse("web:guest-data", args=[fresh[:-1] + "x"]))

    assert "Wever" not in shown.content.decode()
    assert (shown.status_code, stopped.status_code, forged.status_code) == (200, 404, 404)


def token_to(address: str) -> str:
    Client().post(reverse("web:guest-data-ask"), {"email": address})
    return link_token(Message.objects.filter(kind="my_data_link").latest("pk"))


# --- Erasing oneself ----------------------------------------------------------------------------


def test_erasing_oneself_takes_a_word_and_a_code(person):
    make_contribution(by=person, title="Een stoel")
    client = signed_in(person)

    wrong_word = client.post(reverse("web:erasure"), {"words": "stay", "typed": "ja"})
    asked = client.post(reverse("web:erasure"), {"words": "stay", "typed": "Erase me"})
    wrong_code = client.post(reverse("web:erasure-code"), {"code": "000000"})
    still = Actor.objects.get(pk=person.pk).account_id
    gone = client.post(reverse("web:erasure-code"), {"code": last_code()})

    assert (wrong_word.status_code, wrong_code.status_code) == (422, 422)
    assert still is not None
    assert (asked.status_code, gone["Location"]) == (302, reverse("web:erased"))
    assert Actor.objects.get(pk=person.pk).account_id is None
    assert client.get(reverse("web:my-data")).status_code == 302


def test_after_three_wrong_codes_the_right_one_is_worth_nothing(person):
    client = signed_in(person)
    client.post(reverse("web:erasure"), {"words": "stay", "typed": "erase me"})
    for _wrong in range(3):
        client.post(reverse("web:erasure-code"), {"code": "000000"})

    client.post(reverse("web:erasure-code"), {"code": last_code()})

    assert Actor.objects.get(pk=person.pk).account_id is not None


def last_code() -> str:
    written = mails.render(Message.objects.filter(kind="erase_code").latest("pk"))
    assert written is not None
    return written.subject.split()[0]


def test_who_is_needed_is_told_what_to_hand_over_first():
    owner = make_team()
    make_contribution(by=make_person(), target=make_question(owner=owner))
    client = signed_in(owner)

    page = client.get(reverse("web:erasure"))
    tried = client.post(reverse("web:erasure"), {"words": "stay", "typed": "erase me"})

    assert reverse("web:hand-over", args=[owner.slug]) in page.content.decode()
    assert tried.status_code == 200
    assert not Message.objects.filter(kind="erase_code").exists()


# --- What everybody may read ---------------------------------------------------------------------


@pytest.mark.parametrize("code", ["nl", "fr", "en"])
def test_the_register_and_the_format_are_there_in_each_language(code):
    pages = [Client().get(f"/{code}/about/{name}") for name in ("register/", "my-data/")]
    table = Client().get(f"/{code}/about/register.csv")

    assert [page.status_code for page in pages] == [200, 200]
    assert b"actors.Actor.phone" in table.content


def test_security_txt_names_an_address_and_an_end():
    before = Client().get("/.well-known/security.txt")
    Region.objects.create(pk=1, name="X", slogan="", welcome="", contact_email="hallo@example.org")
    after = Client().get("/.well-known/security.txt")

    assert before.status_code == 404
    assert b"Contact: mailto:hallo@example.org" in after.content
    assert b"Expires: " in after.content
