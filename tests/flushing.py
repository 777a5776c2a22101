"""Emptying the database after a test with real transactions, append-only tables included.

The product has no way to do this; the tests take the triggers away for a moment, which also
shows that nothing but the triggers stood in the way.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import TransactionTestCase


@contextmanager
def without_triggers() -> Iterator[None]:
    """Nothing refuses a change inside; afterwards every trigger is back."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


def empty_through_triggers() -> None:
    """Let Django's own clean-up after a transactional test pass the append-only tables."""
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def teardown(self: TransactionTestCase) -> None:
        with without_triggers():
            flush(self)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[attr-defined]
