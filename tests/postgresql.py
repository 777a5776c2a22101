"""A PostgreSQL server of our own for as long as the tests last.

PostgreSQL refuses to run as root, which containers often are; then it runs as the user
``postgres``. Run as a program it starts a server, runs the command that follows with
GANGMAKER_DATABASE_URL pointing at it, and stops the server again:

    python -m tests.postgresql python -m pytest -m both_databases
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

PATIENCE_SECONDS = 30
NOT_HERE = "PostgreSQL is not installed, so what must hold on it was not tested."
UNSAFE_BUT_QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
ROOM_FOR_MANY = ("max_connections=500",)
NOTHING_LEARNT = ("autovacuum=off",)
"""Tests take their rows back, so what is learnt in one is that tables are empty; with that the next
waits minutes for a query of milliseconds."""


def binaries() -> Path | None:
    """The folder of ``initdb`` and ``postgres``; Debian keeps it out of the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


@contextmanager
def server() -> Iterator[str]:
    """The address of a fresh server, reached through a socket that only this machine sees."""
    programs = binaries()
    if programs is None:
        raise FileNotFoundError(NOT_HERE)
    folder = Path(tempfile.mkdtemp(prefix="gangmaker-postgresql-"))
    try:
        with _running(programs, folder):
            yield f"postgresql://postgres@{quote(str(folder), safe='')}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(programs: Path, folder: Path) -> Iterator[None]:
    as_whom = _not_root(folder)
    data = str(folder / "data")
    initdb = [str(programs / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    subprocess.run(
        [*initdb, "--no-sync", "--locale=C.UTF-8"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        **as_whom,
    )
    options = [
        word
        for setting in (*UNSAFE_BUT_QUICK, *ROOM_FOR_MANY, *NOTHING_LEARNT)
        for word in ("-c", setting)
    ]
    log = (folder / "log").open("wb")
    command = [str(programs / "postgres"), "-D", data, "-k", str(folder), "-h", "", *options]
    process: subprocess.Popen[bytes] = subprocess.Popen(
        command, stdout=log, stderr=log, cwd=folder, **as_whom
    )
    try:
        _wait_until_it_answers(process, folder)
        yield
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait()
        log.close()


def _not_root(folder: Path) -> dict[str, Any]:
    if os.getuid() != 0:
        return {}
    names = {user.pw_name for user in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, user)
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def _wait_until_it_answers(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()}")


def main(command: Sequence[str]) -> int:
    if binaries() is None:
        print(NOT_HERE, file=sys.stderr)  # noqa: T201 (this is a program)
        return 1 if os.environ.get("CI") else 0
    with server() as address:
        variables = {**os.environ, "GANGMAKER_DATABASE_URL": address}
        return subprocess.run(command, env=variables, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
