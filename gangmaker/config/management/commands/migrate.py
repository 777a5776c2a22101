"""Django's own command, with migrations that happen whole or not at all."""

from django.core.management.commands import migrate

from gangmaker.upkeep.migrating import WholeExecutor

migrate.MigrationExecutor = WholeExecutor  # type: ignore[attr-defined]  # told in no other way


class Command(migrate.Command):
    pass
