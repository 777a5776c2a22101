"""Many ids in one row: of each fact those of whom it holds, and many facts in one query."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from django.db.models import Aggregate, CharField, IntegerField, QuerySet, TextField, Value
from django.db.models.sql.compiler import SQLCompiler

from gangmaker.core.brokerage.columns import NOBODY
from gangmaker.core.brokerage.columns import Ids as Column

Told = dict[str, dict[int | str, Column]]
"""By kind of fact, and then by its number or its word."""


class Ids(Aggregate):
    """The ids in a column as one text: so a hundred thousand cost what one row costs."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        template = "STRING_AGG((%(expressions)s)::text, ',')"
        return self.as_sql(compiler, connection, template=template, **extra)


def ids_of(
    kind: str,
    rows: QuerySet[Any],
    *,
    number: Any = None,
    word: Any = None,
    who: str = "actor_id",
    ids: Any = None,
) -> QuerySet[Any, Any]:
    """One row for each ``number`` and ``word``: the ids of those of whom it holds."""
    labels = {
        "of_kind": Value(kind, output_field=CharField()),
        "number": Value(0, output_field=IntegerField()) if number is None else number,
        "word": Value("", output_field=CharField()) if word is None else word,
    }
    grouped: QuerySet[Any, Any] = rows.order_by().values(**labels).annotate(ids=ids or Ids(who))
    told: QuerySet[Any, Any] = grouped.values_list("of_kind", "number", "word", "ids")
    return told


def told_by(parts: Sequence[QuerySet[Any, Any]]) -> Told:
    """One query. What two parts tell of the same fact is together."""
    told: Told = defaultdict(dict)
    for kind, number, word, ids in parts[0].union(*parts[1:], all=True):
        facts, key = told[kind], word or number
        facts[key] = np.concatenate([facts[key], column(ids)]) if key in facts else column(ids)
    return told


def one(told: Told, kind: str) -> Column:
    return told[kind].get(0, NOBODY)


def numbers(told: Told, kind: str) -> dict[int, Column]:
    return {int(key): ids for key, ids in told[kind].items()}


def words(told: Told, kind: str) -> dict[str, Column]:
    return {str(key): ids for key, ids in told[kind].items()}


def column(text: str | None) -> Column:
    """What ``Ids`` told, as numbers."""
    return np.fromstring(text, dtype=np.int64, sep=",") if text else NOBODY
