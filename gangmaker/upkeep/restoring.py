"""Putting a backup back: looked through first, and nothing is touched before all of it is good."""

import json
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from . import media, sealed, sqlitefile
from .backing_up import ROWS_FILE, SQLITE_FILE
from .digests import copy_and_digest, digest_of, written_whole
from .report import Report, silent
from .store import Backup, Manifest, Store
from .words import CannotKeep

REHEARSAL: Final = "rehearsal.json"


@dataclass(frozen=True)
class Rehearsal:
    """That the newest backup was put back for a try, on an empty place."""

    at: str
    backup: str
    seconds: float
    went_well: bool


@contextmanager
def checked(
    backup: Backup, store: Store, *, known: Iterable[str], report: Report = silent
) -> Iterator[tuple[Manifest, Path]]:
    """The manifest of ``backup`` and its database, unpacked, when every byte of it is good.

    ``known``: the migrations of this version; a backup of a later one is refused.
    """
    manifest = backup.manifest()
    _refuse_later_version(manifest, known)
    report("verified", 1, 4)
    packed = backup.folder / str(manifest.database["file"])
    if not packed.is_file() or digest_of(packed) != manifest.database["packed"]:
        raise CannotKeep(f"The database in {backup.name} is missing, cut off or damaged.")
    report("verified", 2, 4)
    wrong = list(media.damaged(manifest, store))
    if wrong:
        raise CannotKeep(f"{backup.name} is not whole.", *wrong[:5])
    report("verified", 3, 4)
    with tempfile.TemporaryDirectory(prefix=".checking-", dir=store.folder) as folder:
        database = packed
        if packed.name == SQLITE_FILE:
            database = Path(folder) / "database.sqlite3"
            _unpack(packed, database, manifest)
        report("verified", 4, 4)
        yield manifest, database


def _unpack(packed: Path, database: Path, manifest: Manifest) -> None:
    try:
        digest, _size = sqlitefile.unpack(packed, database)
    except (OSError, EOFError, zlib.error) as error:
        raise CannotKeep(f"The database cannot be unpacked ({error}).") from None
    looked = sqlitefile.look_through(database)
    if digest != manifest.database["sha256"] or looked.damaged:
        raise CannotKeep("The database in the backup is damaged.", *looked.damaged)
    if looked.rows != manifest.rows:
        raise CannotKeep("The backup does not hold as many rows as its manifest says.")


def _refuse_later_version(manifest: Manifest, known: Iterable[str]) -> None:
    unknown = set(manifest.migrations) - set(known)
    if unknown:
        raise CannotKeep(
            f"The backup is of version {manifest.version}, which this one does not know "
            f"({min(unknown)}).",
            "Install that version or a later one first.",
        )


def secret_key_of(manifest: Manifest, passphrase: str) -> str | None:
    """The secret key in the backup, if there is one and the passphrase was given."""
    if not manifest.secrets or not passphrase:
        return None
    return sealed.unseal(manifest.secrets, passphrase).get("secret_key")


def put_database_back(found: Path, database: Path) -> list[str]:
    """Replace ``database``; answers what another one had left beside it.

    What was left goes before the name changes: SQLite would read it into the new one.
    """
    if found.name == ROWS_FILE:
        raise ValueError("rows are loaded, not copied")
    with written_whole(database) as file, found.open("rb") as source:
        copy_and_digest(source, file)
        return sqlitefile.remove_companions(database)


def last_rehearsal(store: Store) -> Rehearsal | None:
    try:
        said = json.loads((store.folder / REHEARSAL).read_text(encoding="utf-8"))
        return Rehearsal(**said)
    except (OSError, ValueError, TypeError):
        return None


def note_rehearsal(
    store: Store, *, backup: Backup, at: datetime, seconds: float, went_well: bool
) -> None:
    said = {"at": at.isoformat(), "backup": backup.name}
    text = json.dumps({**said, "seconds": round(seconds, 1), "went_well": went_well})
    (store.folder / REHEARSAL).write_text(text, encoding="utf-8")
