"""Migrations that happen whole or not at all, whenever the power goes."""

from typing import Any

from django.db import transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration


class WholeExecutor(MigrationExecutor):
    """Notes in the same transaction that a migration was applied.

    Django's own notes it after the transaction when something was left for its end: killed in
    between, the tables are there, nobody knows, and every later start fails.
    """

    def apply_migration(self, state: Any, migration: Migration, *args: Any, **kwargs: Any) -> Any:
        if not migration.atomic:
            return super().apply_migration(state, migration, *args, **kwargs)
        self.connection.disable_constraint_checking()  # SQLite cannot from within a transaction
        try:
            with transaction.atomic(using=self.connection.alias):
                return super().apply_migration(state, migration, *args, **kwargs)
        finally:
            self.connection.enable_constraint_checking()
