"""Several lists in one query, and everybody whom they name in one more.

The page of an item shows many short lists. Each stays a queryset of its own, with its filter and
its order; the database packs the rows, so that those of different tables fit in one answer.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import Any, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, F, JSONField, Model, QuerySet, Value, Window
from django.db.models.functions import JSONObject, RowNumber
from django.db.models.sql.compiler import SQLCompiler
from django.utils.dateparse import parse_datetime

from .models import Actor
from .queries import know_who_stands

Rows = TypeVar("Rows", bound="QuerySet[Any]")


class _Exact(json.JSONDecoder):
    def __init__(self) -> None:
        super().__init__(parse_float=Decimal)


class _Row(JSONObject):
    output_field = JSONField(decoder=_Exact)


class _OwnColumns(Expression):
    """The columns of a table as one object; written out once, since most lists ask for many."""

    output_field = JSONField(decoder=_Exact)

    def __init__(self, model: type[Model], alias: str) -> None:
        super().__init__()
        self.model, self.alias = model, alias

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[()]]:
        build = "JSONB_BUILD_OBJECT" if connection.vendor == "postgresql" else "JSON_OBJECT"
        return f"{build}({_written_out(self.model, self.alias)})", ()


@cache
def _written_out(model: type[Model], alias: str) -> str:
    return ", ".join(f'\'{one.attname}\', "{alias}"."{one.column}"' for one in _columns(model))


NOTHING = Value({}, output_field=JSONField())
Lists = Mapping[str, QuerySet[Any]]
Found = Mapping[str, list[Any]]


def together(lists: Lists) -> Found:
    """The rows of each list in its own order, with what is annotated; one query for all.

    Nothing that a row refers to comes along; ``know_everybody`` adds the people. A list that is
    cut off is passed through ``first``, since a part of this query cannot have a limit.
    """
    found: dict[str, list[Any]] = {name: [] for name in lists}
    parts = [_packed(name, rows) for name, rows in lists.items()]
    rows = parts[0].union(*parts[1:], all=True) if parts else []
    for name, _place, row, noted in sorted(rows, key=itemgetter(1)):
        found[name].append(_unpacked(lists[name], row, noted))
    return found


def first(rows: Rows, most: int) -> Rows:
    """The first so many of a list, as a filter."""
    return rows.filter(pk__in=rows[:most].values("pk"))


def _packed(name: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    order: list[Any] = [*rows.query.order_by]
    noted = rows.query.annotations
    packed: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(
            of_list=Value(name),
            place=Window(RowNumber(), order_by=order or None),
            packed=_row(rows),
            noted=_Row(**{each: F(each) for each in noted}) if noted else NOTHING,
        )
        .values_list("of_list", "place", "packed", "noted")
    )
    return packed


def _row(rows: QuerySet[Any]) -> Expression | JSONObject:
    """What inherits has columns in two tables, which have to be joined first."""
    if rows.model._meta.parents:  # noqa: SLF001 (documented for everybody's use)
        return _Row(**{field.attname: F(field.attname) for field in _columns(rows.model)})
    return _OwnColumns(rows.model, rows.query.get_initial_alias())


def _unpacked(rows: QuerySet[Any], row: dict[str, Any], noted: dict[str, Any]) -> Model:
    fields = _columns(rows.model)
    values = [_value(field, row[field.attname]) for field in fields]
    made: Model = rows.model.from_db(None, [field.attname for field in fields], values)
    for name, annotated in rows.query.annotations.items():
        setattr(made, name, _value(annotated.output_field, noted[name]))
    return made


def _value(field: "models.Field[Any, Any]", packed: Any) -> Any:
    """As the field itself would read it. SQLite says moments in UTC without saying so."""
    if packed is None:
        return None
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(packed)
        return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
    if isinstance(field, JSONField):
        return json.loads(packed) if isinstance(packed, str) else packed
    return field.to_python(packed)


def _columns(model: type[Model]) -> "Sequence[models.Field[Any, Any]]":
    return model._meta.concrete_fields  # noqa: SLF001 (documented for everybody's use)


def know_everybody(*lists: Iterable[Model]) -> None:
    """Load every actor whom the rows name, with where she is from; one query.

    With merged or claimed ones among them, one more for who stands for those.
    """
    named = [
        (row, field, getattr(row, field.attname))
        for rows in lists
        for row in rows
        for field in _columns(type(row))
        if field.related_model is Actor
    ]
    people = Actor.objects.select_related("area").in_bulk({pk for *_field, pk in named if pk})
    for row, field, pk in named:
        if pk:
            setattr(row, field.name, people[pk])
    know_who_stands(people.values())
