"""What ``gangmaker doctor`` looks at: each check is one function that answers one finding."""

import shutil
import smtplib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from pathlib import Path

from gangmaker.config.cli import preparing
from gangmaker.config.cli.console import out
from gangmaker.config.cli.exits import Stopped
from gangmaker.config.cli.translations import stale_translations

OUTBOX_PATIENCE = timedelta(minutes=15)
WORKER_PATIENCE = timedelta(minutes=2)
DISK_FULL_AT = 0.10


class Level(Enum):
    OK = "[green]✓ ok  [/green]"
    WARN = "[yellow]! warn[/yellow]"
    FAIL = "[red]✗ fail[/red]"


@dataclass(frozen=True)
class Finding:
    """What was seen, and what to do about it when it is not well."""

    level: Level
    seen: str
    next_step: str = ""


Check = Callable[[], Finding]


def examine() -> bool:
    """Show every finding; true when nothing must be mended."""
    preparing.start_django()
    findings = [(name, _safely(check)) for name, check in CHECKS]
    for name, finding in findings:
        out.print(f"{finding.level.value}  [bold]{name}[/bold]: {finding.seen}")
        if finding.next_step:
            out.print(f"          {finding.next_step}")
    return all(finding.level is not Level.FAIL for _name, finding in findings)


def _safely(check: Check) -> Finding:
    """A check that cannot look has not found that all is well."""
    from django.db import DatabaseError

    try:
        return check()
    except Stopped as stopped:
        seen, *rest = stopped.sentences
        return Finding(Level.FAIL, seen, " ".join(rest))
    except (DatabaseError, OSError) as error:
        return Finding(Level.FAIL, f"could not be looked at ({error})", "Mend what is above first.")


def settings_are_safe() -> Finding:
    from django.core import checks

    messages = checks.run_checks(include_deployment_checks=True)
    serious = [message for message in messages if message.level >= checks.WARNING]
    if not serious:
        return Finding(Level.OK, "fit for real people")
    errors = [message for message in serious if message.level >= checks.ERROR]
    first = (errors or serious)[0]
    level = Level.FAIL if [m for m in errors if m.id not in LOCAL_ONLY] else Level.WARN
    return Finding(level, str(first.msg), first.hint or "Run: gangmaker check --deploy")


LOCAL_ONLY = ("gangmaker.E003",)
"""Errors on a public machine that are normal on one's own."""


def secret_key_is_private() -> Finding:
    from django.conf import settings

    kept = Path(settings.DATA_DIR) / "secret_key"
    if settings.SECRET_KEY_GIVEN:
        return Finding(Level.OK, "given by the environment")
    if kept.stat().st_mode & 0o077:
        return Finding(Level.FAIL, f"others can read {kept}", f"Run: chmod 600 {kept}")
    return Finding(Level.OK, f"kept in {kept}, for its owner only")


def database_answers() -> Finding:
    from django.db import connection

    with preparing.reachable_database(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Finding(Level.OK, f"{connection.vendor} answers")


def migrations_are_applied() -> Finding:
    waiting = preparing.waiting_migrations()
    if waiting:
        seen = f"{len(waiting)} changes wait, the first is {waiting[0]}"
        return Finding(Level.FAIL, seen, "Run: gangmaker migrate")
    return Finding(Level.OK, "the database fits this version")


def journal_is_append_only() -> Finding:
    """Rules that live in triggers are lost when somebody copies a database by hand."""
    from django.db import connection

    triggers = _triggers()
    bare = [
        table
        for table in APPEND_ONLY
        if not any(trigger.startswith(f"{table}_no_") for trigger in triggers)
    ]
    if bare:
        step = f"Restore a backup, or make this {connection.vendor} database again and import."
        return Finding(Level.FAIL, f"nothing protects {', '.join(bare)}", step)
    return Finding(Level.OK, f"{len(triggers)} triggers guard what may not change")


APPEND_ONLY = ("trail_act", "contributions_ledgerentry")


def _triggers() -> set[str]:
    from django.db import connection

    sqlite = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    postgresql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(sqlite if connection.vendor == "sqlite" else postgresql)
        return {row[0] for row in cursor.fetchall()}


def mail_leaves() -> Finding:
    from django.conf import settings
    from django.core.mail import get_connection

    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        seen = "mail is not sent to people"
        return Finding(Level.WARN, seen, "Set GANGMAKER_MAIL_URL to your mail server.")
    try:
        with get_connection():
            return Finding(Level.OK, f"{settings.EMAIL_HOST} lets us in")
    except (OSError, smtplib.SMTPException) as error:
        seen = f"{settings.EMAIL_HOST} refuses us ({error})"
        return Finding(Level.FAIL, seen, "Look at GANGMAKER_MAIL_URL.")


def outbox_is_moving() -> Finding:
    from django.utils import timezone

    from gangmaker.trail.models import Message

    late = Message.objects.due(at=timezone.now() - OUTBOX_PATIENCE).count()
    if late:
        seen = f"{late} mails wait for more than {OUTBOX_PATIENCE.seconds // 60} minutes"
        return Finding(Level.FAIL, seen, "Is the worker running? Run: gangmaker run --worker-only")
    return Finding(Level.OK, "no mail waits too long")


def worker_is_alive() -> Finding:
    from gangmaker.upkeep.state import heartbeat

    if not heartbeat().exists():
        seen = "no worker was ever seen on this machine"
        return Finding(Level.WARN, seen, "Run: gangmaker run")
    age = timedelta(seconds=time.time() - heartbeat().stat().st_mtime)
    if age > WORKER_PATIENCE:
        seen = f"the last worker was seen {int(age.total_seconds() // 60)} minutes ago"
        return Finding(Level.WARN, seen, "Run: gangmaker run")
    return Finding(Level.OK, f"seen {int(age.total_seconds())} seconds ago")


def disk_has_room() -> Finding:
    from django.conf import settings

    usage = shutil.disk_usage(settings.DATA_DIR)
    share = usage.free / usage.total
    seen = f"{usage.free // 1024**3} GB free ({share:.0%}) at {settings.DATA_DIR}"
    if share < DISK_FULL_AT:
        return Finding(Level.FAIL, seen, "Make room, or move GANGMAKER_DATA_DIR to a larger disk.")
    return Finding(Level.OK, seen)


def can_be_changed() -> Finding:
    from gangmaker.upkeep.standing import why_read_only

    why = why_read_only()
    if why is None:
        return Finding(Level.OK, "everybody can change what they may")
    return Finding(Level.WARN, f"read-only ({why.value})", "When all is well: gangmaker thaw")


def backups_are_made() -> Finding:
    from django.conf import settings
    from django.utils import timezone

    from gangmaker.upkeep.backing_up import store

    newest = store().newest()
    if newest is None:
        level = Level.WARN
        return Finding(level, "there is no backup", "Run: gangmaker backup, or gangmaker run")
    age = timezone.now() - newest.made_at
    seen = f"{newest.name}, {age.total_seconds() / 3600:.1f} hours old"
    if settings.BACKUP_HOURS and age > 2 * timedelta(hours=settings.BACKUP_HOURS):
        return Finding(Level.FAIL, f"{seen}: too old", "Look at the worker, or: gangmaker backup")
    if newest.manifest().missing:
        return Finding(Level.WARN, f"{seen}; rows name files that are not there", MISSING_STEP)
    return Finding(Level.OK, seen)


MISSING_STEP = "Look in its manifest.json under “missing”."


def rows_are_true() -> Finding:
    """The same rules that every backup must pass."""
    from django.db import connection

    from gangmaker.upkeep import invariants

    def read(sql: str) -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    wrong = list(invariants.broken(read, connection.introspection.table_names()))
    if wrong:
        return Finding(Level.FAIL, wrong[0], "Restore a backup from before, or ask for help.")
    return Finding(Level.OK, f"{len(invariants.INVARIANTS)} rules of ledger and promises hold")


def files_are_there() -> Finding:
    from django.conf import settings
    from django.db import connection

    from gangmaker.upkeep import media

    def read(sql: str) -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    named = media.named_files(read, connection.introspection.table_names())
    gone = [path for path in sorted(named) if not (Path(settings.MEDIA_ROOT) / path).is_file()]
    if gone:
        return Finding(Level.FAIL, f"{len(gone)} missing, the first is {gone[0]}", FILES_STEP)
    return Finding(Level.OK, f"{len(named)} files that rows name are there")


FILES_STEP = "Take them from a backup: gangmaker restore puts back what is not there."


def translations_are_compiled() -> Finding:
    from django.conf import settings

    stale = stale_translations(Path(settings.LOCALE_PATHS[0]))
    if stale:
        seen = f"not compiled: {', '.join(stale)}"
        return Finding(Level.WARN, seen, "They are compiled at the next: gangmaker run")
    return Finding(Level.OK, "compiled")


CHECKS: tuple[tuple[str, Check], ...] = (
    ("Settings", settings_are_safe),
    ("Secret key", secret_key_is_private),
    ("Disk", disk_has_room),
    ("Database", database_answers),
    ("Migrations", migrations_are_applied),
    ("Journal", journal_is_append_only),
    ("Rows", rows_are_true),
    ("Files", files_are_there),
    ("Backup", backups_are_made),
    ("Changing", can_be_changed),
    ("Mail", mail_leaves),
    ("Outbox", outbox_is_moving),
    ("Worker", worker_is_alive),
    ("Translations", translations_are_compiled),
)
