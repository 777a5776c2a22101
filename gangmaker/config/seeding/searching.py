"""The search index of the large region.

The library looks at all its rows after each thousand to weigh titles, which takes hours here. On
SQLite the entries are written as it writes them, each with its weight; other databases do not
weigh, and there the library does it itself.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model, QuerySet, prefetch_related_objects
from modelsearch.backends import get_search_backend
from modelsearch.index import get_indexed_models

from gangmaker.config.progress import Report
from gangmaker.config.seeding.table import Table

BATCH = 2_000
USUAL_TITLE = 47.9
"""The mean length of a title, against which the library weighs the others. Not a whole number: a
weight of exactly one means that it was not weighed yet."""
READ_BEFORE = {"item": "translations", "actor": "exchanges"}


def index_everything(report: Report) -> None:
    models = [model for model in get_indexed_models() if model.get_indexed_objects().exists()]
    total = sum(model.get_indexed_objects().count() for model in models)
    done = 0
    for model in models:
        for objects in _batches(model.get_indexed_objects()):
            related = READ_BEFORE["actor" if model.__name__ == "Actor" else "item"]
            prefetch_related_objects(objects, related)
            with transaction.atomic():
                _add(model, objects)
            done += len(objects)
            report("Search index", done, total)


def _batches(rows: "QuerySet[Any]") -> Iterator[list[Any]]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def _add(model: type[Model], objects: list[Any]) -> None:
    backend = get_search_backend()
    if connection.vendor != "sqlite":
        backend.get_index_for_model(model).add_items(model, objects)
        return
    from modelsearch.backends.database.sqlite.sqlite import (  # late: only where there is SQLite
        ObjectIndexer,
    )

    entries = Table(
        apps.get_model("modelsearch", "IndexEntry"),
        *("content_type_id", "object_id", "title", "body", "autocomplete", "title_norm"),
    )
    kind = ContentType.objects.get_for_model(model).pk
    for one in objects:
        words = ObjectIndexer(one, backend)
        weight = USUAL_TITLE / len(words.title) if words.title else 1.0
        entries.add(kind, words.id, words.title, words.body, words.autocomplete, weight)
    entries.write()
