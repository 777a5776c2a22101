"""What must be in order before anything is served; each step is quick when it already is."""

import hashlib
import os
import shutil
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from gangmaker.config.cli.console import waiting
from gangmaker.config.cli.exits import WRONG_SETTINGS, Stopped
from gangmaker.config.cli.translations import compile_translations


def start_django() -> None:
    """Read the settings, so that a wrong one is told before anything else happens."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gangmaker.config.settings")
    import django  # late: the settings are read here, and a wrong one must be caught by main()

    django.setup()


def check(*, deploy: bool = False) -> None:
    start_django()
    from django.core.management import CommandError, call_command

    try:
        call_command("check", deploy=deploy, fail_level="WARNING", stdout=StringIO())
    except CommandError as problems:
        raise Stopped(
            "The checks found something:", *_lines(str(problems)), exit_code=WRONG_SETTINGS
        ) from None


def refuse_wrong_settings() -> None:
    """The checks that concern this machine; the rest is the developer's."""
    start_django()
    from gangmaker.config import checks

    found = [
        *checks.no_transaction_around_a_whole_request(None),
        *checks.sqlite_on_a_disk_of_this_machine(None),
        *checks.what_is_kept_can_be_written(None),
    ]
    if found:
        sentences = [f"{message.msg} {message.hint}" for message in found]
        raise Stopped("Gangmaker cannot start:", *sentences, exit_code=WRONG_SETTINGS)


def migrate(*, set_up: bool = True, save: bool = True) -> None:
    """Bring the database up to date, and fill in what every installation starts from.

    With ``save`` a backup is made first when something will change and there is something to lose.
    """
    start_django()
    from django.core.management import call_command
    from django.utils import timezone

    from gangmaker.config.setup import set_up_region

    with reachable_database():
        if save:
            _back_up_first()
        _wait_for_nobody_long()
        with waiting("The database is brought up to date"):
            call_command("migrate", interactive=False, verbosity=0)
        if set_up:
            set_up_region(timezone.now())


def _back_up_first() -> None:
    from django.utils import timezone

    from gangmaker.upkeep import loading
    from gangmaker.upkeep.backing_up import back_up
    from gangmaker.upkeep.words import CannotKeep

    if not loading.holds_people() or not waiting_migrations():
        return
    try:
        with waiting("Everything is backed up first"):
            back_up(reason="before migrate", now=timezone.now())
    except (CannotKeep, OSError) as reason:
        raise Stopped(
            str(reason), "Nothing was migrated. Without a backup: gangmaker migrate --no-save"
        ) from None


def _wait_for_nobody_long() -> None:
    """A change of a table that waits for a reader makes everybody else wait behind it."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '10s'")


def known_migrations() -> list[str]:
    """Every migration that this version has."""
    start_django()
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {*loader.graph.nodes, *loader.replacements, *(loader.disk_migrations or ())}
    return sorted(f"{app}.{name}" for app, name in known)


def waiting_migrations() -> list[str]:
    """The migrations of this version that the database has not seen."""
    start_django()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with reachable_database():
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


class reachable_database:  # noqa: N801 (used as a function)
    """Turns "no database" into a sentence."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        from django.db import OperationalError

        if kind is not None and issubclass(kind, OperationalError):
            raise Stopped(
                f"The database does not answer: {str(error).strip().splitlines()[0]}",
                "Look at GANGMAKER_DATABASE_URL and whether the server runs.",
            ) from None


def translations() -> None:
    start_django()
    from django.conf import settings

    compile_translations(Path(settings.LOCALE_PATHS[0]))


def forget_figures() -> None:
    start_django()
    from gangmaker.web.items import figures

    figures.forget_figures()


def static_files() -> None:
    """Gather what browsers load, compressed; only when something in it changed."""
    start_django()
    from django.conf import settings
    from django.core.management import call_command

    root = Path(settings.STATIC_ROOT)
    mark = root / ".gathered"
    wanted = _fingerprint_of_static_files()
    if mark.exists() and mark.read_text(encoding="ascii") == wanted:
        return
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    with redirect_stdout(StringIO()):
        call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(wanted, encoding="ascii")


def _fingerprint_of_static_files() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
