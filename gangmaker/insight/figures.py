"""What a figure is made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from django.utils.functional import Promise

from gangmaker.core.published import small_hidden

from .indicators.labels import label_of


@dataclass(frozen=True)
class Scope:
    """What is counted: from ``since`` until the day before ``until``, in one area or in all."""

    since: date
    until: date
    at: datetime
    area: str = ""


class Unit(StrEnum):
    COUNT = "count"
    PERCENT = "percent"
    DAYS = "days"
    RATIO = "ratio"
    INDEX = "index"
    """Between 0 and 1."""


@dataclass(frozen=True)
class Row:
    """One group of a figure, by a key that ``Indicator.label`` puts in words."""

    key: str
    count: int | None
    of: int | None = None
    """Of how many, where the row is a share."""


@dataclass(frozen=True)
class Found:
    """What was counted. ``known`` of ``total`` were counted: of the rest the fact is unknown.

    ``people``: its groups are small enough to name somebody, so that they are hidden in public.
    ``inputs`` yields every fact that went in, for the digest; it reads them when asked.
    """

    value: Fraction | None
    rows: tuple[Row, ...]
    known: int
    total: int
    inputs: Callable[[], Iterable[tuple[object, ...]]]
    people: bool = False

    def for_everybody(self) -> "Found":
        """Without groups of fewer than five people."""
        if not self.people:
            return self
        told = small_hidden({row.key: row.count or 0 for row in self.rows})
        rows = tuple(Row(row.key, told[row.key], row.of) for row in self.rows)
        return Found(self.value, rows, self.known, self.total, self.inputs, self.people)


@dataclass(frozen=True)
class Indicator:
    """A figure's definition. Whoever changes what it counts raises ``version``.

    ``label`` puts the keys of its rows in words. ``in_cents``: its rows are amounts of money.
    ``whole_region``: it is not told for one area.
    """

    key: str
    version: int
    name: str | Promise
    definition: str | Promise
    formula: str | Promise
    unit: Unit
    compute: Callable[[Scope], Found]
    label: Callable[[str], str] = label_of
    in_cents: bool = False
    whole_region: bool = False
