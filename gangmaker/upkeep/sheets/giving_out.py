"""Sheets given out: the columns that were chosen, row after row, formulas made harmless (A59)."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, WebLink
from gangmaker.actors.queries import know_who_stands, name_for
from gangmaker.actors.record_rules import can_keep_records
from gangmaker.actors.rules import NotYours
from gangmaker.core.csvtext import Cell, neutral
from gangmaker.core.enterprise import written
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import Item, SheetOf
from gangmaker.trail.operations import record

from .columns import COLUMNS, Column

AT_A_TIME: Final = 500
MOST_IN_A_WORKBOOK: Final = 20_000
FORMATS: Final = ("csv", "xlsx")
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Getter = Callable[[Any, Actor], Cell]


class WorkbookWouldBeTooLarge(Refused):
    code = "workbook_would_be_too_large"
    message = _("That is more than 20,000 rows. Choose CSV: every spreadsheet opens that.")


def columns_given_out(of: str) -> list[Column]:
    return [column for column in COLUMNS[of] if column.given_out]


def rows_to_give_out(of: str, viewer: Actor) -> QuerySet[Any]:
    """What ``viewer`` may see of it, in the order in which it came."""
    if of == SheetOf.ACTORS:
        links = Prefetch("links", WebLink.objects.order_by("pk"))
        actors = Actor.objects.visible_to(viewer).select_related("area")
        return actors.prefetch_related("sectors", "languages", links).order_by("pk")
    items = Item.objects.visible_to(viewer, at=timezone.now())
    people = ("by__area", "on_behalf_of__area", "owner__area")
    kinds = ("question", "idea", "offer")
    return items.select_related("area", *people, *kinds).order_by("pk")


@transaction.atomic
def note_given_out(*, of: str, how: str, columns: Sequence[str], by: Actor, now: datetime) -> None:
    """Who took what out of the house, and when: written before the first byte leaves."""
    if not can_keep_records(by):
        raise NotYours
    if how == "xlsx" and rows_to_give_out(of, by).count() > MOST_IN_A_WORKBOOK:
        raise WorkbookWouldBeTooLarge
    record("sheet.given_out", by=by, at=now, data={"of": of, "as": how, "columns": list(columns)})


def as_csv(of: str, columns: Sequence[str], viewer: Actor) -> Iterator[str]:
    """Lines as they are read from the database, so that a large one begins at once."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield "\ufeff" + writer.writerow(columns)
    for row in _rows(of, columns, viewer):
        yield writer.writerow([neutral(cell) for cell in row])


def as_workbook(of: str, columns: Sequence[str], viewer: Actor) -> IO[bytes]:
    """A workbook, written row by row to a file that goes away by itself.

    Its second sheet says in every language what the columns mean.
    """
    return _workbook(of, columns, _rows(of, columns, viewer))


def empty_workbook(of: str) -> IO[bytes]:
    """To be filled in: the columns that can be taken in, without a row."""
    return _workbook(of, [column.key for column in COLUMNS[of] if column.taken_in], ())


def _workbook(of: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> IO[bytes]:
    from openpyxl import Workbook  # late: costs a fifth of a second

    book = Workbook(write_only=True)
    sheet = book.create_sheet(of)
    sheet.append(list(columns))
    for row in rows:
        sheet.append([_in_a_workbook(cell) for cell in row])
    explained = book.create_sheet("columns")
    for line in explanation(of, columns):
        explained.append(line)
    file = TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    book.save(file)
    file.seek(0)
    return file


def explanation(of: str, keys: Sequence[str]) -> list[list[str]]:
    """Each column with its name and what may be in it, in every language."""
    codes = [code for code, _name in settings.LANGUAGES]
    chosen = [column for column in COLUMNS[of] if column.key in keys]
    told = [[column.key, *(_said(column, code) for code in codes)] for column in chosen]
    return [["column", *codes], *told]


def _said(column: Column, language: str) -> str:
    with translation.override(language):
        return f"{column.label}: {column.help}"


def _in_a_workbook(cell: Cell) -> str | int:
    value = neutral(cell)
    return NOT_IN_XML.sub("", value) if isinstance(value, str) else value


def _rows(of: str, columns: Sequence[str], viewer: Actor) -> Iterator[list[Cell]]:
    getters = [(ACTOR if of == SheetOf.ACTORS else ITEM)[key] for key in columns]
    found = rows_to_give_out(of, viewer)
    waiting: list[Any] = []
    for row in found.iterator(chunk_size=AT_A_TIME):
        waiting.append(row)
        if len(waiting) == AT_A_TIME:
            yield from _read(waiting, getters, viewer)
            waiting = []
    yield from _read(waiting, getters, viewer)


def _read(rows: Sequence[Any], getters: Sequence[Getter], viewer: Actor) -> Iterator[list[Cell]]:
    if rows and isinstance(rows[0], Item):
        know_who_stands(who for row in rows for who in (row.by, row.on_behalf_of, row.owner))
    for row in rows:
        yield [get(row, viewer) for get in getters]


def _page(name: str) -> Getter:
    return lambda row, viewer: f"{settings.BASE_URL}{reverse(f'web:{name}', args=[row.slug])}"


def _day(moment: datetime | None) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""


def _first(words: Any) -> str:
    return next((link.url for link in words.all()), "")


def _of_kind(name: str) -> Getter:
    def get(row: Item, viewer: Actor) -> Cell:
        whole = getattr(row, row.kind) if row.kind in ("question", "idea", "offer") else None
        value = getattr(whole, name, "")
        return value.isoformat() if hasattr(value, "isoformat") else value or ""

    return get


ACTOR: Final[Mapping[str, Getter]] = {
    "id": lambda actor, viewer: str(actor.public_id),
    "kind": lambda actor, viewer: actor.kind,
    "name": lambda actor, viewer: actor.name,
    "enterprise_number": lambda actor, viewer: written(actor.enterprise_number),
    "email": lambda actor, viewer: actor.email,
    "phone": lambda actor, viewer: actor.phone,
    "area": lambda actor, viewer: actor.area.name if actor.area else "",
    "sectors": lambda actor, viewer: ", ".join(sorted(row.sector for row in actor.sectors.all())),
    "languages": lambda actor, viewer: ", ".join(
        sorted(row.language for row in actor.languages.all())
    ),
    "reads": lambda actor, viewer: actor.reads,
    "website": lambda actor, viewer: _first(actor.links),
    "about": lambda actor, viewer: actor.about,
    "source": lambda actor, viewer: actor.source,
    "since": lambda actor, viewer: _day(actor.created_at),
    "audience": lambda actor, viewer: actor.audience,
    "page": _page("actor"),
}
ITEM: Final[Mapping[str, Getter]] = {
    "id": lambda item, viewer: str(item.public_id),
    "kind": lambda item, viewer: item.kind,
    "title": lambda item, viewer: item.title,
    "summary": lambda item, viewer: item.summary,
    "language": lambda item, viewer: item.language,
    "form": _of_kind("form"),
    "level": _of_kind("level"),
    "audience": lambda item, viewer: item.audience,
    "area": lambda item, viewer: item.area.name if item.area else "",
    "by": lambda item, viewer: str((item.on_behalf_of or item.by).standing.public_id),
    "by_name": lambda item, viewer: name_for(item.on_behalf_of or item.by, viewer),
    "owner_name": lambda item, viewer: name_for(item.owner, viewer),
    "source": lambda item, viewer: item.source,
    "closes_on": _of_kind("closes_on"),
    "published_on": lambda item, viewer: _day(item.published_at),
    "page": _page("item"),
}


class _Echo:
    """What ``csv`` writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line
