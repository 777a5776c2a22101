"""The last number that each table gave to a row, so that a number is never given twice.

A mail's Message-ID comes from the number of its row; so may a page that somebody keeps a link to.
"""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField

from .naming import about
from .rows import Model


def last_given(model: Model, connection: BaseDatabaseWrapper) -> int | None:
    """Nothing where a table does not count its rows, or has not begun."""
    if not isinstance(model._meta.pk, AutoField):
        return None
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            row = cursor.fetchone()
            return int(row[0]) or None if row else None
        cursor.execute(
            "SELECT last_value FROM pg_sequences WHERE schemaname || '.' || sequencename = %s",
            [_sequence(model, connection)],
        )
        row = cursor.fetchone()
        return int(row[0]) if row and row[0] is not None else None


def go_on_from(model: Model, last: int | None, connection: BaseDatabaseWrapper) -> None:
    """The next row of ``model`` gets the number after ``last``."""
    if last is None or not isinstance(model._meta.pk, AutoField):
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
        else:
            cursor.execute("SELECT setval(%s, %s)", [_sequence(model, connection), last])


def _sequence(model: Model, connection: BaseDatabaseWrapper) -> str:
    key = model._meta.pk
    assert key is not None  # noqa: S101 (for the type checker)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_serial_sequence(%s, %s)",
            [about("{table}", table=model._meta.db_table), key.column],
        )
        return str(cursor.fetchone()[0])
