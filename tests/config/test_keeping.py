"""Restoring as the program does it: refused in time, and what must be done afterwards is done."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from gangmaker.actors import erasures
from gangmaker.actors.models import Actor
from gangmaker.config.cli import keeping, preparing
from gangmaker.config.cli.exits import Stopped
from gangmaker.upkeep import migrating, sqlitefile, standing
from gangmaker.upkeep.report import silent
from gangmaker.upkeep.restoring import last_rehearsal
from gangmaker.upkeep.standing import Why, why_read_only
from gangmaker.upkeep.store import Store
from tests import world
from tests.upkeep.conftest import lived_in_once  # noqa: F401 (a fixture)

pytestmark = pytest.mark.faults

PASSPHRASE = "a long walk along the Leie"


@pytest.fixture
def house(transactional_db, lived_in_once, settings, tmp_path) -> Iterator[Path]:  # noqa: F811 (a fixture)
    """An installation of its own, with people in it, beneath the program that runs here."""
    file, before = tmp_path / "main.sqlite3", connection.settings_dict["NAME"]
    sqlitefile.copy_database(lived_in_once, file)
    settings.DATA_DIR, settings.BACKUP_DIR = tmp_path, tmp_path / "backups"
    settings.MEDIA_ROOT = tmp_path / "media"
    connection.close()
    connection.settings_dict["NAME"] = str(file)
    yield tmp_path
    connection.close()
    connection.settings_dict["NAME"] = before


def restore(**said: object) -> None:
    asked = {"name": "", "of": None, "force": False, "open_at_once": False, "report": silent}
    keeping.restore(**{**asked, **said})  # type: ignore[arg-type]


def backups(house: Path) -> list[str]:
    return [backup.name.partition("-")[2] for backup in Store(house / "backups").backups()]


def test_over_people_nothing_is_restored_without_force(house):
    keeping.back_up(to=None, reason="by-hand", report=silent)
    somebody = world.make_person()

    with pytest.raises(Stopped, match="already holds people; nothing was changed"):
        restore()

    assert Actor.objects.filter(pk=somebody.pk).exists()


def test_after_restoring_sessions_have_ended_and_everything_is_read_only(house):
    Session.objects.create(session_key="theirs", session_data="x", expire_date=timezone.now())
    keeping.back_up(to=None, reason="by-hand", report=silent)
    later = world.make_person()

    restore(force=True)

    assert not Actor.objects.filter(slug=later.slug).exists()
    assert not Session.objects.exists()
    assert why_read_only() is Why.RESTORED
    assert backups(house) == ["by-hand", "before-restore"]


def test_who_was_erased_since_the_backup_is_erased_again(house, monkeypatch):
    person = world.make_person("Illustrator, Kortrijk")
    keeping.back_up(to=None, reason="by-hand", report=silent)
    monkeypatch.setattr(erasures, "_erasers", {})
    erasures.erases("actor", forget)
    erasures.note_erasure(kind="actor", public_id=str(person.public_id), at=world.NOON)

    restore(force=True, open_at_once=True)

    assert Actor.objects.get(pk=person.pk).name == "—"
    assert why_read_only() is None


def forget(public_id: str) -> None:
    Actor.objects.filter(public_id=public_id).update(name="—")


def test_the_journal_comes_back_from_the_backups_when_the_host_is_lost(house):
    erasures.note_erasure(kind="actor", public_id="1", at=world.NOON)
    keeping.back_up(to=None, reason="by-hand", report=silent)
    erasures.journal().unlink()

    erasures.merge_journals(house / "backups" / erasures.FILE)

    assert json.loads(erasures.journal().read_text())["id"] == "1"


def test_an_erasure_that_nobody_knows_how_to_do_keeps_the_platform_closed(house, monkeypatch):
    monkeypatch.setattr(erasures, "_erasers", {})
    erasures.note_erasure(kind="actor", public_id="1", at=world.NOON)
    keeping.back_up(to=None, reason="by-hand", report=silent)

    with pytest.raises(Stopped, match="could not be obeyed"):
        restore(force=True, open_at_once=True)

    assert why_read_only() is Why.RESTORED


def test_the_secret_key_comes_back_with_its_passphrase(house, settings):
    settings.BACKUP_PASSPHRASE, settings.SECRET_KEY = PASSPHRASE, "k" * 60
    settings.SECRET_KEY_GIVEN = None
    keeping.back_up(to=None, reason="by-hand", report=silent)

    restore(force=True)

    assert (house / "secret_key").read_text() == "k" * 60
    assert (house / "secret_key").stat().st_mode & 0o777 == 0o600


def test_nothing_is_restored_beneath_what_runs(house):
    keeping.back_up(to=None, reason="by-hand", report=silent)

    with standing.in_use(), pytest.raises(Stopped, match="runs on this data folder"):
        restore(force=True)


def test_a_backup_is_made_before_the_database_is_changed(house, monkeypatch):
    preparing.migrate(set_up=False)
    nothing_waited = backups(house)
    monkeypatch.setattr(preparing, "waiting_migrations", lambda: ["trail.0099_new"])

    preparing.migrate(set_up=False)

    assert (nothing_waited, backups(house)) == ([], ["before-migrate"])


def test_without_a_backup_nothing_is_changed(house, monkeypatch):
    monkeypatch.setattr(preparing, "waiting_migrations", lambda: ["trail.0099_new"])
    monkeypatch.setattr(migrating.WholeExecutor, "migrate", lambda *a, **k: pytest.fail("changed"))
    (house / "backups").write_text("a file where a folder should be")

    with pytest.raises(Stopped, match="Nothing was migrated"):
        preparing.migrate(set_up=False)


def test_a_rehearsal_is_noted_whether_it_went_well_or_not(house, monkeypatch):
    keeping.back_up(to=None, reason="by-hand", report=silent)
    store = Store(house / "backups")
    answers = iter([0, 1])

    def elsewhere(place, name):
        return subprocess.CompletedProcess([], next(answers), "", "It is damaged.")

    monkeypatch.setattr(keeping, "_restore_elsewhere", elsewhere)
    keeping.rehearse()
    well = last_rehearsal(store)
    with pytest.raises(Stopped, match="damaged"):
        keeping.rehearse()
    badly = last_rehearsal(store)

    assert well is not None
    assert badly is not None
    assert (well.went_well, badly.went_well) == (True, False)
