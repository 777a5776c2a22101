"""A SQLite database as a file: copied while it is written to, looked through, packed, put back.

Nothing here needs Django: a copy must be found good before anything of ours trusts it.
"""

import gzip
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .digests import CHUNK, copy_and_digest, written_whole
from .invariants import Read, broken, unguarded
from .naming import about

Progress = Callable[[int, int], None]

COMPANIONS: Final = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database. Left from another one, they would be read into it."""

PAGES_AT_ONCE: Final = 8_192
PACKING: Final = 1  # the quickest: pages of a database shrink to a fifth with any


@dataclass(frozen=True)
class Looked:
    """What is in a database.

    ``damaged``: it is no good as a copy. ``untrue``: it is a good copy of rows that cannot be; that
    must be told, but a backup of them is better than none.
    """

    rows: dict[str, int]
    migrations: list[str]
    damaged: list[str]
    untrue: list[str]


def copy_database(source: Path, target: Path, *, progress: Progress | None = None) -> None:
    """Copy ``source`` as it is at one moment, while others go on reading and writing.

    One reading transaction lasts as long as the copy, so that writers never make it begin anew.
    """

    def told(status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    with opened(source) as there, closing(sqlite3.connect(target)) as here:
        there.execute("BEGIN")
        there.execute("SELECT count(*) FROM sqlite_master").fetchone()
        there.backup(here, pages=PAGES_AT_ONCE, progress=told)
        here.execute("PRAGMA journal_mode=DELETE")  # one file, without companions


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open what is there for reading. Never makes a database where none is."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        connection.execute("PRAGMA query_only=ON")
        yield connection


def look_through(path: Path) -> Looked:
    """Read every page, and ask every rule."""
    try:
        with opened(path) as connection:
            return _look_through(connection)
    except sqlite3.DatabaseError as error:
        return Looked({}, [], [f"the database cannot be read ({error})"], [])


def _look_through(connection: sqlite3.Connection) -> Looked:
    read = reader(connection)
    tables = [row[0] for row in read("SELECT name FROM sqlite_master WHERE type = 'table'")]
    triggers = [row[0] for row in read("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    pages = [row[0] for row in read("PRAGMA integrity_check(3)") if row[0] != "ok"]
    if pages:
        return Looked({}, [], pages, [])
    strays = read("PRAGMA foreign_key_check")
    untrue = [f"{row[0]} names rows of {row[2]} that are not there" for row in strays[:3]]
    untrue += [*broken(read, tables), *unguarded(triggers, tables)]
    return Looked(_counts(read, tables), _migrations(read, tables), [], untrue)


def reader(connection: sqlite3.Connection) -> Read:
    def read(sql: str) -> list[tuple[Any, ...]]:
        return connection.execute(sql).fetchall()

    return read


def _counts(read: Read, tables: list[str]) -> dict[str, int]:
    ours = [name for name in tables if not name.startswith("sqlite_") and "_fts_" not in name]
    return {
        name: read(about("SELECT count(*) FROM {table}", table=name))[0][0] for name in sorted(ours)
    }


def _migrations(read: Read, tables: list[str]) -> list[str]:
    if "django_migrations" not in tables:
        return []
    return sorted(f"{app}.{name}" for app, name in read("SELECT app, name FROM django_migrations"))


def pack(source: Path, target: Path) -> tuple[str, int]:
    """Write ``source`` packed; answers the SHA-256 and size of what is inside."""
    with written_whole(target) as file, gzip.GzipFile(
        filename="", mode="wb", compresslevel=PACKING, fileobj=file, mtime=0
    ) as packed, source.open("rb") as plain:  # fmt: skip
        return copy_and_digest(plain, packed)


def unpack(source: Path, target: Path) -> tuple[str, int]:
    """Raises ``OSError`` or ``EOFError`` for what is cut off or damaged."""
    with gzip.open(source, "rb") as packed, target.open("wb", buffering=CHUNK) as plain:
        return copy_and_digest(packed, plain)


def remove_companions(database: Path) -> list[str]:
    """Take away what another database left beside this one; answers their names."""
    there = [database.with_name(database.name + end) for end in COMPANIONS]
    removed = [path for path in there if path.exists()]
    for path in removed:
        path.unlink()
    return [path.name for path in removed]
