"""Migration operations for rules that only a trigger can keep, on SQLite and PostgreSQL."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.special import RunPython
from django.db.migrations.state import StateApps


def _run(statements: dict[str, Sequence[str]], schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in statements.get(schema_editor.connection.vendor, ()):
        schema_editor.execute(statement)


def run_for_vendor(
    forwards: dict[str, Sequence[str]], backwards: dict[str, Sequence[str]]
) -> RunPython:
    """Run raw SQL statements that differ between ``sqlite`` and ``postgresql``."""

    def apply(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        _run(forwards, schema_editor)

    def undo(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        _run(backwards, schema_editor)

    return RunPython(apply, undo)


def _raise(message: str) -> str:
    """The PL/pgSQL statement that Django turns into an IntegrityError."""
    return f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"


def append_only(table: str) -> RunPython:
    """Refuse UPDATE, DELETE and TRUNCATE on ``table``, whoever asks."""
    message = f"{table} is append-only"
    sqlite = [
        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        for event in ("UPDATE", "DELETE")
    ]
    refuse = f"{table}_refuse()"
    postgresql = [
        (
            f"CREATE FUNCTION {refuse} RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {_raise(message)} END $$"
        ),
        (
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {refuse}"
        ),
        (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {refuse}"
        ),
    ]
    return run_for_vendor(
        {"sqlite": sqlite, "postgresql": postgresql},
        {
            "sqlite": [
                f"DROP TRIGGER {table}_no_update",
                f"DROP TRIGGER {table}_no_delete",
            ],
            "postgresql": [
                f"DROP TRIGGER {table}_no_change ON {table}",
                f"DROP TRIGGER {table}_no_truncate ON {table}",
                f"DROP FUNCTION {table}_refuse()",
            ],
        },
    )


def refuse_row(table: str, name: str, *, event: str, when_sql: str, message: str) -> RunPython:
    """Refuse ``event`` (INSERT or UPDATE) of a row for which ``when_sql`` is true.

    ``when_sql`` is one boolean expression over ``NEW`` that both databases understand; it
    may hold subqueries, which a CHECK may not.
    """
    trigger = f"{table}_{name}"
    sqlite = (
        f"CREATE TRIGGER {trigger} BEFORE {event} ON {table} WHEN {when_sql} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
    postgresql = [
        (
            f"CREATE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when_sql} THEN {_raise(message)} END IF; RETURN NEW; END $$"
        ),
        (
            f"CREATE TRIGGER {trigger} BEFORE {event} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {trigger}()"
        ),
    ]
    return run_for_vendor(
        {"sqlite": [sqlite], "postgresql": postgresql},
        {
            "sqlite": [f"DROP TRIGGER {trigger}"],
            "postgresql": [f"DROP TRIGGER {trigger} ON {table}", f"DROP FUNCTION {trigger}()"],
        },
    )
