"""What all rooms say of their tables, and what nobody says anything of."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from gangmaker.actors import privacy as actors
from gangmaker.actors.models import Account, Actor
from gangmaker.actors.personal import Fate, Table
from gangmaker.brokerage import privacy as brokerage
from gangmaker.concepts import privacy as concepts
from gangmaker.contributions import privacy as contributions
from gangmaker.insight import privacy as insight
from gangmaker.projects import privacy as projects
from gangmaker.trail import privacy as trail

Model = type[models.Model]

ROOMS: Final = (actors, trail, concepts, contributions, projects, brokerage, insight)
TABLES: Final[tuple[Table, ...]] = tuple(table for room in ROOMS for table in room.TABLES)
ABOUT_NOBODY: Final = {one.label: one.because for room in ROOMS for one in room.NOBODY}

SEARCH: Final = "modelsearch.IndexEntry"
"""Its columns differ by database; all of them hold the same words, and go with what they name."""

HOLDS_NOTHING: Final = (
    models.AutoField,
    models.BooleanField,
    models.DateField,  # and moments
    models.DecimalField,
    models.DurationField,
    models.FloatField,
    models.IntegerField,
    models.TimeField,
    models.UUIDField,
)
"""Types that say nothing of anybody without the rest of their row."""


def model_of(table: Table) -> Model:
    return apps.get_model(table.label)


def can_be_personal(field: "models.Field[Any, Any]") -> bool:
    """Whether it names somebody, or holds words that may."""
    if field.related_model is not None:
        return field.related_model in (Actor, Account)
    return not (field.choices or isinstance(field, HOLDS_NOTHING))


def untagged() -> list[str]:
    """Every field that can hold something of a person and of which no room says anything."""
    return sorted(_untagged())


def _untagged() -> Iterator[str]:
    by_label = {table.label: table for table in TABLES}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        if label in ABOUT_NOBODY or label == SEARCH or not model._meta.managed:
            continue
        table = by_label.get(label)
        said = {*table.plain, *(name for name, _fate in table.tagged())} if table else set()
        for one in model._meta.local_concrete_fields:
            if can_be_personal(one) and one.name not in said:
                yield f"{label}.{one.name}"


def tagged_twice_or_gone() -> list[str]:
    """What is said of a field that is not there, said twice, or stays without a reason."""
    wrong = []
    for table in TABLES:
        names = [*table.plain, *(name for name, _fate in table.tagged())]
        there = {one.name for one in model_of(table)._meta.local_concrete_fields}
        wrong += [f"{table.label}.{name}" for name in names if name not in there]
        wrong += [f"{table.label}.{name}" for name in names if names.count(name) > 1]
        if (table.stays or table.chosen or table.nameless) and not table.because:
            wrong.append(table.label)
    return sorted(set(wrong))


def rows_of(table: Table, selves: frozenset[int], *, told: bool = False) -> "QuerySet[Any]":
    """The rows that are hers: of the person herself, and of records that she claimed.

    With those of others that she is ``told`` of, such as the answers that she got.
    """
    whose = Q(pk__in=[])
    for way in (*table.hers, *(table.told if told else ())):
        whose |= Q(**{f"{way}__in": selves})
    rows: QuerySet[Any] = model_of(table)._base_manager.filter(whose)
    return rows


@cache
def fate_of(label: str, name: str) -> Fate | None:
    """What becomes of one field; None of a field that says nothing of anybody."""
    table = next((table for table in TABLES if table.label == label), None)
    return dict(table.tagged()).get(name) if table else None
