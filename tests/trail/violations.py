"""Breaking rules of the database by raw SQL, past every check of ours."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model


def refused(statement: str, *values: Any) -> None:
    """The database refuses ``statement``, whoever sends it."""
    connection.check_constraints()  # else PostgreSQL refuses a TRUNCATE for what still waits
    with pytest.raises(IntegrityError), transaction.atomic():
        run(statement, *values)


def run(statement: str, *values: Any) -> None:
    """Send ``statement``; foreign keys are looked at now, not when the test ends."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    connection.check_constraints()


def refused_change(row: Model, **changed: Any) -> None:
    """No UPDATE of ``row`` to ``changed``."""
    names = ", ".join(f"{name} = %s" for name in changed)
    refused(f"UPDATE {table(row)} SET {names} WHERE {key(row)} = %s", *changed.values(), row.pk)


def refused_copy(row: Model, **changed: Any) -> None:
    """No INSERT of what ``row`` says, with ``changed`` in it."""
    refused(*copying(row, **changed))


def copy(row: Model, **changed: Any) -> None:
    """An INSERT of what ``row`` says with ``changed`` in it: the control of ``refused_copy``."""
    run(*copying(row, **changed))


def copying(row: Model, **changed: Any) -> tuple[Any, ...]:
    names = [
        str(field.column)
        for field in row._meta.local_concrete_fields
        if field.column != "id" or "id" in changed
    ]
    values = ", ".join("%s" if name in changed else name for name in names)
    statement = (
        f"INSERT INTO {table(row)} ({', '.join(names)}) "
        f"SELECT {values} FROM {table(row)} WHERE {key(row)} = %s"
    )
    return (statement, *(changed[name] for name in names if name in changed), row.pk)


def table(row: Model) -> str:
    return row._meta.db_table


def key(row: Model) -> str:
    return str(row._meta.pk.column)


def constraints_of(*models: type[Model]) -> set[str]:
    return {constraint.name for model in models for constraint in model._meta.constraints}
