"""Joining in with a photo: it comes along, is kept while the rest is mended, and is there once."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gangmaker.projects.models import Attachment
from gangmaker.trail.models import Item
from tests.projects.uploads import drawn
from tests.web.items.conftest import signed_in
from tests.world import make_person, make_team

pytestmark = [pytest.mark.django_db]

OFFER = {"form": "material", "level": "operational", "title": "Restvlas", "name": "Buur"}


@pytest.fixture(autouse=True)
def _somebody_answers(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    make_team()


def photo():
    return SimpleUploadedFile("vlas.jpg", drawn(), content_type="image/jpeg")


def guest(**said):
    return {**OFFER, "email": "buur@example.org", "form_token": str(uuid4()), **said}


def send(said, client=None):
    return (client or Client()).post("/en/join/", said)


def test_a_guest_sends_a_photo_with_what_she_brings():
    sent = send(guest(photo=photo(), photo_alt="Een zak vlas"))

    picture = Attachment.objects.get()
    assert sent.status_code == 302
    assert (picture.alt, picture.item_id) == ("Een zak vlas", Item.objects.get().pk)
    assert picture.by == Item.objects.get().by


def test_a_photo_is_kept_while_the_rest_is_mended():
    said = guest(photo=photo(), title="")
    refused = send(said)
    slot = refused.context["form"].photo_slot
    again = {**said, "title": "Restvlas", "photo_alt": "Vlas", slot.token_name: slot.token}
    del again["photo"]

    mended = send(again)

    assert refused.status_code == 422
    assert {"title", "photo_alt"} <= set(refused.context["form"].errors)
    assert "We keep vlas.webp" in refused.content.decode()
    assert (mended.status_code, Attachment.objects.get().alt) == (302, "Vlas")


def test_a_photo_of_another_form_is_not_taken_up():
    slot = send(guest(photo=photo(), title="")).context["form"].photo_slot

    send(guest(photo_alt="Vlas", **{slot.token_name: slot.token}))

    assert (Item.objects.count(), Attachment.objects.count()) == (1, 0)


def test_a_form_that_is_sent_twice_makes_one_photo():
    said = guest(photo_alt="Vlas")

    answers = [send({**said, "photo": photo()}).status_code for _time in range(2)]

    assert answers == [302, 302]
    assert (Item.objects.count(), Attachment.objects.count()) == (1, 1)


def test_words_without_a_photo_are_no_problem():
    assert send(guest(photo_alt="Een zak vlas")).status_code == 302
    assert not Attachment.objects.exists()


def test_a_photo_comes_along_to_supporting_something_else_and_back():
    said = guest(photo=photo(), photo_alt="Vlas", title="")
    slot = send(said).context["form"].photo_slot
    del said["photo"]

    back = send({**said, "draft": "1", slot.token_name: slot.token})

    assert back.context["form"].photo_slot.kept_name == "vlas.webp"
    assert "Vlas" in back.content.decode()


def test_a_member_sends_one_too():
    member = make_person()

    sent = send(
        {**OFFER, "form_token": str(uuid4()), "photo": photo(), "photo_alt": "Vlas"},
        signed_in(member),
    )

    assert sent.status_code == 302
    assert Attachment.objects.get().by == member
