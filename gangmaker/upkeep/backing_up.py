"""Making a backup: a copy of one moment, looked through before it counts as one."""

import gzip
import hashlib
import logging
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection

from gangmaker import __version__
from gangmaker.actors import erasures

from . import archive, invariants, media, sealed, sqlitefile
from .digests import CHUNK, digest_of
from .report import Report, silent
from .store import HOURLY_LABEL, Backup, Manifest, Store, write_manifest
from .words import CannotKeep

logger = logging.getLogger(__name__)

SQLITE_FILE: Final = "database.sqlite3.gz"
ROWS_FILE: Final = "rows.zip"
TRY_AGAIN_AFTER: Final = 600  # seconds
ROOM_FOR_COPIES: Final = 2  # the copy, and the copy packed
_not_before = [0.0]


def store() -> Store:
    return Store(Path(settings.BACKUP_DIR))


def back_up(
    *, reason: str, now: datetime, into: Store | None = None, report: Report = silent
) -> Backup:
    """Make a backup of everything; returns it once it was found good. Else ``CannotKeep``."""
    place = into or store()
    with place.alone() as alone:
        if not alone:
            raise CannotKeep("Another backup is being made just now.")
        _refuse_without_room(place)
        with place.making(at=now, reason=reason) as folder:
            _write(folder, place, reason=reason, now=now, report=report)
        newest = place.newest()
        place.prune(now=now)
    assert newest is not None  # noqa: S101 (it was just made)
    return newest


def back_up_when_due(*, now: datetime) -> Backup | None:
    """For the worker: nothing when the newest is young enough, or when it just failed."""
    hours: int = settings.BACKUP_HOURS
    if not hours or time.monotonic() < _not_before[0]:
        return None
    newest = store().newest()
    if newest is not None and now - newest.made_at < timedelta(hours=hours):
        return None
    try:
        return back_up(reason=HOURLY_LABEL, now=now)
    except (CannotKeep, OSError) as error:
        _not_before[0] = time.monotonic() + TRY_AGAIN_AFTER
        logger.error("No backup was made: %s", error)
        return None


def _write(folder: Path, place: Store, *, reason: str, now: datetime, report: Report) -> None:
    """The rows first, then the files: a file that a row names is never younger than the row."""
    started = time.monotonic()
    write = _write_sqlite if connection.vendor == "sqlite" else _write_rows
    database, looked, named = write(folder, now, report)
    newest = place.newest()
    kept = media.keep(Path(settings.MEDIA_ROOT), place, known=_known(newest))
    with suppress(FileNotFoundError):
        shutil.copyfile(erasures.journal(), place.folder / erasures.FILE)
    write_manifest(
        folder,
        Manifest(
            made_at=now.isoformat(),
            version=__version__,
            vendor=connection.vendor,
            reason=reason,
            migrations=looked.migrations,
            rows=looked.rows,
            database=database,
            media=kept,
            missing=sorted(named - set(kept)),
            untrue=looked.untrue,
            seconds=round(time.monotonic() - started, 2),
            secrets=_sealed_secrets(),
        ),
    )


Written = tuple[dict[str, Any], sqlitefile.Looked, set[str]]


def _write_sqlite(folder: Path, now: datetime, report: Report) -> Written:
    plain, packed = folder / "database.sqlite3", folder / SQLITE_FILE
    source = Path(connection.settings_dict["NAME"])
    sqlitefile.copy_database(
        source, plain, progress=lambda count, total: report("pages", count, total)
    )
    looked = sqlitefile.look_through(plain)
    if looked.damaged:
        raise CannotKeep("The copy is not good, so it was thrown away.", *looked.damaged)
    with sqlitefile.opened(plain) as opened:
        named = media.named_files(sqlitefile.reader(opened), list(looked.rows))
    digest, size = sqlitefile.pack(plain, packed)
    if _unpacked_digest(packed) != digest:
        raise CannotKeep("The packed copy cannot be read back.")
    plain.unlink()
    facts = {"file": SQLITE_FILE, "sha256": digest, "size": size, "packed": digest_of(packed)}
    return facts, looked, named


def _write_rows(folder: Path, now: datetime, report: Report) -> Written:
    packed = folder / ROWS_FILE
    contents = archive.write_archive(packed, media=None, now=now, report=report)
    with archive.verified(packed, report=report):
        counts = {name: table.rows for name, table in contents.tables.items()}
    facts = {"file": ROWS_FILE, "packed": digest_of(packed), "size": packed.stat().st_size}
    untrue = list(invariants.broken(_read, list(counts)))
    looked = sqlitefile.Looked(counts, contents.migrations, [], untrue)
    return facts, looked, media.named_files(_read, list(counts))


def _read(sql: str) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _unpacked_digest(packed: Path) -> str:
    digest = hashlib.sha256()
    with gzip.open(packed, "rb") as file:
        while part := file.read(CHUNK):
            digest.update(part)
    return digest.hexdigest()


def _known(newest: Backup | None) -> media.Known:
    try:
        return newest.manifest().media if newest else {}
    except CannotKeep:
        return {}


def _sealed_secrets() -> str:
    if not settings.BACKUP_PASSPHRASE:
        return ""
    return sealed.seal({"secret_key": settings.SECRET_KEY}, settings.BACKUP_PASSPHRASE)


def _refuse_without_room(place: Store) -> None:
    """A backup must never be what fills the disk."""
    place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    size = 0
    if connection.vendor == "sqlite":
        size = Path(connection.settings_dict["NAME"]).stat().st_size
    usage = shutil.disk_usage(place.folder)
    if usage.free < ROOM_FOR_COPIES * size + usage.total // 100:
        raise CannotKeep(
            f"There is too little room in {place.folder}: {usage.free // 1024**2} MB are free.",
            "Make room, or set GANGMAKER_BACKUP_DIR to a larger disk.",
        )
