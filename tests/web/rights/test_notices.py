"""Each form in which somebody says who she is tells what happens with it, before it is sent."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import gangmaker.web
from gangmaker.actors.operations import enter_actor
from gangmaker.actors.purposes import GUESTS, PROFILE, SIGNING_IN, TAKING_PART
from gangmaker.web.templatetags.rights import FORMS
from tests.web.rights.visitors import signed_in
from tests.world import NOON, make_person, make_question, make_team

pytestmark = pytest.mark.django_db

TEMPLATES = Path(gangmaker.web.__file__).parent / "templates"


def test_every_notice_that_is_written_is_used():
    used = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))

    assert [name for name in FORMS if f'{{% privacy_notice "{name}" %}}' not in used] == []


@pytest.mark.parametrize(("name", "purpose"), [("web:join", GUESTS), ("web:sign-in", SIGNING_IN)])
def test_a_guest_reads_why_who_and_how_long(name, purpose):
    make_team()

    said = Client().get(reverse(name)).content.decode()

    assert str(purpose.why) in said
    assert str(purpose.kept) in said


def test_who_opens_her_profile_to_everybody_reads_what_she_agrees_to():
    person = make_person()
    client = signed_in(person)

    page = client.get(reverse("web:profile-edit"))

    assert page.context["consent_text"] in page.content.decode()


@pytest.mark.parametrize("of", ["actors", "items"])
def test_who_enters_others_by_a_sheet_reads_it_too(of):
    page = signed_in(make_team()).get(reverse("web:sheet-new", args=[of]))

    assert str(PROFILE.why) in page.content.decode()


def test_who_claims_a_record_reads_it_too():
    record = enter_actor(by=make_team(), kind="organisation", name="Wever", source="x", now=NOON)

    page = signed_in(make_person()).get(reverse("web:claim-new", args=[record.slug]))

    assert str(TAKING_PART.why) in page.content.decode()


def test_who_supports_something_as_a_guest_reads_it_too():
    question = make_question()

    page = Client().get(reverse("web:join-support"), {"support": question.code})

    assert str(GUESTS.why) in page.content.decode()
