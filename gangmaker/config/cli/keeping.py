"""Backups and archives at the command line: what is asked before, and what is done after."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gangmaker.config.cli import preparing
from gangmaker.config.cli.console import done, say, waiting
from gangmaker.config.cli.exits import Stopped
from gangmaker.config.progress import Report
from gangmaker.upkeep.words import CannotKeep

MARKS_OF_A_RUN = ("GANGMAKER_DATABASE_URL", "GANGMAKER_READ_ONLY", "GANGMAKER_SECRET_KEY")


@contextmanager
def _in_sentences() -> Iterator[None]:
    """What could not be kept is told, without a trace."""
    try:
        yield
    except CannotKeep as reason:
        raise Stopped(*reason.sentences) from None


@contextmanager
def _alone() -> Iterator[None]:
    """Nothing serves or works on this data folder meanwhile."""
    from gangmaker.upkeep import standing

    try:
        with standing.to_oneself():
            yield
    except standing.InUse:
        raise Stopped(
            "Gangmaker runs on this data folder.", "Stop it first, then try again."
        ) from None


def back_up(*, to: Path | None, reason: str, report: Report) -> None:
    preparing.start_django()
    from django.utils import timezone

    from gangmaker.upkeep.backing_up import back_up as make
    from gangmaker.upkeep.store import Store

    with _in_sentences(), preparing.reachable_database():
        into = Store(to.absolute()) if to else None
        backup = make(reason=reason, now=timezone.now(), into=into, report=report)
    manifest = backup.manifest()
    done(f"{backup.folder}: {sum(manifest.rows.values()):,} rows, {len(manifest.media):,} files.")
    for path in manifest.missing:
        say(f"! The file {path} is named by a row but is not there.")
    for sentence in manifest.untrue:
        say(f"! {sentence}")


def show_backups(*, of: Path | None) -> None:
    preparing.start_django()
    from gangmaker.upkeep.backing_up import store
    from gangmaker.upkeep.store import Store

    for backup in (Store(of.absolute()) if of else store()).backups():
        say(backup.name)


# --- Restoring --------------------------------------------------------------------------------


def restore(*, name: str, of: Path | None, force: bool, open_at_once: bool, report: Report) -> None:
    """Put a backup back, end all sessions, erase again who was erased, and stay read-only."""
    preparing.start_django()
    from gangmaker.upkeep.backing_up import store as own_store
    from gangmaker.upkeep.store import Store

    store = Store(of.absolute()) if of else own_store()
    with _in_sentences(), _alone():
        backup = store.named(name) if name else store.newest()
        if backup is None:
            raise Stopped(f"There is no backup in {store.folder}.")
        _put_back(backup, store, force=force, report=report)
        _afterwards(store, open_at_once=open_at_once)
    done(f"{backup.name} is put back. All sessions have ended.")
    if not open_at_once:
        say("Everything is read-only, and no mail leaves. When all is well: gangmaker thaw")


def _put_back(backup, store, *, force: bool, report: Report) -> None:  # type: ignore[no-untyped-def]  # late imports
    from django.conf import settings
    from django.db import connection

    from gangmaker.upkeep import backing_up, media, restoring

    _refuse_to_overwrite(force=force)
    known = preparing.known_migrations()
    with restoring.checked(backup, store, known=known, report=report) as (manifest, found):
        secret = restoring.secret_key_of(manifest, settings.BACKUP_PASSPHRASE)
        if found.name == backing_up.SQLITE_FILE.removesuffix(".gz"):
            _refuse_another_database()
            _save_what_was_there(force=force)
            connection.close()
            restoring.put_database_back(found, Path(connection.settings_dict["NAME"]))
            preparing.migrate(set_up=False, save=False)
        else:
            _save_what_was_there(force=force)
            _load(found, report=report)
            _find_words_again()
        media.put_back(manifest, store, Path(settings.MEDIA_ROOT))
    for sentence in manifest.untrue:
        say(f"! {sentence}")
    _keep_secret(secret)


def _refuse_another_database() -> None:
    from django.db import connection

    if connection.vendor != "sqlite":
        raise CannotKeep(
            "This backup is a SQLite database; here GANGMAKER_DATABASE_URL names another.",
            "Restore it without that setting, then use gangmaker export and gangmaker import.",
        )


def _refuse_to_overwrite(*, force: bool) -> None:
    if not force and _holds_people():
        raise Stopped(
            "This database already holds people; nothing was changed.",
            "Give --force to put the backup in its place. A backup of what is there is made first.",
        )


def _holds_people() -> bool:
    """A database that cannot be read may hold anybody. Nothing is made where there is none."""
    from django.db import DatabaseError, connection

    from gangmaker.upkeep import loading

    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    try:
        return loading.holds_people()
    except DatabaseError:
        return True
    finally:
        connection.close()


def _save_what_was_there(*, force: bool) -> None:
    from django.db import DatabaseError
    from django.utils import timezone

    from gangmaker.upkeep.backing_up import back_up as make

    if not (force and _holds_people()):
        return
    try:
        make(reason="before restore", now=timezone.now())
    except (CannotKeep, DatabaseError, OSError) as error:
        say(f"! What was there could not be backed up first ({error}).")


def _load(found: Path, *, report: Report) -> None:
    from gangmaker.upkeep import archive, loading

    with archive.verified(found, report=report) as opened:
        begin_with_an_empty_database()
        loading.load(opened, report=report)  # what is untrue is in the manifest


def _find_words_again() -> None:
    """Rows alone come without the words for search."""
    from django.core.management import call_command

    with waiting("The words for search are made again"):
        call_command("rebuild_modelsearch_index", verbosity=0)


def begin_with_an_empty_database() -> None:
    """Throw away what is there: the file, or all tables of a server's database."""
    from django.db import connection

    from gangmaker.upkeep.sqlitefile import remove_companions

    if connection.vendor == "sqlite":
        database = Path(connection.settings_dict["NAME"])
        connection.close()
        remove_companions(database)
        database.unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()


def _keep_secret(secret: str | None) -> None:
    from django.conf import settings

    from gangmaker.config.secret import replace_kept_secret

    if secret and not settings.SECRET_KEY_GIVEN:
        replace_kept_secret(Path(settings.DATA_DIR), secret)
        say("The secret key of the backup is in use again.")


def _afterwards(store, *, open_at_once: bool) -> None:  # type: ignore[no-untyped-def]  # late imports
    from django.contrib.sessions.models import Session

    from gangmaker.actors import erasures
    from gangmaker.upkeep import standing

    Session.objects.all().delete()
    erasures.merge_journals(store.folder / erasures.FILE)
    erased, unknown = erasures.erase_again()
    if erased:
        say(f"{erased} people who were erased since are erased again.")
    if unknown:
        standing.freeze(standing.Why.RESTORED)
        raise Stopped(
            f"{len(unknown)} entries of {erasures.journal()} could not be obeyed.",
            "Everything stays read-only until they are: gangmaker thaw",
        )
    if open_at_once:
        standing.thaw()
    else:
        standing.freeze(standing.Why.RESTORED)


def rehearse() -> None:
    """Put the newest backup back on an empty place beside, look at it, throw it away."""
    preparing.start_django()
    from django.utils import timezone

    from gangmaker.upkeep import restoring
    from gangmaker.upkeep.backing_up import store as own_store

    store = own_store()
    backup = store.newest()
    if backup is None:
        raise Stopped(f"There is no backup in {store.folder}.")
    started = time.monotonic()
    with waiting(f"{backup.name} is put back on an empty place"):
        answered = _restore_elsewhere(store.folder, backup.name)
    seconds = time.monotonic() - started
    went_well = answered.returncode == 0
    restoring.note_rehearsal(
        store, backup=backup, at=timezone.now(), seconds=seconds, went_well=went_well
    )
    if not went_well:
        raise Stopped("The rehearsal failed:", *answered.stderr.strip().splitlines()[-5:])
    done(f"{backup.name} was put back on an empty place in {seconds:.0f} seconds, and is good.")


def _restore_elsewhere(store: Path, name: str) -> "subprocess.CompletedProcess[str]":
    """By the same command that a person would give, on SQLite."""
    elsewhere = Path(tempfile.mkdtemp(prefix=".rehearsal-", dir=store))
    variables = {key: value for key, value in os.environ.items() if key not in MARKS_OF_A_RUN}
    variables |= {"GANGMAKER_DATA_DIR": str(elsewhere), "GANGMAKER_BACKUP_DIR": str(store)}
    command = [sys.executable, "-m", "gangmaker.config.cli", "restore", name]
    try:
        return subprocess.run(command, env=variables, text=True, capture_output=True, check=False)
    finally:
        shutil.rmtree(elsewhere)


# --- Archives ---------------------------------------------------------------------------------


def export(*, target: Path, report: Report) -> None:
    preparing.start_django()
    from django.conf import settings
    from django.utils import timezone

    from gangmaker.upkeep.archive import write_archive

    if target.exists():
        raise Stopped(f"{target} is already there; nothing was written.")
    with _in_sentences(), preparing.reachable_database():
        contents = write_archive(
            target, media=Path(settings.MEDIA_ROOT), now=timezone.now(), report=report
        )
    count = sum(table.rows for table in contents.tables.values())
    done(
        f"{target}: {count:,} rows of {len(contents.tables)} tables, {len(contents.media):,} files."
    )


def bring_in(*, source: Path, force: bool, report: Report) -> None:
    preparing.refuse_wrong_settings()
    from django.conf import settings

    from gangmaker.upkeep import archive, digests, loading

    with _in_sentences(), _alone(), preparing.reachable_database():
        _refuse_to_overwrite(force=force)
        with archive.verified(source, report=report) as opened:
            _refuse_later(opened.contents.migrations)
            _save_what_was_there(force=force)
            if force:
                begin_with_an_empty_database()
            for sentence in loading.load(opened, report=report):
                say(f"! {sentence}")
            for path in opened.contents.media:
                place = Path(settings.MEDIA_ROOT) / path
                with digests.written_whole(place) as file, opened.media(path) as entry:
                    digests.copy_and_digest(entry, file)
        _find_words_again()
    done(f"Everything of {source.name} is there.")


def _refuse_later(migrations: list[str]) -> None:
    unknown = set(migrations) - set(preparing.known_migrations())
    if unknown:
        raise CannotKeep(
            f"The archive is of a later version, which this one does not know ({min(unknown)})."
        )


# --- Reading only -----------------------------------------------------------------------------


def freeze() -> None:
    preparing.start_django()
    from gangmaker.upkeep import standing

    standing.freeze()
    done("Everything can be read, nothing can be changed. Undo: gangmaker thaw")


def thaw() -> None:
    preparing.start_django()
    from django.conf import settings

    from gangmaker.upkeep import standing

    standing.thaw()
    if settings.READ_ONLY:
        raise Stopped("GANGMAKER_READ_ONLY is still set.", "Take it away and start again.")
    if standing.is_full():
        raise Stopped("The disk is still full.", "Make room; it goes on by itself then.")
    done("Things can be changed again.")
