from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from gangmaker.actors.models import Actor, Region, TeamRoleName
from gangmaker.trail.models import AnswerTemplate, PromiseTerm
from tests import world

pytestmark = pytest.mark.django_db

TEXTS = {
    "name_nl": "Zuid-West-Vlaanderen",
    "slogan_nl": "Van ontmoeting naar resultaat.",
    "slogan_fr": "De la rencontre au résultat.",
    "welcome_nl": "Breng een idee.",
    "contact_email": "hallo@example.org",
    "act_colour": "#2F4AA8",
    "waiting_colour": "#a67a2b",
}


def signed_in(client: Client, actor: Actor) -> Client:
    assert actor.account
    client.force_login(actor.account)
    return client


def test_a_region_admin_sets_texts_in_each_language(client):
    admin = world.make_team(TeamRoleName.REGION_ADMIN)

    answer = signed_in(client, admin).post("/nl/region/", TEXTS)

    region = Region.objects.get()
    assert answer.status_code == 302
    assert region.slogan.data == {
        "nl": "Van ontmoeting naar resultaat.",
        "fr": "De la rencontre au résultat.",
    }
    assert region.act_colour == "#2f4aa8"


def test_a_broker_may_not_set_the_region(client):
    broker = world.make_team(TeamRoleName.BROKER)

    answer = signed_in(client, broker).post("/nl/region/", TEXTS)

    assert answer.status_code == 403
    assert not Region.objects.exists()


@pytest.mark.parametrize("colour", ["blue", "#12", "#2f4aa8;}", ""])
def test_a_wrong_colour_is_refused_and_what_was_typed_stays(client, colour):
    admin = world.make_team(TeamRoleName.REGION_ADMIN)

    answer = signed_in(client, admin).post("/nl/region/", TEXTS | {"act_colour": colour})

    assert answer.status_code == 422
    assert "Breng een idee." in answer.content.decode()
    assert not Region.objects.exists()


def test_a_new_term_holds_for_what_comes_and_not_for_what_was_promised(client):
    admin = world.make_team(TeamRoleName.REGION_ADMIN)
    world.make_team(TeamRoleName.BROKER)
    before = world.make_contribution(by=world.make_person()).promise.due_on

    signed_in(client, admin).post(
        "/nl/region/terms/", {"idea": 3, "offer": 5, "question": 20, "project": 10}
    )
    promise = world.make_contribution(by=world.make_person()).promise

    assert before.isoformat() == "2026-12-02"
    assert promise.due_on.isoformat() == "2026-11-23"
    assert PromiseTerm.objects.count() == 4


def test_a_term_of_no_days_is_refused(client):
    admin = world.make_team(TeamRoleName.REGION_ADMIN)

    answer = signed_in(client, admin).post(
        "/nl/region/terms/", {"idea": 0, "offer": 5, "question": 61}
    )

    assert answer.status_code == 422
    assert not PromiseTerm.objects.exists()


def test_a_text_for_answers_needs_its_own_name(client):
    broker = world.make_team(TeamRoleName.BROKER)
    text = {
        "kind": "idea",
        "outcome": "declined",
        "name": "Te groot",
        "text_nl": "Dit is te groot.",
    }
    signed_in(client, broker).post("/nl/region/answers/new/", text)

    answer = client.post("/nl/region/answers/new/", text | {"text_nl": "Anders."})

    assert answer.status_code == 422
    assert AnswerTemplate.objects.count() == 1


def test_a_logo_is_drawn_anew_and_shown_to_everybody(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    drawing = BytesIO()
    Image.new("RGB", (300, 100), "navy").save(drawing, "PNG")
    sent = SimpleUploadedFile("logo.svg", drawing.getvalue(), "image/svg+xml")
    signed_in(client, world.make_team(TeamRoleName.REGION_ADMIN))

    client.post("/nl/region/", TEXTS | {"logo": sent})
    shown = Client().get("/nl/logo.webp")

    assert shown["Content-Type"] == "image/webp"
    assert shown.getvalue().startswith(b"RIFF")
    assert 'src="/nl/logo.webp"' in Client().get("/nl/").content.decode()


def test_a_drawing_that_can_hold_a_script_is_no_logo(client):
    script = SimpleUploadedFile("logo.png", b"<svg onload='alert(1)'/>", "image/png")
    signed_in(client, world.make_team(TeamRoleName.REGION_ADMIN))

    answer = client.post("/nl/region/", TEXTS | {"logo": script})

    assert answer.status_code == 422
    assert not Region.objects.exists()
