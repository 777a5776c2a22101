"""Everything as one file, and from it everything again, on either database."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread
from urllib.parse import unquote

import dj_database_url
import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, connections, transaction
from django.db.backends.postgresql.base import DatabaseWrapper

from gangmaker.trail.models import Act, Item
from gangmaker.upkeep import archive, loading, rows, sequences
from gangmaker.upkeep.words import CannotKeep
from tests import world
from tests.upkeep.conftest import give_and_confirm

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

OTHER = "other"


def exported(path, *, media=None) -> archive.Contents:
    return archive.write_archive(path, media=media, now=world.NOON)


@pytest.mark.both_databases
def test_what_was_exported_comes_back_row_by_row(tmp_path):
    give_and_confirm()
    withdrawn = world.make_question()
    Item.objects.filter(pk=withdrawn.pk).update(created_at=world.NOON + timedelta(microseconds=7))
    before = exported(tmp_path / "before.zip")
    Item.objects.update(title="Overschreven")
    world.make_person()

    with archive.verified(tmp_path / "before.zip") as opened:
        untrue = loading.load(opened)

    after = exported(tmp_path / "after.zip")
    assert untrue == []
    assert after.tables == before.tables
    assert sum(table.rows for table in after.tables.values()) > 400
    assert loading.holds_people()


@pytest.mark.both_databases
def test_a_number_is_not_given_twice_and_what_is_guarded_stays_guarded(tmp_path):
    gone = world.make_area("Bissegem")
    number = gone.pk
    gone.delete()
    give_and_confirm()
    exported(tmp_path / "a.zip")

    with archive.verified(tmp_path / "a.zip") as opened:
        loading.load(opened)

    assert world.make_area("Heule").pk > number
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        Act.objects.update(verb="item.answered")


@pytest.mark.both_databases
def test_an_export_is_of_one_moment_and_holds_up_no_writer(tmp_path, monkeypatch):
    first = world.make_person("Illustrator, Kortrijk")
    read = rows.read
    written: list[int] = []

    def write_meanwhile(model, *, using):
        if not written:
            writer = Thread(target=add_somebody, args=(written,))
            writer.start()
            writer.join(timeout=5)
        return read(model, using=using)

    monkeypatch.setattr(rows, "read", write_meanwhile)

    contents = exported(tmp_path / "a.zip")

    assert written == [first.pk + 1]
    assert contents.tables["actors_actor"].rows == 1


def add_somebody(written: list[int]) -> None:
    try:
        written.append(world.make_person("Zeefdrukker, Kuurne").pk)
    finally:
        connection.close()


def test_rows_are_the_same_text_on_the_other_database_and_back(tmp_path, postgres_dsn):
    """Every table, with what SQLite keeps as text and PostgreSQL as something of its own."""
    if connection.vendor != "sqlite":
        pytest.skip("From SQLite to PostgreSQL; the way back is the same rows again.")
    give_and_confirm()
    models = rows.tables(apps)
    here = {model: list(rows.read(model, using="default")) for model in models}

    with tables_on_postgresql(postgres_dsn, models) as there:
        with transaction.atomic(using=OTHER):
            for model, lines in here.items():
                rows.write(model, lines, connection=there)
                sequences.go_on_from(model, sequences.last_given(model, connection), there)
        again = {model: list(rows.read(model, using=OTHER)) for model in models}
        last = {model: sequences.last_given(model, there) for model in models if here[model]}

    assert again == here
    assert last == {model: sequences.last_given(model, connection) for model in last}
    assert sum(map(len, here.values())) > 400


@contextmanager
def tables_on_postgresql(dsn: str, models) -> Iterator[DatabaseWrapper]:
    """Bare tables as our models describe them, in a database of their own."""
    with psycopg.connect(dsn, autocommit=True) as server:
        server.execute("CREATE DATABASE rows_elsewhere")
    facts = dj_database_url.parse(f"{dsn.rpartition('/')[0]}/rows_elsewhere")
    host = unquote(str(facts["HOST"]))
    other = DatabaseWrapper(
        {**connection.settings_dict, **facts, "HOST": host, "OPTIONS": {}}, alias=OTHER
    )
    connections[OTHER] = other  # not among the settings, so only this test knows it
    try:
        with other.schema_editor() as editor:
            for model in models:
                if not model._meta.auto_created:
                    editor.create_model(model)
        yield other
    finally:
        other.close()
        del connections[OTHER]
        with psycopg.connect(dsn, autocommit=True) as server:
            server.execute("DROP DATABASE rows_elsewhere")


def test_pictures_travel_along(tmp_path):
    place = tmp_path / "media/documents/ab/abc"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"%PDF")

    exported(tmp_path / "a.zip", media=tmp_path / "media")

    with archive.verified(tmp_path / "a.zip") as opened, opened.media("documents/ab/abc") as file:
        assert file.read() == b"%PDF"
    assert (tmp_path / "a.zip").stat().st_mode & 0o777 == 0o600


def test_what_ends_or_is_made_again_is_in_no_archive(tmp_path):
    contents = exported(tmp_path / "a.zip")

    kept = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert kept - set(contents.tables) == {
        "concepts_itemvector",
        "concepts_textvector",
        "django_session",
        "modelsearch_indexentry",
        "modelsearch_indexentry_fts",
    }


@pytest.mark.parametrize("harm", ["a byte", "the end", "a table", "a line", "a way out"])
def test_a_damaged_archive_is_refused(tmp_path, harm):
    world.make_person()
    path = tmp_path / "a.zip"
    exported(path)
    content = path.read_bytes()
    if harm == "a byte":
        at = content.index(b"tables/actors_actor.jsonl") + 100
        path.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
    elif harm == "the end":
        path.write_bytes(content[:-500])
    else:
        rewrite(path, harm)

    with pytest.raises(CannotKeep), archive.verified(path):
        raise AssertionError("it was believed")


def rewrite(path, harm) -> None:
    """An archive that is whole as a zip, but says something else."""
    with zipfile.ZipFile(path) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    table = "tables/actors_actor.jsonl"
    if harm == "a table":
        del entries[table]
    if harm == "a line":
        entries[table] += entries[table]
    if harm == "a way out":
        manifest = entries["manifest.json"].decode()
        entries["manifest.json"] = manifest.replace(
            '"media": {}', '"media": {"../main.sqlite3": ["", 0]}'
        ).encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, content in entries.items():
            new.writestr(name, content)


def test_every_table_of_the_platform_is_exported_or_left_out_on_purpose():
    names = {model._meta.db_table for model in rows.tables(apps)}
    ours = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("gangmaker.") or model._meta.auto_created
    }

    assert ours - names == {"concepts_itemvector", "concepts_textvector"}
    assert settings.AUTH_USER_MODEL == "actors.Account"
