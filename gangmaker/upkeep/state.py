"""How the platform stands, in figures: for the doctor, for monitors, for the team's own page."""

import secrets
import shutil
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django_tasks_db.models import DBTaskResult

from gangmaker import __version__
from gangmaker.trail.models import Message

from . import standing
from .backing_up import store
from .restoring import Rehearsal, last_rehearsal
from .store import Backup
from .words import CannotKeep

MAIL_PATIENCE: Final = timedelta(minutes=15)
WORKER_PATIENCE: Final = timedelta(minutes=2)
DISK_IS_LOW_AT: Final = 0.10
PROBED_EVERY_SECONDS: Final = 10.0
PROBE: Final = "readiness"


@dataclass(frozen=True)
class State:
    """Everything at one moment. Nothing (``None``) where there is nothing to say."""

    version: str
    database: str
    why_read_only: standing.Why | None
    disk_free: int
    disk_free_share: float
    mail_waiting: int
    mail_oldest_seconds: float | None
    mail_given_up: int
    mail_sent_at: datetime | None
    tasks_waiting: int
    backup: Backup | None
    backup_rows: int
    backup_age_seconds: float | None
    backups: int
    rehearsal: Rehearsal | None
    worker_age_seconds: float | None

    @property
    def mail_is_late(self) -> bool:
        return (self.mail_oldest_seconds or 0) > MAIL_PATIENCE.total_seconds()

    @property
    def backup_is_late(self) -> bool:
        """Older than twice the time between two; never where none are made."""
        hours: int = settings.BACKUP_HOURS
        if not hours:
            return False
        return self.backup_age_seconds is None or self.backup_age_seconds > 2 * hours * 3600

    @property
    def disk_is_low(self) -> bool:
        return self.disk_free_share < DISK_IS_LOW_AT

    @property
    def worker_is_away(self) -> bool:
        return (
            self.worker_age_seconds is None
            or self.worker_age_seconds > WORKER_PATIENCE.total_seconds()
        )


def state(*, now: datetime) -> State:
    """Four queries, whatever there is."""
    usage = shutil.disk_usage(settings.DATA_DIR)
    backups = store().backups()
    newest = backups[-1] if backups else None
    due = Message.objects.due(at=now)
    oldest = due.aggregate(at=Min("not_before"))["at"]
    return State(
        version=__version__,
        database="SQLite" if connection.vendor == "sqlite" else "PostgreSQL",
        why_read_only=standing.why_read_only(),
        disk_free=usage.free,
        disk_free_share=usage.free / usage.total,
        mail_waiting=due.count(),
        mail_oldest_seconds=(now - oldest).total_seconds() if oldest else None,
        mail_given_up=Message.objects.dead().count(),
        mail_sent_at=_last_sent(),
        tasks_waiting=DBTaskResult.objects.ready().count(),
        backup=newest,
        backup_rows=_rows_of(newest),
        backup_age_seconds=(now - newest.made_at).total_seconds() if newest else None,
        backups=len(backups),
        rehearsal=last_rehearsal(store()),
        worker_age_seconds=_age_of(heartbeat()),
    )


def heartbeat() -> Path:
    """The file whose age says when a worker on this machine was last seen."""
    return Path(settings.DATA_DIR) / "worker.alive"


def _last_sent() -> datetime | None:
    sent = Message.objects.exclude(sent_at=None).order_by("-pk").values_list("sent_at", flat=True)
    return sent.first()


def _rows_of(backup: Backup | None) -> int:
    try:
        return sum(backup.manifest().rows.values()) if backup else 0
    except CannotKeep:
        return 0


def _age_of(path: Path) -> float | None:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return None


# --- Ready to serve? --------------------------------------------------------------------------


@dataclass(frozen=True)
class Readiness:
    """What must hold before visitors are sent here; each by a name that a monitor can show."""

    checks: dict[str, bool]

    @property
    def ready(self) -> bool:
        return all(self.checks.values())


_probed: list[tuple[float, dict[str, bool]]] = []


def readiness(*, now: datetime) -> Readiness:
    """Looked up at most every ten seconds, however often anybody asks."""
    if not _probed or time.monotonic() - _probed[0][0] > PROBED_EVERY_SECONDS:
        _probed[:] = [(time.monotonic(), _probe(now))]
    return Readiness(_probed[0][1])


def forget_readiness() -> None:
    _probed.clear()


def _probe(now: datetime) -> dict[str, bool]:
    checks = {"database": _can_write(now), "disk": not standing.is_full()}
    try:
        found = state(now=now)
        checks["migrations"] = not _waiting_migrations()
        checks["mail"] = not found.mail_is_late
        checks["backup"] = not found.backup_is_late
        checks["disk"] = checks["disk"] and not found.disk_is_low
    except (DatabaseError, OSError):
        checks["database"] = False
    return checks


def _can_write(now: datetime) -> bool:
    """A row for nobody among the sessions, over and over; not where nothing may be written.

    Read-only because somebody chose so is ready: it does all that it promises.
    """
    why = standing.why_read_only()
    if why is not None:
        return why is not standing.Why.FULL
    row = {"session_data": secrets.token_hex(4), "expire_date": now}
    try:
        Session.objects.update_or_create(session_key=PROBE, defaults=row)
    except DatabaseError as error:
        standing.note_if_full(error)
        return False
    return True


def _waiting_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
