"""Who gets a file, in which size, and who may send one: A54, A56, F19."""

import errno
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from gangmaker.projects.models import Attachment
from gangmaker.trail.models import Item, Party
from tests import world
from tests.projects.uploads import (
    PDF,
    SVG,
    drawn,
    png,
)
from tests.security.crawl import browser_of
from tests.security.uploads.sending import (
    GIF_AND_SCRIPT,
    HTML,
    address,
    fetch,
    send_document,
    send_picture,
    written,
)

pytestmark = [pytest.mark.django_db]


# --- A54: every byte asks the rules -------------------------------------------------------------


@pytest.mark.parametrize(
    ("audience", "given"),
    [
        ("public", [200, 200, 200, 200]),
        ("members", [404, 200, 200, 200]),
        ("parties", [404, 404, 200, 200]),
        ("team", [404, 404, 200, 200]),
    ],
)
def test_a_file_is_as_hidden_as_its_item(idea, maker, audience, given):
    send_document(idea, maker, PDF)
    send_picture(idea, maker, drawn())
    Item.objects.filter(pk=idea.pk).update(audience=audience)
    viewers = (None, world.make_person(), maker, world.make_team("editor"))

    answers = {
        paper.kind: [fetch(paper, viewer, size).status_code for viewer in viewers]
        for paper, size in (
            (Attachment.objects.get(kind="document"), "document"),
            (Attachment.objects.get(kind="picture"), "medium"),
        )
    }

    assert answers == {"document": given, "picture": given}


def test_among_those_involved_a_file_is_theirs_as_long_as_they_are(idea, maker):
    send_document(idea, maker, PDF, parties_only="on")
    send_picture(idea, maker, drawn(), parties_only="on")
    paper = Attachment.objects.get(kind="document")
    picture = Attachment.objects.get(kind="picture")
    helper = world.make_person("Helper")
    Party.objects.create(item=idea, actor=helper)
    client = browser_of(helper)
    before = [fetch(paper, client=client), fetch(picture, size="large", client=client)]

    Party.objects.filter(actor=helper).delete()
    after = [fetch(paper, client=client), fetch(picture, size="large", client=client)]
    others = [fetch(paper, viewer).status_code for viewer in (None, world.make_person())]

    assert [(one.status_code, one["Cache-Control"]) for one in before] == [
        (200, "private, no-store")
    ] * 2
    assert [one.status_code for one in after] == [404, 404]
    assert others == [404, 404]


def test_nothing_is_given_of_what_was_withdrawn_nor_of_a_file_that_was_taken_away(idea, maker):
    send_document(idea, maker, PDF)
    send_picture(idea, maker, drawn())
    paper = Attachment.objects.get(kind="document")
    picture = Attachment.objects.get(kind="picture")
    broker = world.make_team()
    taken_away = reverse("web:paper-removal", args=[idea.slug, paper.pk])
    browser_of(maker).post(taken_away)

    gone = fetch(paper, broker).status_code
    world.take_down(idea, by=world.make_team("moderator"))

    assert gone == 404
    assert [fetch(picture, viewer, "large").status_code for viewer in (None, maker)] == [404, 404]


def test_the_address_of_a_file_opens_nothing_by_itself(idea, maker):
    """It holds no key: the same address says no to who may not see it, also from a log."""
    send_document(idea, maker, PDF, parties_only="on")
    paper = Attachment.objects.get()
    page = browser_of(maker).get(reverse("web:item", args=[idea.slug])).content.decode()
    url = address(paper, "document")

    assert url in page
    assert (
        Client()
        .get(url, headers={"referer": f"http://testserver/nl/items/{idea.slug}/"})
        .status_code
        == 404
    )
    assert url not in Client().get(reverse("web:item", args=[idea.slug])).content.decode()


def test_a_file_of_another_item_is_not_found_under_this_one(idea, maker):
    send_document(idea, maker, PDF)
    other = world.make_contribution(by=maker, title="Iets anders").item
    paper = Attachment.objects.get()

    url = reverse("item-file", args=[other.slug, paper.pk, "document"])

    assert browser_of(maker).get(url).status_code == 404


def test_who_may_not_edit_an_item_adds_takes_and_orders_nothing(idea, maker):
    send_picture(idea, maker, drawn())
    picture = Attachment.objects.get()
    stranger = world.make_person()
    places = [
        reverse("web:paper-removal", args=[idea.slug, picture.pk]),
        reverse("web:pictures", args=[idea.slug]),
    ]

    tried = [
        send_picture(idea, stranger, drawn()),
        send_document(idea, stranger, PDF),
        *(browser_of(stranger).post(url, {f"alt_{picture.pk}": "Van mij"}) for url in places),
    ]

    assert [answer.status_code for answer in tried] == [403] * 4
    assert list(Attachment.objects.values_list("alt", flat=True)) == ["Een lamp"]


def test_what_one_sent_is_not_taken_up_by_another(idea, maker):
    refused = send_picture(idea, maker, drawn(), alt="")
    slot = refused.context["form"].file_slot
    other = world.make_person()
    own = world.make_contribution(by=other, title="Iets anders").item

    stolen = browser_of(other).post(
        reverse("web:picture-new", args=[own.slug]), {"alt": "x", slot.token_name: slot.token}
    )

    assert (refused.status_code, stolen.status_code) == (422, 422)
    assert not Attachment.objects.exists()


# --- A56: a fixed set of sizes ------------------------------------------------------------------


def test_whatever_size_is_asked_for_no_new_picture_is_drawn(idea, maker, settings):
    send_picture(idea, maker, drawn(size=(2_400, 1_800)))
    picture = Attachment.objects.get()
    before = written(settings)

    asked = [
        fetch(picture, maker, size).status_code
        for size in ("99999", "huge", "large.png", "..", "document", "small-large")
    ]
    stretched = browser_of(maker).get(address(picture, "small"), {"w": "99999", "q": "100"})

    assert asked == [404] * 6
    assert Image.open(BytesIO(b"".join(stretched))).size == (480, 360)
    assert written(settings) == before
    assert len(before) == 3


# --- F19: no half file stays --------------------------------------------------------------------


def test_when_the_disk_is_full_nothing_of_a_picture_stays(idea, maker, settings, monkeypatch):
    whole, count = Path.replace, iter(range(9))

    def replace(self, place):
        if next(count) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return whole(self, place)

    monkeypatch.setattr(Path, "replace", replace)

    answer = send_picture(idea, maker, drawn())

    assert answer.status_code == 503
    assert (Attachment.objects.count(), written(settings)) == (0, [])


# --- Joining in with a photo --------------------------------------------------------------------


IDEA = {"form": "idea", "level": "operational", "title": "Een lamp", "name": "Buur", "area": ""}


def join(client=None, **said):
    said = {**IDEA, "email": "buur@example.org", "form_token": str(uuid4()), **said}
    return (client or Client()).post("/nl/join/", said)


def photo(content=None):
    return SimpleUploadedFile("lamp.php.jpg", content or drawn())


@pytest.mark.parametrize(
    "content", [SVG, HTML, GIF_AND_SCRIPT, png(50_000, 50_000), b""], ids=range(5)
)
def test_a_guest_sends_no_file_that_harms(settings, content):
    world.make_team()

    answer = join(photo=SimpleUploadedFile("lamp.jpg", content), photo_alt="Een lamp")

    assert answer.status_code == 422
    assert (Item.objects.count(), written(settings)) == (0, [])


def test_the_photo_of_a_guest_is_hidden_until_her_idea_is_shown(settings):
    broker = world.make_team()

    sent = join(photo=photo(), photo_alt="Een lamp")

    picture = Attachment.objects.get()
    viewers = (None, world.make_person(), broker)
    assert sent.status_code == 302
    assert [fetch(picture, viewer, "large").status_code for viewer in viewers] == [404, 404, 200]


def test_a_network_sends_no_more_photos_than_may_join_in(monkeypatch, settings):
    from gangmaker.web.limits import Limit
    from gangmaker.web.results import uploads

    world.make_team()
    monkeypatch.setattr(uploads, "UPLOADS_OF_GUESTS", Limit("guest-uploads", 2, 60))

    answers = [join(photo=photo(), photo_alt="").status_code for _number in range(3)]

    assert answers == [422] * 3
    assert len(written(settings)) == 3  # the same picture twice, the third was not looked at
