"""Writing rows of a model by the thousand, with ids that are known beforehand.

``bulk_create`` cannot write the models that share ``Item``, and builds an object for each row. Here
plain values go to the database, which still checks every constraint and fires every trigger.
"""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import DateField, Field, JSONField, Model, UUIDField

TO_PREPARE = (DateField, JSONField, UUIDField)
"""Other values go to the database as they are; ``DateField`` is the parent of ``DateTimeField``."""


class Table:
    """The columns ``names`` of a model, in that order; the others get their default."""

    def __init__(self, model: type[Model], *names: str) -> None:
        self.model = model
        self.rows: list[Sequence[Any]] = []
        fields: dict[str, Field[Any, Any]] = {
            field.attname: field
            for field in model._meta.local_concrete_fields  # noqa: SLF001 (documented)
        }
        left_out = [name for name in fields if name not in names and name != "id"]
        columns = [fields[name] for name in (*names, *left_out)]
        self._defaults = [
            self._plain(fields[name], fields[name].get_default()) for name in left_out
        ]
        self._prepared = [
            (place, fields[name])
            for place, name in enumerate(names)
            if isinstance(fields[name], TO_PREPARE)
        ]
        self._sql = self._insert([field.column for field in columns])

    def add(self, *values: Any) -> None:
        self.rows.append(values)

    def write(self) -> None:
        """Send what was added, and forget it."""
        if self.rows:
            with connection.cursor() as cursor:
                cursor.executemany(self._sql, list(self._ready()))
        self.rows = []

    def _ready(self) -> Iterable[list[Any]]:
        for values, defaults in zip(self.rows, repeat(self._defaults), strict=False):
            row = list(values)
            for place, field in self._prepared:
                row[place] = self._plain(field, row[place])
            yield row + defaults

    @staticmethod
    def _plain(field: "Field[Any, Any]", value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    def _insert(self, columns: Sequence[str | None]) -> str:
        quote = connection.ops.quote_name
        table = quote(self.model._meta.db_table)  # noqa: SLF001 (documented)
        names = ", ".join(quote(str(column)) for column in columns)
        places = ", ".join(repeat("%s", len(columns)))
        return f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608 (names of our own models)


def count_on(models: Sequence[type[Model]]) -> None:
    """Let the database give ids after the highest one; SQLite does so by itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)
