"""Papers: known by what is in them, kept under the name of their content, swept when unused."""

import os
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image

from gangmaker.actors.models import Actor
from gangmaker.actors.operations.merges import OTHER, forget_what_was_merged, merge
from gangmaker.actors.pictures import NotAPicture, change_picture, keep_picture, picture_path
from gangmaker.projects import documents, files
from gangmaker.projects.documents import DocumentTooLarge, NotADocument, file_name
from gangmaker.projects.files import (
    document_path,
    keep_document,
    keep_item_picture,
    path_of,
    sweep_orphans,
)
from gangmaker.projects.operations.papers import attach
from tests.projects.uploads import ODS, PDF, SVG, drawn, office_file, open_document, packed
from tests.world import NOON, make_organisation, make_person, make_project, make_team


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def document(content, name="verslag.pdf"):
    return keep_document(BytesIO(content), size=len(content), name=name)


def picture(content=None):
    content = content or drawn()
    return keep_item_picture(BytesIO(content), size=len(content), name="lamp.jpg")


@pytest.mark.parametrize(
    ("content", "sent", "kept", "media_type"),
    [
        (PDF, "verslag.pdf", "verslag.pdf", "application/pdf"),
        (PDF, "verslag.php.doc", "verslag-php.pdf", "application/pdf"),
        (open_document(), "nota.odt", "nota.odt", "odt"),
        (open_document(ODS), "begroting.ods", "begroting.ods", "ods"),
        (office_file(), "nota.docx", "nota.docx", "docx"),
        (office_file("xl/workbook.xml"), "begroting.xlsx", "begroting.xlsx", "xlsx"),
        (b"post;bedrag\nhout;12,50\n", "kosten.csv", "kosten.csv", "text/csv; charset=utf-8"),
        ("caf\xe9;3".encode("cp1252"), "kosten.csv", "kosten.csv", "text/csv; charset=utf-8"),
        ("Café".encode("utf-16"), "nota.txt", "nota.txt", "text/plain; charset=utf-8"),
        (drawn(), "bon.jpg", "bon.webp", "image/webp"),
        (drawn("PNG"), "bon.pdf", "bon.webp", "image/webp"),
        (drawn("WEBP"), "bon.webp", "bon.webp", "image/webp"),
    ],
)
def test_a_document_is_what_is_in_it(content, sent, kept, media_type):
    known = document(content, sent)

    assert known.name == kept
    assert known.media_type.endswith(media_type) or media_type in ("odt", "ods", "docx", "xlsx")
    assert document_path(known.file).stat().st_size == known.size


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n",
        SVG,
        b"\xef\xbb\xbf" + SVG,
        b"<html><script>alert(1)</script></html>",
        b"Hello <script>alert(1)</script>",
        b"<?php system($_GET[0]); ?>",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b"GIF89a/*" + b"\x00" * 40 + b"*/=1;alert(1)",
        b"MZ\x90\x00\x03" + b"\x00" * 40,
        b"\x7fELF" + b"\x00" * 40,
        b"GIF89a" + PDF,
        PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (alert) >>"),
        PDF.replace(b"%%EOF", b""),
        b"PK\x03\x04 no package",
        packed([("readme.txt", "a package of anything")]),
        open_document("application/x-other"),
        open_document(ODS, ("Basic/Standard/Module1.xml", "<m/>")),
        office_file("word/document.xml", ("word/vbaProject.bin", "macro")),
        office_file("word/document.xml", ("../../x", "out")),
        office_file("word/document.xml", ("/etc/x", "out")),
        office_file("word/document.xml", ("word\\..\\..\\x", "out")),
        open_document()[:-20],
        drawn()[:400],
    ],
    ids=range(24),
)
def test_what_is_no_fit_document_is_refused_whatever_it_is_called(content, settings):
    for name in ("verslag.pdf", "verslag.csv", "verslag.docx"):
        with pytest.raises(NotADocument):
            document(content, name)

    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


def test_a_package_that_unpacks_to_more_than_a_document_is_refused_unread(monkeypatch):
    monkeypatch.setattr(documents, "MOST_UNPACKED", 1_000_000)
    bomb = office_file("word/document.xml", ("word/media/a.xml", b"\x00" * 1_000_001))

    assert len(bomb) < 10_000
    with pytest.raises(NotADocument):
        document(bomb)


def test_a_package_that_lies_about_its_parts_is_refused():
    honest = office_file("word/document.xml", ("word/media/a.xml", b"\x00" * 100_000))
    size = (100_000).to_bytes(4, "little")
    lying = honest.replace(size, (10).to_bytes(4, "little"))

    assert lying != honest
    with pytest.raises(NotADocument):
        document(lying)


def test_a_locked_package_and_one_with_a_part_twice_are_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = office_file("word/document.xml", ("word/document.xml", "again"))
    locked = bytearray(office_file())
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1

    for content in (twice, bytes(locked)):
        with pytest.raises(NotADocument):
            document(content)


def test_a_document_that_is_too_large_is_refused_before_it_is_read():
    with pytest.raises(DocumentTooLarge):
        keep_document(BytesIO(PDF), size=files.MOST_BYTES_OF_A_DOCUMENT + 1, name="a.pdf")


def test_a_false_length_does_not_help(monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES_OF_A_DOCUMENT", 10)

    with pytest.raises(DocumentTooLarge):
        keep_document(BytesIO(PDF), size=1, name="a.pdf")


def test_a_photo_of_a_bill_keeps_no_place_and_no_stowaway():
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAMERA"

    known = document(drawn(exif=exif) + b"<script>alert(1)</script>", "bon.jpg")

    content = document_path(known.file).read_bytes()
    assert (b"SECRET" in content, b"<script" in content) == (False, False)


def test_the_same_document_is_kept_once(settings):
    first, second = document(PDF, "a.pdf"), document(PDF, "b.pdf")

    assert first.file == second.file
    assert len([path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\Begroting 2026.pdf", "Begroting 2026.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "img src-x onerror-alert(1).pdf"),
        ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie- b.pdf"),
        ("verslag\u202efdp.exe", "verslagfdp.pdf"),
        ("", "document.pdf"),
        ("x" * 400, "x" * 100 + ".pdf"),
    ],
)
def test_the_name_is_one_line_with_the_true_suffix(sent, kept):
    assert file_name(sent, "pdf") == kept


def test_a_picture_has_three_sizes_and_no_others(settings):
    kept = picture(drawn(size=(4000, 3000)))

    sizes = {
        size: Image.open(picture_path(kept.file, size, folder="items")).size for size in files.SIZES
    }
    assert sizes == {"small": (480, 360), "medium": (960, 720), "large": (1920, 1440)}
    assert len([path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]) == 3


@pytest.mark.parametrize("content", [SVG, PDF, b"", drawn("GIF")])
def test_a_picture_is_a_picture(content):
    with pytest.raises(NotAPicture):
        keep_item_picture(BytesIO(content), size=len(content), name="lamp.jpg")


@pytest.mark.django_db
class TestSweeping:
    def age(self, path, *, hours):
        then = timezone.now().timestamp() - hours * 3600
        os.utime(path, (then, then))

    def test_only_what_no_row_names_and_is_old_goes(self):
        broker = make_team()
        project = make_project(by=broker)
        named = attach(item=project, kept=document(PDF), by=broker, now=NOON)
        shown = attach(item=project, kept=picture(), alt="Een lamp", by=broker, now=NOON)
        old, fresh = document(PDF + b"\n"), document(PDF + b"\n\n")
        for path in (path_of(named), path_of(shown), document_path(old.file)):
            self.age(path, hours=30)

        removed = sweep_orphans(now=timezone.now())

        assert removed == 1
        assert [path_of(named).exists(), path_of(shown).exists()] == [True, True]
        assert document_path(fresh.file).exists()
        assert not document_path(old.file).exists()

    def test_a_picture_of_somebody_goes_when_she_shows_another(self):
        person = make_person()
        shown, gone = (keep_picture(BytesIO(drawn(size=(40, side))), size=99) for side in (30, 40))
        change_picture(actor=person, picture=shown, alt="Ik", by=person, now=NOON)
        for path in (picture_path(shown, "large"), picture_path(gone, "large")):
            self.age(path, hours=30)

        sweep_orphans(now=timezone.now())

        assert picture_path(shown, "large").exists()
        assert not picture_path(gone, "large").exists()

    def test_what_a_merge_put_aside_stays_while_that_can_be_undone(self):
        one, other = make_organisation("Weverij"), make_organisation("De Weverij")
        files = [keep_picture(BytesIO(drawn(size=(40, side))), size=99) for side in (30, 40)]
        team = make_team()
        for actor, file in zip((one, other), files, strict=True):
            Actor.objects.filter(pk=actor.pk).update(picture=file, picture_alt="Het atelier")
            self.age(picture_path(file, "large"), hours=30)
        one, other = Actor.objects.get(pk=one.pk), Actor.objects.get(pk=other.pk)
        merge(stands=one, other=other, takes={"picture": OTHER}, by=team, reason="x", now=NOON)

        sweep_orphans(now=timezone.now())
        kept = picture_path(files[0], "large").exists()
        forget_what_was_merged(now=NOON + timedelta(days=31))
        sweep_orphans(now=timezone.now() + timedelta(hours=2))

        assert (kept, picture_path(files[0], "large").exists()) == (True, False)

    def test_it_looks_once_an_hour(self):
        old = document(PDF)
        self.age(document_path(old.file), hours=30)
        sweep_orphans(now=timezone.now() - timedelta(days=9))

        again = sweep_orphans(now=timezone.now())
        later = sweep_orphans(now=timezone.now() + timedelta(hours=2))

        assert (again, later) == (0, 1)
