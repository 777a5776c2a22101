"""Django's own command, with migrations that happen whole or not at all."""

from django.core.management.commands import migrate

from gangmaker.upkeep.migrating import WholeExecutor

migrate.MigrationExecutor = WholeExecutor  # type: ignore[misc]  # it has no other way to be told


class Command(migrate.Command):
    pass
