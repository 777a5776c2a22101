"""Whole installations in folders of their own, and what happens to them, by the program itself."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg

PATIENCE_SECONDS = 60
QUIET = {
    "GANGMAKER_CONCEPT_MODEL": "none",
    "GANGMAKER_LOG_LEVEL": "error",
    "COLUMNS": "200",
    "NO_COLOR": "1",
}


@dataclass(frozen=True)
class House:
    """One installation: a data folder, and PostgreSQL when ``database`` names it."""

    folder: Path
    database: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        place = {"GANGMAKER_DATA_DIR": str(self.folder)}
        if self.database:
            place["GANGMAKER_DATABASE_URL"] = self.database
        return {**kept, **QUIET, **place, **self.settings}

    @property
    def file(self) -> Path:
        return self.folder / "main.sqlite3"

    def with_settings(self, **settings: str) -> "House":
        named = {f"GANGMAKER_{name}": value for name, value in settings.items()}
        return House(self.folder, self.database, {**self.settings, **named})

    def gangmaker(self, *words: str, **how: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(  # type: ignore[call-overload,no-any-return]  # ``how`` is passed on
            program(*words),
            env=self.environment,
            text=True,
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            **how,
        )

    def python(self, code: str) -> str:
        """What ``code`` prints, with the platform at hand; fails as it fails."""
        done = self.gangmaker("manage", "shell", "-v0", "-c", code)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    @contextmanager
    def started(self, *words: str) -> Iterator["subprocess.Popen[str]"]:
        """The program, running; stopped at the end if it still is."""
        process = subprocess.Popen(
            program(*words),
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
            process.communicate(timeout=PATIENCE_SECONDS)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """Straight from the database, past everything of ours."""
        if self.database:
            with psycopg.connect(self.database) as there:
                return there.execute(sql.encode()).fetchall()
        here = sqlite3.connect(self.file)
        try:
            return here.execute(sql).fetchall()
        finally:
            here.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(happens: Callable[[], bool], *, seconds: float = PATIENCE_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, f"it did not happen within {seconds} seconds"
        time.sleep(0.05)


def program(*words: str) -> list[str]:
    return [sys.executable, "-m", "gangmaker.config.cli", *words]


def built_like(template: Path, folder: Path) -> House:
    """A house on SQLite, from the file of one that was migrated before."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template, folder / "main.sqlite3")
    return House(folder)


def on_postgresql(dsn: str, folder: Path, *, template: str = "template1") -> House:
    """A house with a database of its own, a copy of ``template``."""
    name = f"house_{time.monotonic_ns()}"
    folder.mkdir(parents=True, exist_ok=True)
    with psycopg.connect(dsn, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
    return House(folder, f"{dsn.rpartition('/')[0]}/{quote(name)}")
