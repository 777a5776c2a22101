"""Everything about somebody in one file that she can take along.

Her rows as the rooms say which are hers; of others only the name by which she knows them, and
never a key that would open something. The format is documented on the page ``about/my-data/``.
"""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Count, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from gangmaker.actors.models import Account, Actor
from gangmaker.actors.personal import Table
from gangmaker.actors.pictures import picture_path
from gangmaker.actors.queries import current_region, name_for
from gangmaker.projects.files import path_of
from gangmaker.projects.models import Attachment
from gangmaker.trail.models import Item

from .tables import TABLES, model_of, rows_of

FORMAT: Final = 1
DATA: Final = "data.json"
READ_ME: Final = "README.txt"
MOST_ROWS_AT_ONCE: Final = 2_000
MOST_BYTES_AT_ONCE: Final = 20 * 1024 * 1024


@dataclass(frozen=True)
class Size:
    """How much there is of somebody."""

    rows: int
    bytes: int

    @property
    def is_large(self) -> bool:
        """Too much to wait for on a page."""
        return self.rows > MOST_ROWS_AT_ONCE or self.bytes > MOST_BYTES_AT_ONCE


def selves_of(*people: Actor) -> frozenset[int]:
    """Themselves and the records that they showed to be theirs; not what the team only thinks."""
    own = {person.pk for person in people}
    proved = Actor.objects.filter(claimed_by__in=own, merged_at=None).values_list("pk", flat=True)
    return frozenset({*own, *proved})


def counts_of(*people: Actor) -> dict[str, int]:
    """How many rows there are of them in each table; one query for all tables."""
    selves = selves_of(*people)
    counts = {f"of_{place}": _count(rows_of(table, selves, told=True)) for place, table in _HERS}
    row = Actor.objects.filter(pk__in=selves).annotate(**counts).values(*counts).first() or {}
    return {table.label: row.get(f"of_{place}") or 0 for place, table in _HERS}


_HERS: Final = [(place, table) for place, table in enumerate(TABLES) if table.hers]


def _count(rows: "QuerySet[Any]") -> Subquery:
    counted = rows.order_by().annotate(all_of=Value(1)).values("all_of")
    return Subquery(counted.annotate(times=Count("pk")).values("times"))


def size_of(person: Actor) -> Size:
    files = sum(path.stat().st_size for _name, path in _files(person, selves_of(person)))
    return Size(sum(counts_of(person).values()), files)


def write_everything(person: Actor, target: IO[bytes], *, now: datetime) -> None:
    """A ZIP of ``data.json``, the files, and a few sentences in her language on what is what."""
    selves = selves_of(person)
    with (
        override(person.reads),
        zipfile.ZipFile(target, "w", compression=zipfile.ZIP_DEFLATED) as archive,
    ):
        archive.writestr(READ_ME, _read_me(now))
        data = everything(person, now=now)
        archive.writestr(
            DATA, json.dumps(data, cls=_Encoder, ensure_ascii=False, indent=1, sort_keys=False)
        )
        for name, path in _files(person, selves):
            archive.write(path, name, compress_type=zipfile.ZIP_STORED)


def everything(person: Actor, *, now: datetime) -> dict[str, Any]:
    """As ``data.json`` says it."""
    selves = selves_of(person)
    reader = _Reader(person, selves, now)
    return {
        "format": FORMAT,
        "made_at": now,
        "region": str(current_region().name),
        "documentation": settings.BASE_URL + reverse("web:my-data-format"),
        "tables": {table.label: said for table in TABLES if (said := reader.rows(table))},
        "named_in": [said for table in TABLES for said in reader.mentions(table)],
    }


class _Reader:
    """Rows as they are told to one person."""

    def __init__(self, person: Actor, selves: frozenset[int], now: datetime) -> None:
        self.person, self.selves, self.now = person, selves, now
        self.names: dict[int, str] = {}
        self.addresses: dict[int, str | None] = {}

    def rows(self, table: Table) -> list[dict[str, Any]]:
        if not table.hers:
            return []
        found = rows_of(table, self.selves, told=True).order_by("pk")
        fields = [
            one
            for one in model_of(table)._meta.local_concrete_fields
            if one.name not in table.secret and one.related_model is not Account
        ]
        raw = list(found.values_list(*(one.attname for one in fields)))
        self._look_up(fields, raw)
        return [
            {one.name: self._said(one, value) for one, value in zip(fields, row, strict=True)}
            for row in raw
        ]

    def mentions(self, table: Table) -> Iterator[dict[str, Any]]:
        """Rows of others that name her: in which role, and how many; of items, which."""
        model = model_of(table)
        for one in model._meta.local_concrete_fields:
            if one.related_model is not Actor or one.name in (*table.hers, *table.told):
                continue
            rows = model._base_manager.filter(**{f"{one.name}__in": self.selves})
            if count := rows.count():
                said = {"table": table.label, "as": one.name, "rows": count}
                if model is Item:
                    said["addresses"] = sorted(self._items(set(rows.values_list("pk", flat=True))))
                yield said

    def _look_up(self, fields: list[Any], raw: list[tuple[Any, ...]]) -> None:
        """Whom and what the rows name, a few questions for all of them."""
        people: set[int] = set()
        items: set[int] = set()
        for place, one in enumerate(fields):
            into = people if one.related_model is Actor else items if _is_item(one) else None
            if into is not None:
                into |= {row[place] for row in raw if row[place] is not None}
        for actor in Actor.objects.filter(pk__in=people - set(self.names)).select_related("area"):
            self.names[actor.pk] = name_for(actor, self.person)
        wanted = items - set(self.addresses)
        self.addresses.update(dict.fromkeys(wanted))
        self._items(wanted)

    def _items(self, wanted: set[int]) -> list[str]:
        """The addresses of those that she may know of."""
        seen = Item.objects.visible_to(self.person, at=self.now).filter(pk__in=wanted)
        found = {
            pk: f"{settings.BASE_URL}{reverse('web:item', args=[slug])}"
            for pk, slug in seen.values_list("pk", "slug")
        }
        self.addresses.update(found)
        return list(found.values())

    def _said(self, one: "models.Field[Any, Any]", value: Any) -> Any:
        if value is None:
            return None
        if one.related_model is Actor:
            return _("you") if value in self.selves else self.names.get(value)
        if _is_item(one):
            return self.addresses.get(value)
        return value


def _is_item(one: Any) -> bool:
    return one.related_model is not None and issubclass(one.related_model, Item)


class _Encoder(DjangoJSONEncoder):
    """Texts in several languages as they are stored."""

    def default(self, o: Any) -> Any:
        return o.data if hasattr(o, "data") else super().default(o)


def _files(person: Actor, selves: frozenset[int]) -> Iterator[tuple[str, Path]]:
    """The name in the archive of every file of hers that is there."""
    for actor in Actor.objects.filter(pk__in=selves).exclude(picture=""):
        if (path := picture_path(actor.picture, "large")).is_file():
            yield f"files/profile/{path.name}", path
    for attachment in Attachment.objects.filter(by__in=selves).order_by("pk"):
        if (path := path_of(attachment)).is_file():
            yield f"files/{attachment.pk}-{attachment.name}", path


def _read_me(now: datetime) -> str:
    return "\n".join(
        [
            _("What %(region)s keeps about you, on %(date)s.")
            % {"region": current_region().name, "date": f"{timezone.localtime(now):%Y-%m-%d}"},
            "",
            _("data.json holds all rows about you, table by table; files/ what you sent us."),
            _("Of others it holds no more than the name by which you know them."),
            _("What each field means, why it is kept and for how long is explained here:"),
            settings.BASE_URL + reverse("web:my-data-format"),
            "",
        ]
    )
