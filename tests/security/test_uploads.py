"""Files that harm, sent and fetched at the door of an idea: A07, A51, A52, A54, A56, F19."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core import cache as caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from gangmaker.actors import pictures
from gangmaker.actors.models import Actor
from gangmaker.config import edge
from gangmaker.projects.models import Attachment
from gangmaker.trail.models import Item, Party
from gangmaker.upkeep.standing import forget_full
from tests import world
from tests.projects.uploads import (
    PDF,
    SVG,
    drawn,
    many_frames,
    office_file,
    packed_pdf,
    png,
)
from tests.security.crawl import browser_of

pytestmark = [pytest.mark.django_db]

PHP = b"<?php system($_GET[0]); ?>"
HTML = b"<!doctype html><script>alert(document.domain)</script>"
GIF_AND_SCRIPT = b"GIF89a/*" + b"\x00" * 40 + b"*/=1;alert(1)"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    caches.cache.clear()


@pytest.fixture(autouse=True)
def _there_is_room_again() -> Iterator[None]:
    yield
    forget_full()


@pytest.fixture
def maker():
    return world.make_person("Maker")


@pytest.fixture
def idea(maker):
    world.make_team()
    return world.make_contribution(by=maker, title="Een lamp van vlas").item


def written(settings) -> list[Path]:
    return [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def send_picture(item: Item, by: Actor | None, content: bytes, name="lamp.jpg", **said):
    file = SimpleUploadedFile(name, content, content_type="image/jpeg")
    url = reverse("web:picture-new", args=[item.slug])
    return browser_of(by).post(url, {"photo": file, "alt": "Een lamp", **said})


def send_document(item: Item, by: Actor | None, content: bytes, name="verslag.pdf", **said):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return browser_of(by).post(reverse("web:paper-new", args=[item.slug]), {"file": file, **said})


def address(attachment: Attachment, size: str) -> str:
    return reverse("item-file", args=[attachment.item.slug, attachment.pk, size])


def fetch(attachment: Attachment, viewer: Actor | None = None, size="document", client=None):
    return (client or browser_of(viewer)).get(address(attachment, size))


# --- A51: what is in a file decides -------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tekening.svg", SVG),
        ("lamp.jpg", SVG),
        ("lamp.jpg", HTML),
        ("lamp.gif", GIF_AND_SCRIPT),
        ("lamp.php", PHP),
        ("lamp.php.jpg", PHP),
        ("lamp.jpg", PDF),
        ("lamp.png", drawn("GIF")),
        ("lamp.jpg", drawn("BMP", size=(20, 20))),
        ("lamp.jpg", drawn()[:400]),
    ],
    ids=range(10),
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(idea, maker, settings, name, content):
    answer = send_picture(idea, maker, content, name)

    assert answer.status_code == 422
    assert "photo" in answer.context["form"].errors
    assert (Attachment.objects.count(), written(settings)) == (0, [])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_of_two_kinds_in_one_file_only_the_picture_is_kept(idea, maker, settings, kind):
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (50.0, 49.0, 0.0)}
    send_picture(idea, maker, drawn(kind) + HTML + PHP, "lamp.php")
    send_picture(idea, maker, drawn(exif=exif, comment=b"*/alert(1)/*"), "b.jpg")

    kept = [path.read_bytes() for path in written(settings)]

    assert len(kept) >= 3
    assert {one[:4] for one in kept} == {b"RIFF"}
    assert not any(word in one for one in kept for word in (b"<script", b"<?php", b"alert(1)"))
    assert all(dict(Image.open(BytesIO(one)).getexif()) == {} for one in kept)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("verslag.pdf", HTML),
        ("verslag.html", HTML),
        ("verslag.pdf", SVG),
        ("verslag.php", PHP),
        ("verslag.csv", PHP),
        ("verslag.gif", GIF_AND_SCRIPT),
        ("verslag.pdf", PDF.replace(b"/Catalog", b"/Catalog /S /JavaScript /JS (alert)")),
        ("verslag.pdf", PDF.replace(b"/Catalog", b"/Catalog /S /J#61va#53cript")),
        ("verslag.pdf", packed_pdf(b"7 0 << /S /JavaScript /JS (app.alert(1)) >>")),
        ("verslag.pdf", packed_pdf(b"7 0 << /S /L#61unch >>", kind=b"/Obj#53tm")),
        ("nota.docx", office_file("word/document.xml", ("word/vbaProject.bin", "macro"))),
        ("nota.exe", b"MZ\x90\x00" + b"\x00" * 99),
    ],
    ids=range(12),
)
def test_what_could_run_is_no_document(idea, maker, settings, name, content):
    answer = send_document(idea, maker, content, name)

    assert answer.status_code == 422
    assert (Attachment.objects.count(), written(settings)) == (0, [])


def test_a_pdf_that_packs_harmless_objects_is_taken(idea, maker):
    assert send_document(idea, maker, packed_pdf(b"7 0 << /Type /Catalog >>")).status_code == 302


def test_a_document_leaves_in_a_way_that_runs_nothing(idea, maker):
    send_document(idea, maker, PDF, "<img src=x onerror=alert(1)>.php.html")
    paper = Attachment.objects.get()
    page = browser_of(maker).get(reverse("web:item", args=[idea.slug])).content.decode()

    answer = fetch(paper, maker)

    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Disposition"].rstrip('"').endswith(".pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert ("<img src=x" in page, "onerror=" in page) == (False, False)


# --- A52: what is larger than it looks ----------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("huge.png", png(50_000, 50_000, lines=b"\x00" * 20_000_000)),
        ("wide.png", png(1_000_000, 20, lines=b"\x00" * 1_000)),
        ("frames.gif", many_frames(10_000)),
    ],
    ids=["pixels", "one line", "frames"],
)
def test_a_bomb_is_refused_before_it_is_decoded(idea, maker, settings, monkeypatch, name, content):
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))

    assert len(content) < 1_000_000
    assert send_picture(idea, maker, content, name).status_code == 422
    assert written(settings) == []


def test_of_a_moving_picture_one_frame_is_drawn(idea, maker):
    assert send_picture(idea, maker, many_frames(300, "WEBP")).status_code == 302

    kept = Image.open(pictures.picture_path(Attachment.objects.get().file, "large", folder="items"))
    assert getattr(kept, "n_frames", 1) == 1


def test_a_package_that_unpacks_to_a_gigabyte_is_refused_unread(idea, maker):
    bomb = office_file("word/document.xml", ("word/media/a.xml", b"\x00" * 150_000_000))

    assert len(bomb) < 1_000_000
    assert send_document(idea, maker, bomb, "nota.docx").status_code == 422


def test_a_pdf_that_unpacks_to_more_than_a_book_is_refused(idea, maker):
    bomb = packed_pdf(b" " * 40_000_000)

    assert send_document(idea, maker, bomb).status_code == 422


MEASURE = """
import os, sys
from functools import cache
from io import BytesIO
from pathlib import Path
import django
django.setup()
from gangmaker.actors.pictures import read_picture
from gangmaker.core.refusals import Refused
from gangmaker.projects.documents import recognise
from gangmaker.projects.files import SIZES
from tests.projects.uploads import drawn

def megabytes(name):
    found = [line for line in open("/proc/self/status") if line.startswith(name)]
    return int(found[0].split()[1]) / 1024

read_picture(BytesIO(drawn(size=(9, 9))), sizes=SIZES)
for file in sorted(Path(sys.argv[1]).iterdir()):
    if os.fork():
        os.wait()
        continue
    before = megabytes("VmRSS")
    content = file.read_bytes()
    try:
        if file.name.startswith("document"):
            recognise(content, name="a.csv")
        else:
            read_picture(BytesIO(content), sizes=SIZES)
    except Refused:
        pass
    print(file.name, megabytes("VmHWM") - before, sep="=", flush=True)
    os._exit(0)
"""


@cache
def _costly() -> dict[str, bytes]:
    """Files that are larger in memory than they look: of each kind the most that is taken."""
    turned = Image.Exif()
    turned[0x0112] = 6
    return {
        "turned": drawn(size=(3_460, 3_460), exif=turned),
        "panorama": drawn(size=(1_900, 31_000)),
        "in passes": drawn(size=(5_900, 4_000), progressive=True, subsampling=2),
        "palette": drawn("PNG", size=(4_000, 4_000), mode="P"),
        "with holes": drawn("PNG", size=(2_738, 2_738), mode="RGBA"),
        "webp": drawn("WEBP", size=(1_788, 1_788), mode="RGBA", lossless=True),
        "document, letters": "é😀".encode() * 700_000,
        "document, packed": packed_pdf(b" " * 31_000_000),
        "document, bomb": office_file("word/document.xml", ("word/a.xml", b"\0" * 99_000_000)),
    }


def test_no_file_takes_a_hundred_megabytes_of_memory(tmp_path):
    """Measured in processes of their own, from what they hold before they read."""
    for kind, content in _costly().items():
        (tmp_path / kind).write_bytes(content)

    said = subprocess.check_output(
        [sys.executable, "-c", MEASURE, str(tmp_path)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=Path(__file__).parents[2],
        text=True,
    )

    took = {kind: float(grown) for kind, _is, grown in map(_parted, said.splitlines())}
    assert set(took) == set(_costly())
    assert {kind: grown for kind, grown in took.items() if grown > 100} == {}


def _parted(line: str) -> tuple[str, str, str]:
    return line.partition("=")


def test_who_waits_long_for_others_is_told(idea, maker, settings, monkeypatch):
    monkeypatch.setattr(pictures, "LONGEST_WAIT", 0.01)
    with pictures._drawing:
        answer = send_picture(idea, maker, drawn())

    assert answer.status_code == 422
    assert answer.context["form"].errors["photo"] == [pictures.TooManyPicturesAtOnce.message]
    assert send_picture(idea, maker, drawn()).status_code == 302


def test_more_than_the_largest_form_is_refused_unread(maker, idea):
    class Endless:
        def read(self, *_how_much):
            pytest.fail("read")

        readline = read

    said: dict[str, Any] = {"CONTENT_LENGTH": str(2 * 1024**3), "wsgi.input": Endless()}
    url = reverse("web:picture-new", args=[idea.slug])

    answer = Client().generic("POST", url, b"", "multipart/form-data; boundary=x", **said)

    assert answer.status_code == 413
    assert edge.MOST_BYTES < 60 * 1024**2


@pytest.mark.parametrize("said", ["9" * 5_000, "²", "-1", "many", ""])
def test_a_length_that_is_nonsense_breaks_nothing(said):
    answer = Client(raise_request_exception=False).generic(
        "POST", "/nl/join/", b"", CONTENT_LENGTH=said
    )

    assert answer.status_code in (400, 413, 422)


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
