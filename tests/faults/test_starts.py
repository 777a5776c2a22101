"""F20 F25: a start that cannot go well says so; one that was killed is only done again."""

import os
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from tempfile import gettempdir

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from gangmaker.config import checks
from gangmaker.upkeep.migrating import WholeExecutor
from tests.faults.crowds import in_processes
from tests.faults.houses import House, program

pytestmark = pytest.mark.faults

NOBODY = 65534
WANTED = [("sessions", "0001_initial")]


def refused_as_nobody(number: int) -> None:
    """The exit code is how many things nobody could write."""
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    os._exit(len(checks.what_is_kept_can_be_written(None)))


@pytest.mark.skipif(os.getuid() != 0, reason="Only root can become somebody else.")
def test_files_of_somebody_else_are_refused(tmp_path, settings, monkeypatch):
    for name in ("data", "media"):
        (tmp_path / name).mkdir(mode=0o755)
    (tmp_path / "data/main.sqlite3").touch(mode=0o644)
    ours = [folder for folder in tmp_path.parents if Path(gettempdir()) in folder.parents]
    for folder in (tmp_path, *ours):
        folder.chmod(0o755)
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "media"
    settings.BACKUP_DIR = tmp_path / "none"
    database = {"ENGINE": "x.sqlite3", "NAME": str(tmp_path / "data/main.sqlite3")}
    monkeypatch.setitem(settings.DATABASES, "default", database)

    as_root = checks.what_is_kept_can_be_written(None)
    as_nobody = in_processes(1, refused_as_nobody)

    assert as_root == []
    assert as_nobody == [3]


def test_a_read_only_disk_stops_the_start_with_a_sentence(tmp_path):
    house = House(tmp_path / "house")
    house.folder.mkdir()
    (house.folder / "secret_key").write_text("0123456789abcdefghij" * 3)
    read_only = f"mount --bind {house.folder} {house.folder} && mount -o remount,ro,bind "
    if subprocess.run(
        ["unshare", "-m", "sh", "-c", f"{read_only}{house.folder}"], check=False
    ).returncode:
        pytest.skip("No disk can be made read-only here.")

    started = subprocess.run(
        [
            "unshare",
            "-m",
            "sh",
            "-c",
            f'{read_only}{house.folder} && exec "$@"',
            "-",
            *program("run"),
        ],
        env=house.environment,
        text=True,
        capture_output=True,
        check=False,
    )

    assert started.returncode == 3
    assert "cannot be written by root (Read-only file system)" in started.stderr
    assert "Traceback" not in started.stderr
    assert [path.name for path in house.folder.iterdir()] == ["secret_key"]


# --- Killed in the middle of a migration ------------------------------------------------------


def a_database(file: Path) -> DatabaseWrapper:
    place = {**connection.settings_dict, "ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}
    options = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA foreign_keys=ON;"}
    return DatabaseWrapper({**place, "OPTIONS": options}, alias="default")


def migrate_and_die(file: Path, executor: type[MigrationExecutor]) -> list[int]:
    """Killed when the migration is done and is to be noted: exit codes of the process."""

    def act(number: int) -> None:
        def die(self, app, name):
            if app == "sessions":
                os.kill(os.getpid(), signal.SIGKILL)
            noted(self, app, name)

        noted = MigrationRecorder.record_applied
        MigrationRecorder.record_applied = die  # type: ignore[method-assign]
        connections_are(file)
        executor(connection).migrate(WANTED)

    return in_processes(1, act)


def connections_are(file: Path) -> None:
    from django.db import connections

    connections["default"] = a_database(file)


def migrate_again(file: Path, executor: type[MigrationExecutor]) -> list[int]:
    def act(number: int) -> None:
        connections_are(file)
        try:
            executor(connection).migrate(WANTED)
        except Exception:
            os._exit(1)

    return in_processes(1, act)


def tables_in(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as there:
        return {row[0] for row in there.execute("SELECT name FROM sqlite_master")}


@pytest.mark.parametrize(
    ("executor", "after_the_kill", "again"),
    [(WholeExecutor, False, [0]), (MigrationExecutor, True, [1])],
)
def test_killed_in_a_migration_it_is_done_again(
    tmp_path, django_db_blocker, executor, after_the_kill, again
):
    """With Django's own (the negative control) the tables stay, and doing it again fails."""
    file = tmp_path / "main.sqlite3"

    with django_db_blocker.unblock():
        killed = migrate_and_die(file, executor)
        there = "django_session" in tables_in(file)
        done_again = migrate_again(file, executor)

    assert killed == [-signal.SIGKILL]
    assert there is after_the_kill
    assert done_again == again
