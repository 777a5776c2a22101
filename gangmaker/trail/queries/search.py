"""Full-text search in the index that modelsearch keeps, on SQLite and PostgreSQL.

The library's own ``search()`` looks up the rank of each result in a query of its own, takes quotes
for syntax and finds whole words only. Here the index is asked once for words that *begin* with
what was typed, and the answer narrows down a queryset that already holds no more than the reader
may see.
"""

import re
from collections.abc import Sequence
from functools import reduce
from operator import and_
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection
from django.db.models import Case, F, IntegerField, Model, QuerySet, Value, When
from django.db.models.functions import Cast
from modelsearch.utils import get_descendants_content_types_pks

from gangmaker.core.text import fold

MOST_WORDS = 8
LONGEST_WORD = 40
WORD = re.compile(r"[^\W_]+")

Found = TypeVar("Found", bound="QuerySet[Any]")


def words_of(typed: str) -> list[str]:
    """The words to look for: folded, at most eight, without any sign that means something."""
    words = dict.fromkeys(WORD.findall(fold(typed[:400])))
    return [word[:LONGEST_WORD] for word in words][:MOST_WORDS]


def matching(queryset: Found, words: Sequence[str], *, newest: str = "-pk") -> Found:
    """Those in which every word begins a word; where all do so in the title come first.

    ``newest`` orders within both. The filters that ``queryset`` already has stay in force.
    """
    if not words:
        return queryset.none()
    anywhere = _found(queryset.model, words, title_only=False)
    in_title = _found(queryset.model, words, title_only=True)
    first = Case(
        When(pk__in=in_title, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return queryset.filter(pk__in=anywhere).alias(_first=first).order_by("_first", newest, "-pk")


def _found(model: type[Model], words: Sequence[str], *, title_only: bool) -> "QuerySet[Any]":
    types = get_descendants_content_types_pks(model)
    if connection.vendor == "postgresql":
        return _found_in_postgresql(types, words, title_only=title_only)
    return _found_in_sqlite(types, words, title_only=title_only)


def _found_in_sqlite(
    types: Sequence[int], words: Sequence[str], *, title_only: bool
) -> "QuerySet[Any]":
    from modelsearch.backends.database.sqlite.query import (  # late: only where there is SQLite
        Lexeme,
        MatchExpression,
        SearchQueryExpression,
    )

    wanted = reduce(and_, (Lexeme(word, prefix=True) for word in words))
    columns = ["title"] if title_only else ["title", "body"]
    index: QuerySet[Any] = apps.get_model("modelsearch", "SQLiteFTSIndexEntry").objects.all()
    found: QuerySet[Any] = index.filter(MatchExpression(columns, SearchQueryExpression(wanted)))
    # Plus nothing: else SQLite starts from the type, and asks the text index for each row.
    found = found.annotate(type=F("index_entry__content_type_id") + 0).filter(type__in=types)
    return found.values_list(Cast("index_entry__object_id", IntegerField()), flat=True)


def _found_in_postgresql(
    types: Sequence[int], words: Sequence[str], *, title_only: bool
) -> "QuerySet[Any]":
    from django.contrib.postgres.search import (  # late: needs psycopg
        CombinedSearchVector,
        SearchQuery,
    )

    wanted = SearchQuery(
        " & ".join(f"{word}:*" for word in words), search_type="raw", config="simple"
    )
    vector = F("title") if title_only else CombinedSearchVector(F("title"), "||", F("body"), None)
    index: QuerySet[Any] = apps.get_model("modelsearch", "IndexEntry").objects.all()
    found: QuerySet[Any] = index.filter(content_type__in=types).annotate(vector=vector)
    return found.filter(vector=wanted).values_list(Cast("object_id", IntegerField()), flat=True)
