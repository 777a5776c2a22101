"""Files that harm, sent and fetched at the door of an idea: A07, A51, A52, A54, A56, F19."""

import os
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from gangmaker.actors import pictures
from gangmaker.config import edge
from gangmaker.projects.models import Attachment
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
from tests.security.uploads.sending import (
    GIF_AND_SCRIPT,
    HTML,
    PHP,
    fetch,
    send_document,
    send_picture,
    written,
)

pytestmark = [pytest.mark.django_db]


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
        cwd=Path(__file__).parents[3],
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
