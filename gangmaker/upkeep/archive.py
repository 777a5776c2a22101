"""Everything as one documented file: a zip with rows as JSON lines, media, and a manifest.

    manifest.json            format, version, migrations, and for each table its columns, number of
                             rows, last number given out, and the SHA-256 of its lines
    tables/trail_item.jsonl  one JSON list a row, values in the order of the columns
    media/items/ab/abc….webp pictures and documents, under their paths

It does not depend on the database that it came from: what SQLite wrote PostgreSQL reads, and back.
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

from django.db import connection as default
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from gangmaker import __version__

from . import media as media_files
from . import rows, sequences
from .digests import CHUNK, copy_and_digest, written_whole
from .report import Report, silent
from .words import CannotKeep

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
SNAPSHOT: Final = "snapshot"
DAMAGED: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(KeyError, ValueError, TypeError, NotImplementedError),
)


@dataclass(frozen=True)
class Table:
    """One table in an archive. ``last``: the last number that it gave to a row, if it counts."""

    columns: list[str]
    rows: int
    sha256: str
    last: int | None = None


@dataclass(frozen=True)
class Contents:
    made_at: str
    version: str
    vendor: str
    migrations: list[str]
    tables: dict[str, Table]
    media: dict[str, tuple[str, int]]
    format: int = FORMAT


def write_archive(
    target: Path, *, media: Path | None, now: datetime, report: Report = silent
) -> Contents:
    """Write all rows as they are at one moment, and the files beneath ``media`` if any."""
    with written_whole(target) as file, zipfile.ZipFile(
        file, "w", zipfile.ZIP_DEFLATED, compresslevel=4
    ) as archive:  # fmt: skip
        with at_one_moment() as snapshot:
            migrations = rows.applied(snapshot)
            apps = rows.apps_at(snapshot, migrations)
            tables = _write_tables(archive, rows.tables(apps), snapshot, report)
        contents = Contents(
            made_at=now.astimezone(UTC).isoformat(),
            version=__version__,
            vendor=snapshot.vendor,
            migrations=migrations,
            tables=tables,
            media=_write_media(archive, media, report) if media else {},
        )
        archive.writestr(MANIFEST, json.dumps(asdict(contents), indent=1, ensure_ascii=False))
    return contents


def _write_tables(
    archive: zipfile.ZipFile,
    models: list[rows.Model],
    snapshot: BaseDatabaseWrapper,
    report: Report,
) -> dict[str, Table]:
    written = {}
    for number, model in enumerate(models, start=1):
        name = model._meta.db_table
        digest, count = hashlib.sha256(), 0
        with archive.open(f"tables/{name}.jsonl", "w", force_zip64=True) as entry:
            for line in rows.read(model, using=SNAPSHOT):
                text = f"{line}\n".encode()
                digest.update(text)
                entry.write(text)
                count += 1
        last = sequences.last_given(model, snapshot)
        written[name] = Table(rows.columns(model), count, digest.hexdigest(), last)
        report("tables", number, len(models))
    return written


def _write_media(
    archive: zipfile.ZipFile, media: Path, report: Report
) -> dict[str, tuple[str, int]]:
    written = {}
    every = list(media_files.paths(media)) if media.is_dir() else []
    for number, path in enumerate(every, start=1):
        entry = zipfile.ZipInfo(f"media/{path}")
        try:
            with (media / path).open("rb") as source, archive.open(
                entry, "w", force_zip64=True
            ) as target:  # fmt: skip
                written[path] = copy_and_digest(source, target)
        except FileNotFoundError:
            continue  # swept meanwhile: no row of the snapshot can have named it
        report("files", number, len(every))
    return written


@contextmanager
def at_one_moment() -> Iterator[BaseDatabaseWrapper]:
    """A second connection that sees one moment of the database and holds up nobody."""
    snapshot = default.copy(SNAPSHOT)
    if snapshot.vendor == "sqlite":
        snapshot.settings_dict["OPTIONS"] = {
            **snapshot.settings_dict["OPTIONS"],
            "transaction_mode": "DEFERRED",
        }
    connections[SNAPSHOT] = snapshot
    try:
        with transaction.atomic(using=SNAPSHOT):
            if snapshot.vendor == "postgresql":
                with snapshot.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield snapshot
    finally:
        snapshot.close()
        del connections[SNAPSHOT]


# --- Reading ----------------------------------------------------------------------------------


class Archive:
    """An archive that was found whole: every line and file is what the manifest says."""

    def __init__(self, file: zipfile.ZipFile, contents: Contents) -> None:
        self._file = file
        self.contents = contents

    def lines(self, table: str) -> Iterator[str]:
        with self._file.open(f"tables/{table}.jsonl") as entry:
            for line in entry:
                yield line.decode()

    def media(self, path: str) -> IO[bytes]:
        return self._file.open(f"media/{path}")


@contextmanager
def verified(path: Path, *, report: Report = silent) -> Iterator[Archive]:
    """Open ``path`` once all of it was read and found good; else ``CannotKeep``."""
    try:
        file = zipfile.ZipFile(path)
    except DAMAGED as error:
        raise CannotKeep(f"{path.name} is not an archive that can be read ({error}).") from None
    with file:
        try:
            contents = _contents(json.loads(file.read(MANIFEST)), path)
            _verify(file, contents, report)
        except DAMAGED as error:
            raise CannotKeep(f"{path.name} is damaged ({error}).") from None
        yield Archive(file, contents)


def _contents(said: dict[str, Any], path: Path) -> Contents:
    if said["format"] != FORMAT:
        raise CannotKeep(f"{path.name} has format {said['format']}; this version reads {FORMAT}.")
    tables = {name: Table(**table) for name, table in said["tables"].items()}
    return Contents(**{**said, "tables": tables})


def _verify(file: zipfile.ZipFile, contents: Contents, report: Report) -> None:
    wanted = {f"tables/{name}.jsonl": table.sha256 for name, table in contents.tables.items()}
    for path, (digest, _size) in contents.media.items():
        if path.startswith("/") or ".." in Path(path).parts:
            raise ValueError(f"{path} leads out of the media folder")
        wanted[f"media/{path}"] = digest
    for number, (name, digest) in enumerate(wanted.items(), start=1):
        if _digest(file, name) != digest:
            raise ValueError(f"{name} is not what the manifest says")
        report("verified", number, len(wanted))


def _digest(file: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with file.open(name) as entry:
        while part := entry.read(CHUNK):
            digest.update(part)
    return digest.hexdigest()
