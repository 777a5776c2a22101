"""Faults as they happen, to whole installations; each drill says what came of it.

The tests run them once or twice, ``make drill`` often and on both databases.
"""

import http.client
import json
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.houses import House, free_port, wait_until
from tests.faults.outcome import Outcome
from tests.faults.writers import writing

QUESTIONS = "SELECT code FROM trail_item WHERE kind = 'question'"


def lost(house: House, acknowledged: list[str]) -> int:
    return len(set(acknowledged) - {str(row[0]) for row in house.rows(QUESTIONS)})


def is_well(house: House) -> bool:
    """What the doctor says of the rows; the rest depends on the machine."""
    said = house.gangmaker("doctor").stdout
    return all(f"✓ ok    {name}" in said for name in ("Migrations", "Journal", "Rows", "Files"))


# --- The drills -------------------------------------------------------------------------------


def backup_under_load(house: House, empty: House, *, times: int = 1, writes: int = 30) -> Outcome:
    """F22: while people write, back up; on an empty host nothing acknowledged before is missing."""
    acknowledged = gone = 0
    seconds, well = 0.0, True
    with writing(house) as writers:
        for _time in range(times):
            writers.wait_for(writes)
            before = list(writers.acknowledged)
            made = house.gangmaker("backup")
            assert made.returncode == 0, made.stderr
            shutil.rmtree(empty.folder, ignore_errors=True)
            empty.folder.mkdir()
            started = time.monotonic()
            target = empty.with_settings(BACKUP_DIR=str(house.folder / "backups"))
            back = target.gangmaker("restore", "--open", "--force")
            seconds = max(seconds, time.monotonic() - started)
            assert back.returncode == 0, back.stderr
            acknowledged, gone = len(before), gone + lost(empty, before)
            well = well and is_well(target)
        everything = list(writers.acknowledged)
    gone += lost(house, everything)
    return Outcome("F22 backup under load, restored", times, acknowledged, gone, seconds, well)


def killed_migrations(house: House, like: House) -> Outcome:
    """F25: die at the end of each migration, before anybody knows; then simply start again."""
    kills, started = 0, time.monotonic()
    while kills < 500:
        died = subprocess.run(
            [sys.executable, "-c", DIE_IN_THE_NEXT],
            env=house.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if died.returncode != -signal.SIGKILL:
            assert died.returncode == 0, died.stderr
            break
        kills += 1
    per_kill = (time.monotonic() - started) / max(kills, 1)
    again = house.gangmaker("migrate")
    well = again.returncode == 0 and shape(house) == shape(like)
    return Outcome("F25 killed in a migration", kills, 0, 0, per_kill, well)


DIE_IN_THE_NEXT = """
import os, signal, django
os.environ["DJANGO_SETTINGS_MODULE"] = "gangmaker.config.settings"
django.setup()
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder

left = [1]  # one more than before is applied for good, the next one dies
noted = MigrationRecorder.record_applied
def note(self, app, name):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    noted(self, app, name)
MigrationRecorder.record_applied = note
call_command("migrate", interactive=False, verbosity=0)
"""


def shape(house: House) -> set[tuple[object, ...]]:
    """Tables, columns, indexes, triggers and constraints, as the database describes them."""
    if not house.database:
        return set(house.rows("SELECT type, name, sql FROM sqlite_master"))
    return {
        *house.rows(
            "SELECT table_name, column_name, data_type, is_nullable FROM "
            "information_schema.columns WHERE table_schema = 'public'"
        ),
        *house.rows("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"),
        *house.rows("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"),
        *house.rows("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"),
    }


def frozen_while_writing(house: House, *, times: int = 1) -> Outcome:
    """F39: nothing is written while frozen, and everything goes on afterwards."""
    seconds, well = 0.0, True
    with serving(house) as address:
        for _time in range(times):
            before = count(house)
            house.gangmaker("freeze")
            refused, read = asked(address, "POST", "/nl/join/"), asked(address, "GET", "/nl/")
            well = well and (refused, read) == (503, 200) and count(house) == before
            started = time.monotonic()
            house.gangmaker("thaw")
            while asked(address, "POST", "/nl/join/") == 503:
                time.sleep(0.05)
            seconds = max(seconds, time.monotonic() - started)
    return Outcome("F39 read-only mode", times, 0, 0, seconds, well)


def count(house: House) -> object:
    return house.rows("SELECT count(*) FROM trail_act")[0][0]


@contextmanager
def serving(house: House) -> Iterator[str]:
    """The platform as it runs for real, web and worker; answers where it listens."""
    port = free_port()
    with house.started("run", "--port", str(port)):
        wait_until(lambda: asked(f"127.0.0.1:{port}", "GET", "/healthz") == 200)
        yield f"127.0.0.1:{port}"


def asked(address: str, method: str, path: str) -> int:
    """The status of an answer; 0 for none. Forms are sent with a token that fits its cookie."""
    token = "a" * 32
    headers = {"Cookie": f"csrf={token}", "X-CSRFToken": token, "Origin": f"http://{address}"}
    connection = http.client.HTTPConnection(address, timeout=10)
    try:
        connection.request(method, path, headers=headers)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def full_disk(house: House, *, times: int = 1) -> Outcome:
    """F19: on a disk of a few megabytes, until it is full; then room is made."""
    acknowledged, seconds, well = 0, 0.0, True
    for _time in range(times):
        filling = house.folder / "filling"
        with writing(house) as writers:
            writers.wait_for(5)
            fill(filling)
            writers.wait_for_refusals(5)
            while_full = (len(writers.acknowledged), count(house))
            started = time.monotonic()
            filling.unlink()
            writers.wait_for(1)
            seconds = max(seconds, time.monotonic() - started)
        acknowledged += len(writers.acknowledged)
        well = well and while_full[1] is not None and not lost(house, writers.acknowledged)
    gone = lost(house, writers.acknowledged)
    return Outcome("F19 disk full", times, acknowledged, gone, seconds, well and is_well(house))


def fill(path: Path) -> None:
    """Take all the room there is."""
    with path.open("wb") as file:
        try:
            while True:
                file.write(b"x" * 65_536)
                file.flush()
        except OSError:
            return


def killed_writers(house: House, *, times: int = 3) -> Outcome:
    """Everybody who writes is killed outright, again and again."""
    acknowledged: list[str] = []
    seconds = 0.0
    for _time in range(times):
        with writing(house, by=4) as writers:
            writers.wait_for(20)
        acknowledged += writers.acknowledged
        started = time.monotonic()
        assert lost(house, writers.acknowledged) == 0
        seconds = max(seconds, time.monotonic() - started)
    gone = lost(house, acknowledged)
    well = is_well(house)
    return Outcome("killed while writing", times * 4, len(acknowledged), gone, seconds, well)


def rotated_key(house: House, *, times: int = 1) -> Outcome:
    """F35: with the old key named as earlier one, who is signed in stays so; without, is not."""
    well, started = True, time.monotonic()
    for number in range(times):
        old, new = f"old-{number}-" + "abcdefghij" * 5, f"new-{number}-" + "klmnopqrst" * 5
        link = house.with_settings(SECRET_KEY=old).python(SIGN)
        both = house.with_settings(SECRET_KEY=new, SECRET_KEY_FALLBACKS=old)
        only_new = house.with_settings(SECRET_KEY=new)
        well = well and both.python(READ % link) == "('nonce', True)"
        well = well and only_new.python(READ % link) == "('', False)"
    seconds = (time.monotonic() - started) / times
    return Outcome("F35 secret key changed", times, 0, 0, seconds, well)


SIGN = """
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from gangmaker.actors.models import Account
from gangmaker.actors.tokens import CONFIRM_ADDRESS, token_for
from django.utils import timezone
account = Account.objects.filter(email='rotates@example.org').first()
account = account or Account.objects.create_user('rotates@example.org', joined_at=timezone.now())
session = SessionStore()
session['_auth_user_id'] = str(account.pk)
session['_auth_user_backend'] = settings.AUTHENTICATION_BACKENDS[0]
session['_auth_user_hash'] = account.get_session_auth_hash()
session.save()
print(token_for('nonce', purpose=CONFIRM_ADDRESS), session.session_key)
"""
READ = """
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.contrib.sessions.backends.db import SessionStore
from gangmaker.actors.tokens import CONFIRM_ADDRESS, nonce_from
token, key = '%s'.split()
request = HttpRequest()
request.session = SessionStore(session_key=key)
print((nonce_from(token, purpose=CONFIRM_ADDRESS) or '', get_user(request).is_authenticated))
"""


def exported_and_back(here: House, there: House, back: House) -> Outcome:
    """Everything from one database to the other and back: the same rows, number by number."""
    started = time.monotonic()
    archives = [here.folder / f"{name}.zip" for name in ("first", "second", "third")]
    steps = [
        here.gangmaker("export", str(archives[0])),
        there.gangmaker("import", "--force", str(archives[0])),
        there.gangmaker("export", str(archives[1])),
        back.gangmaker("import", "--force", str(archives[1])),
        back.gangmaker("export", str(archives[2])),
    ]
    for step in steps:
        assert step.returncode == 0, step.stderr
    tables = [tables_of(archive) for archive in archives]
    well = tables[0] == tables[1] == tables[2] and is_well(there) and is_well(back)
    rows = sum(table["rows"] for table in tables[0].values())
    seconds = time.monotonic() - started
    return Outcome("export, import, and back", 2, rows, 0 if well else rows, seconds, well)


def tables_of(archive: Path) -> dict[str, dict[str, int]]:
    with zipfile.ZipFile(archive) as opened:
        return json.loads(opened.read("manifest.json"))["tables"]  # type: ignore[no-any-return]
