"""The folder of the backups: what is in it, what may go, and one at a time.

backups/20261121T174500Z-hourly/   manifest.json, manifest.sha256, the database
backups/blobs/ab/abcdef…           pictures and documents, under the SHA-256 of their bytes
backups/erasures.jsonl             who was erased since, see ``gangmaker.actors.erasures``
"""

import fcntl
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from .digests import keep_names, written_whole
from .words import CannotKeep

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
SEAL: Final = "manifest.sha256"
STAMP: Final = "%Y%m%dT%H%M%SZ"
HALF_MADE: Final = ".making-"

HOURLY, DAILY, MONTHLY = 24, 14, 12
LABELLED_STAY: Final = timedelta(days=14)
HOURLY_LABEL: Final = "hourly"


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself.

    ``media``: path to SHA-256 and size. ``missing``: files that rows name and that were not there.
    ``untrue``: rules that its rows break.
    """

    made_at: str
    version: str
    vendor: str
    reason: str
    migrations: list[str]
    rows: dict[str, int]
    database: dict[str, Any]
    media: dict[str, tuple[str, int]]
    missing: list[str]
    untrue: list[str]
    seconds: float
    secrets: str = ""
    format: int = FORMAT


@dataclass(frozen=True, order=True)
class Backup:
    """One finished backup in its folder."""

    made_at: datetime
    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def is_hourly(self) -> bool:
        return self.name.endswith(HOURLY_LABEL)

    def manifest(self) -> Manifest:
        """Raises ``CannotKeep`` when it was changed, cut off, or written by a later version."""
        try:
            text = (self.folder / MANIFEST).read_bytes()
            seal = (self.folder / SEAL).read_text(encoding="ascii").split()[0]
        except (OSError, UnicodeDecodeError, IndexError):
            raise CannotKeep(f"{self.name} has no manifest that can be read.") from None
        if sha256(text).hexdigest() != seal:
            raise CannotKeep(f"The manifest of {self.name} is not the one that was written.")
        return _manifest_of(json.loads(text), self.name)


def _manifest_of(said: Mapping[str, Any], name: str) -> Manifest:
    if said.get("format") != FORMAT:
        raise CannotKeep(
            f"{name} has format {said.get('format')}; this version reads {FORMAT}.",
            "Use the version of Gangmaker that made it.",
        )
    try:
        return Manifest(**said)
    except TypeError:
        raise CannotKeep(f"The manifest of {name} says other things than it should.") from None


class Store:
    """All backups in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def backups(self) -> list[Backup]:
        """The oldest first; what was not finished is none."""
        if not self.folder.is_dir():
            return []
        return sorted(
            Backup(made_at, path)
            for path in self.folder.iterdir()
            if (made_at := _moment_of(path)) and (path / MANIFEST).exists()
        )

    def newest(self) -> Backup | None:
        return next(reversed(self.backups()), None)

    def named(self, name: str) -> Backup:
        for backup in self.backups():
            if backup.name == name:
                return backup
        raise CannotKeep(f"There is no backup {name} in {self.folder}.")

    def blob(self, digest: str) -> Path:
        return self.folder / "blobs" / digest[:2] / digest

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether nobody else makes a backup here just now; holds the place if so."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    @contextmanager
    def making(self, *, at: datetime, reason: str) -> Iterator[Path]:
        """A folder that becomes a backup when all went well, and else is gone."""
        for left in self.folder.glob(f"{HALF_MADE}*"):
            shutil.rmtree(left)
        name = self._free_name(at, reason.replace(" ", "-"))
        half = self.folder / f"{HALF_MADE}{name}"
        half.mkdir(mode=0o700, parents=True)
        try:
            yield half
            keep_names(half)
            half.rename(self.folder / name)
        except BaseException:
            shutil.rmtree(half, ignore_errors=True)
            raise
        keep_names(self.folder)

    def _free_name(self, at: datetime, reason: str) -> str:
        """A second later where one of this second is there: the newest must be the last made."""
        stamp = at.astimezone(UTC).strftime(STAMP)
        if any(self.folder.glob(f"{stamp}-*")):
            return self._free_name(at + timedelta(seconds=1), reason)
        return f"{stamp}-{reason}"

    def prune(self, *, now: datetime) -> list[str]:
        """Throw away what no rule keeps, and media that no backup names; answers the names."""
        backups = self.backups()
        kept = {backup.name for backup in worth_keeping(backups, now=now)}
        gone = [backup for backup in backups if backup.name not in kept]
        for backup in gone:
            shutil.rmtree(backup.folder)
        if gone:
            self._sweep_blobs()
        return [backup.name for backup in gone]

    def _sweep_blobs(self) -> None:
        """Nothing goes while a manifest cannot be read: it may name what would go."""
        try:
            named = {
                digest
                for backup in self.backups()
                for digest, _size in backup.manifest().media.values()
            }
        except CannotKeep:
            return
        for path in (self.folder / "blobs").glob("*/*"):
            if path.name not in named:
                path.unlink()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    text = json.dumps(asdict(manifest), indent=1, ensure_ascii=False).encode()
    with written_whole(folder / MANIFEST) as file:
        file.write(text)
    with written_whole(folder / SEAL) as file:
        file.write(f"{sha256(text).hexdigest()}  {MANIFEST}\n".encode())


def worth_keeping(backups: Sequence[Backup], *, now: datetime) -> list[Backup]:
    """The newest of each of 24 hours, 14 days and 12 months that have one.

    What was made for a reason of its own is counted apart, so that a backup of what went wrong
    never takes the place of a good one; all of those stay for two weeks.
    """
    by_the_hour = [backup for backup in backups if backup.is_hourly]
    for_a_reason = [backup for backup in backups if not backup.is_hourly]
    recent = {backup for backup in for_a_reason if now - backup.made_at < LABELLED_STAY}
    return sorted(recent | _of_each_period(by_the_hour) | _of_each_period(for_a_reason))


def _of_each_period(backups: Sequence[Backup]) -> set[Backup]:
    kept: set[Backup] = set()
    for pattern, number in (("%Y%m%d%H", HOURLY), ("%Y%m%d", DAILY), ("%Y%m", MONTHLY)):
        periods: dict[str, Backup] = {}
        for backup in sorted(backups, reverse=True):
            periods.setdefault(backup.made_at.strftime(pattern), backup)
        kept.update(list(periods.values())[:number])
    return kept


def _moment_of(path: Path) -> datetime | None:
    stamp = path.name.partition("-")[0]
    try:
        return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
