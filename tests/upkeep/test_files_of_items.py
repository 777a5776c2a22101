"""F23 for what hangs on an idea: backups ask for its files, archives carry them, none is lost."""

import zipfile
from io import BytesIO

import pytest
from django.conf import settings
from django.db import connection

from gangmaker.projects.files import keep_document, keep_item_picture, path_of
from gangmaker.projects.models import Attachment
from gangmaker.projects.operations.papers import attach
from gangmaker.upkeep import archive, loading, media
from gangmaker.upkeep.words import CannotKeep
from tests import world
from tests.projects.uploads import PDF, drawn

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shown(settings, tmp_path) -> list[Attachment]:
    """An idea with a picture and a document."""
    settings.MEDIA_ROOT = tmp_path / "media"
    world.make_team()
    maker = world.make_person()
    idea = world.make_contribution(by=maker).item
    picture = keep_item_picture(BytesIO(drawn()), size=9, name="lamp.jpg")
    document = keep_document(BytesIO(PDF), size=len(PDF), name="maten.pdf")
    return [
        attach(item=idea, kept=kept, alt="Een lamp", by=maker, now=world.NOON)
        for kept in (picture, document)
    ]


def read(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_a_backup_asks_for_every_file_that_hangs_on_an_idea(shown):
    named = media.named_files(read, connection.introspection.table_names())

    assert {path_of(one).relative_to(settings.MEDIA_ROOT).as_posix() for one in shown} <= named
    assert named <= set(media.paths(settings.MEDIA_ROOT))


def test_an_archive_carries_the_rows_and_the_files(shown, tmp_path):
    before = list(Attachment.objects.order_by("pk").values())
    contents = archive.write_archive(tmp_path / "a.zip", media=settings.MEDIA_ROOT, now=world.NOON)
    Attachment.objects.all().delete()

    with archive.verified(tmp_path / "a.zip") as opened:
        loading.load(opened)

    assert list(Attachment.objects.order_by("pk").values()) == before
    assert len(contents.media) == 4


def test_an_archive_in_which_a_picture_is_missing_is_refused(shown, tmp_path):
    path = tmp_path / "a.zip"
    archive.write_archive(path, media=settings.MEDIA_ROOT, now=world.NOON)
    with zipfile.ZipFile(path) as whole:
        entries = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(path, "w") as less:
        for name, content in entries.items():
            if not name.endswith("-large.webp"):
                less.writestr(name, content)

    with pytest.raises(CannotKeep), archive.verified(path):
        raise AssertionError("it was believed")
