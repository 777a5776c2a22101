"""Rows as text that both databases give and take: one JSON list a row, table by table."""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.apps.registry import Apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils.dateparse import parse_duration
from django.utils.duration import duration_iso_string

from .naming import insert_into
from .words import CannotKeep

Model = type[models.Model]

LEFT_OUT: Final = (
    *("django_session", "django_migrations", "modelsearch_indexentry"),
    *("concepts_textvector", "concepts_itemvector"),
)
"""Sessions end, migrations are in the manifest; words for search, and the numbers that a model made
of names and items, are made again."""

AT_ONCE: Final = 500


def applied(connection: BaseDatabaseWrapper) -> list[str]:
    """The migrations that this database has seen, as ``app.name``."""
    recorder = MigrationRecorder(connection)
    return sorted(f"{app}.{name}" for app, name in recorder.applied_migrations())


def apps_at(connection: BaseDatabaseWrapper, migrations: Iterable[str]) -> Apps:
    """The models as they were after exactly these migrations."""
    loader = MigrationExecutor(connection).loader
    wanted = {tuple(name.split(".", 1)) for name in migrations}
    unknown = wanted - set(loader.graph.nodes) - set(loader.replacements)
    if unknown:
        app, name = min(unknown)
        raise CannotKeep(
            f"This version does not know the migration {app}.{name}.",
            "Use the version of Gangmaker that made it, or a later one.",
        )
    nodes: list[Any] = [node for node in loader.graph.nodes if node in wanted]
    return loader.project_state(nodes).apps


def tables(apps: Apps) -> list[Model]:
    """Every table that is kept, each after those that it names where that can be."""
    every = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and not model._meta.db_table.startswith(LEFT_OUT)
    ]
    ordered: list[Model] = []
    by_table = {model._meta.db_table: model for model in every}

    def add(model: Model, beneath: tuple[str, ...]) -> None:
        table = model._meta.db_table
        if model in ordered or table in beneath:
            return
        for field in model._meta.local_concrete_fields:
            named = field.related_model
            if named is not None and named._meta.db_table in by_table:
                add(by_table[named._meta.db_table], (*beneath, table))
        ordered.append(model)

    for table in sorted(by_table):
        add(by_table[table], ())
    return ordered


def fields(model: Model) -> list["models.Field[Any, Any]"]:
    return list(model._meta.local_concrete_fields)


def columns(model: Model) -> list[str]:
    return [field.column or "" for field in fields(model)]


def read(model: Model, *, using: str) -> Iterator[str]:
    """Every row of one table, in the order of its key."""
    kept = fields(model)
    key = model._meta.pk
    assert key is not None  # noqa: S101 (for the type checker: every table has one)
    rows = model._base_manager.using(using).order_by(key.attname)
    for row in rows.values_list(*(field.attname for field in kept)).iterator(chunk_size=AT_ONCE):
        said = [encode(field, value) for field, value in zip(kept, row, strict=True)]
        yield json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def encode(field: "models.Field[Any, Any]", value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    plain = field.get_prep_value(value)
    match plain:
        case datetime() | date():
            return plain.isoformat()
        case timedelta():
            return duration_iso_string(plain)
        case Decimal() | UUID():
            return str(plain)
        case bytes() | memoryview():
            return base64.b64encode(plain).decode()
        case _:
            return plain


def decode(field: "models.Field[Any, Any]", said: Any) -> Any:
    if said is None or isinstance(field, models.JSONField):
        return said
    if isinstance(field, models.DurationField):
        return parse_duration(said)
    if isinstance(field, models.BinaryField):
        return base64.b64decode(said)
    return field.to_python(said)


def write(model: Model, lines: Iterable[str], *, connection: BaseDatabaseWrapper) -> int:
    """Put rows into one empty table, as they are; answers how many."""
    kept = fields(model)
    names = columns(model)
    sql = insert_into(model._meta.db_table, names)
    rest, written = iter(lines), 0
    with connection.cursor() as cursor:
        while some := list(islice(rest, AT_ONCE)):
            cursor.executemany(sql, [_values(kept, line, connection) for line in some])
            written += len(some)
    return written


def _values(
    kept: list["models.Field[Any, Any]"], line: str, connection: BaseDatabaseWrapper
) -> list[Any]:
    said = json.loads(line)
    if len(said) != len(kept):
        raise CannotKeep("A row does not have as many values as its table has columns.")
    return [
        field.get_db_prep_save(decode(field, value), connection)
        for field, value in zip(kept, said, strict=True)
    ]
