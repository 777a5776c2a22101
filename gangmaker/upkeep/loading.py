"""Putting an archive into an empty database, row by row as it was."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from . import invariants, rows, sequences
from .archive import Archive
from .migrating import WholeExecutor
from .naming import about
from .report import Report, silent
from .words import CannotKeep


def load(archive: Archive, *, report: Report = silent) -> list[str]:
    """Make the tables as they were, fill them in one transaction, then bring them up to date.

    The database must hold nobody (``holds_people``). What was in its tables goes: the few rows that
    every new database begins with are in the archive too. Triggers stand aside meanwhile, since
    they judge what happens now, and what is loaded happened before. Answers the rules that the rows
    break.
    """
    contents = archive.contents
    apps = rows.apps_at(connection, contents.migrations)
    models = rows.tables(apps)
    _refuse_other_tables(models, archive)
    _make_tables(contents.migrations)
    with transaction.atomic(), without_triggers():
        _empty(models)
        for number, model in enumerate(models, start=1):
            _fill(model, archive)
            report("tables", number, len(models))
        connection.check_constraints()
    call_command("migrate", interactive=False, verbosity=0)
    return _untrue(models)


def holds_people(database: BaseDatabaseWrapper = connection) -> bool:
    """Whether anybody is there whose data would be lost."""
    there = database.introspection.table_names()
    with database.cursor() as cursor:
        for table in ("actors_account", "actors_actor"):
            if table in there:
                cursor.execute(about("SELECT 1 FROM {table} LIMIT 1", table=table))
                if cursor.fetchone():
                    return True
    return False


def _refuse_other_tables(models: list[rows.Model], archive: Archive) -> None:
    ours = {model._meta.db_table: rows.columns(model) for model in models}
    theirs = {
        name: table.columns
        for name, table in archive.contents.tables.items()
        if not name.startswith(rows.LEFT_OUT)  # an older version may have kept them
    }
    if ours != theirs:
        other = sorted(name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name))
        raise CannotKeep(f"The archive has other tables or columns: {', '.join(other)}.")


def _make_tables(migrations: list[str]) -> None:
    """Migrate to where the archive was; a database that is further cannot go back."""
    wanted = {(app, name) for app, _dot, name in (each.partition(".") for each in migrations)}
    executor = WholeExecutor(connection)
    if set(executor.loader.applied_migrations) - wanted:
        raise CannotKeep(
            "The database is of a later version than the archive, and cannot go back.",
            "Give an empty database, or throw this one away with --force.",
        )
    children = {node: executor.loader.graph.node_map[node].children for node in wanted}
    executor.migrate([node for node in sorted(wanted) if not wanted & set(children[node])])


def _empty(models: list[rows.Model]) -> None:
    with connection.cursor() as cursor:
        for model in reversed(models):
            cursor.execute(about("DELETE FROM {table}", table=model._meta.db_table))


def _fill(model: rows.Model, archive: Archive) -> None:
    name = model._meta.db_table
    table = archive.contents.tables[name]
    written = rows.write(model, archive.lines(name), connection=connection)
    if written != table.rows:
        raise CannotKeep(f"{name} has {written} rows in the archive, not {table.rows}.")
    sequences.go_on_from(model, table.last, connection)


def _untrue(models: list[rows.Model]) -> list[str]:
    def read(sql: str) -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    return list(invariants.broken(read, [model._meta.db_table for model in models]))


@contextmanager
def without_triggers() -> Iterator[None]:
    """Our own triggers are away inside; in one transaction, so that nobody else is without them."""
    if connection.vendor == "postgresql":
        yield from _disabled()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(about("DROP TRIGGER {name}", name=name))
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


def _disabled() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal"
        )
        tables = [row[0] for row in cursor.fetchall()]
        for table in tables:
            cursor.execute(about("ALTER TABLE {table} DISABLE TRIGGER USER", table=table))
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the table is "in use"
        for table in tables:
            cursor.execute(about("ALTER TABLE {table} ENABLE TRIGGER USER", table=table))
