"""A sheet looked at before anything of it is written: every problem by its row and column."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gangmaker.actors.models import Actor, ActorKind
from gangmaker.contributions.models import Form
from gangmaker.core.text import fold
from gangmaker.trail.models import Item, SheetOf

from .columns import COLUMNS, Column, Wrong, names_of
from .days import Way, Ways, could_be_two, found_ways, read_day
from .known import Known, look_up
from .reading import Line, Table

MOST_ROWS: Final = {SheetOf.ACTORS: 2000, SheetOf.ITEMS: 500}
"""One file is taken in within one transaction; with more rows others would wait too long."""

SIGNS: Final = {
    ";": gettext_lazy("semicolons"),
    ",": gettext_lazy("commas"),
    "\t": gettext_lazy("tabs"),
    "|": gettext_lazy("upright lines"),
}
WAYS: Final = {
    Way.YEAR_FIRST: gettext_lazy("year, month, day"),
    Way.DAY_FIRST: gettext_lazy("day, month, year"),
    Way.MONTH_FIRST: gettext_lazy("month, day, year"),
}


@dataclass(frozen=True)
class Remark:
    """Something about one cell, one row (no column), or the whole file (row 0)."""

    row: int
    column: str
    said: str
    cell: str = ""


@dataclass(frozen=True)
class Ready:
    """A row that was read. ``here``: the record that it means is there already."""

    row: int
    key: str
    values: Mapping[str, Any]
    here: Actor | Item | None = None


@dataclass
class Checked:
    """What was found. With any of ``problems`` nothing can be taken in; ``notes`` are to know."""

    rows: list[Ready] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    @property
    def to_make(self) -> list[Ready]:
        return [row for row in self.rows if row.here is None]

    @property
    def here_already(self) -> list[Ready]:
        return [row for row in self.rows if row.here is not None]


def check(table: Table, *, of: str, viewer: Actor, today: date) -> Checked:
    """Look at all of it. Nothing is written; the same file always gives the same answer."""
    found = Checked()
    found.notes.extend(_how_it_was_read(table))
    columns = _columns(table, of=of, found=found)
    most = MOST_ROWS[SheetOf(of)]
    if len(table.lines) > most:
        facts = {"rows": len(table.lines), "most": most}
        said = _("%(rows)s rows. One file takes at most %(most)s: split it, and send the parts.")
        found.problems.append(Remark(0, "", said % facts))
        return found
    if not table.lines:
        found.problems.append(Remark(0, "", _("There is no row below the names.")))
    if found.problems:
        return _in_order(found)
    ways = _ways(table, columns, found=found)
    read = [(line, _values(line, columns, ways, found=found)) for line in table.lines]
    known = look_up([values for _line, values in read], of=of, viewer=viewer)
    for line, values in read:
        _whole_row(line, values, of=of, known=known, today=today, found=found)
    _leave_what_is_here(found)
    _twice_in_the_file(found, of=of)
    return _in_order(found)


def _how_it_was_read(table: Table) -> Iterator[Remark]:
    """What was assumed of the file: it explains strange letters, or one wide column."""
    if table.encoding:
        facts = {"encoding": table.encoding.upper(), "sign": SIGNS.get(table.delimiter, "?")}
        said = _("Read as %(encoding)s, with %(sign)s between the cells.")
        yield Remark(0, "", said % facts)
    if table.empty:
        said = ngettext(
            "%(count)s empty row is left out.", "%(count)s empty rows are left out.", table.empty
        )
        yield Remark(0, "", said % {"count": table.empty})


def _in_order(found: Checked) -> Checked:
    found.problems.sort(key=lambda remark: remark.row)
    return found


def _columns(table: Table, *, of: str, found: Checked) -> list[Column | None]:
    """The column of each place; None for one that is not read."""
    columns: list[Column | None] = []
    for place, name in enumerate(table.header, start=1):
        column = names_of(of).get(fold(name.strip()))
        columns.append(_of_name(column, name, place, columns, found=found))
    there = {column.key for column in columns if column}
    for column in COLUMNS[of]:
        if column.needed and column.key not in there:
            said = _("This column is missing: %(key)s") % {"key": column.key}
            found.problems.append(Remark(0, str(column.label), said))
    return columns


def _of_name(
    column: Column | None, name: str, place: int, before: list[Column | None], *, found: Checked
) -> Column | None:
    if column is not None and column in before:
        found.problems.append(Remark(1, name, _("This column is there twice.")))
        return None
    if column is not None and column.taken_in:
        return column
    if column is None and name:
        said = _("We do not know this column. It is not read.")
        found.notes.append(Remark(1, name or str(place), said))
    return None


def _ways(table: Table, columns: list[Column | None], *, found: Checked) -> dict[str, Ways]:
    """How each column of days writes them, with the assumption said."""
    ways = {}
    for place, column in enumerate(columns):
        if column is None or not column.is_day:
            continue
        texts = [line.cells[place] for line in table.lines if place < len(line.cells)]
        way = ways[column.key] = found_ways(texts)
        label = str(column.label)
        if way.mixed:
            said = _("Some days here have the day first, others the month first. Write all alike.")
            found.problems.append(Remark(0, label, said))
        elif any(texts):
            said = _("Days are read as: %(way)s.") % {"way": WAYS[way.way]}
            found.notes.append(Remark(0, label, said))
    return ways


def _values(
    line: Line, columns: list[Column | None], ways: Mapping[str, Ways], *, found: Checked
) -> dict[str, Any]:
    """What the cells say, by column; what says nothing that we understand is a problem."""
    values: dict[str, Any] = {}
    for column, cell in zip(columns, line.cells, strict=False):
        if column is None or not cell:
            continue
        try:
            values[column.key] = _value(line, column, cell, ways, found=found)
        except Wrong as wrong:
            found.problems.append(Remark(line.number, str(column.label), str(wrong), cell[:80]))
    beyond = [cell for cell in line.cells[len(columns) :] if cell]
    if beyond:
        said = _("There is something to the right of the last column.")
        found.problems.append(Remark(line.number, "", said, beyond[0][:80]))
    for column in columns:
        if column and column.needed and not _cell(line, columns.index(column)):
            found.problems.append(Remark(line.number, str(column.label), _("This is needed.")))
    return values


def _cell(line: Line, place: int) -> str:
    return line.cells[place] if place < len(line.cells) else ""


def _value(
    line: Line, column: Column, cell: str, ways: Mapping[str, Ways], *, found: Checked
) -> Any:
    if not column.is_day:
        return column.read(cell) if column.read else None
    ways_here = ways[column.key]
    day = read_day(cell, ways_here.way)
    if day is None:
        raise Wrong(_("not a day that we can read: write 2026-11-21"))
    if ways_here.assumed and could_be_two(cell):
        said = _("Could be two days. Read as %(day)s.") % {"day": day.isoformat()}
        found.notes.append(Remark(line.number, str(column.label), said, cell))
    return day


def _whole_row(
    line: Line, values: dict[str, Any], *, of: str, known: Known, today: date, found: Checked
) -> None:
    """What only shows when the whole row is looked at, and what is here already."""
    labels = {column.key: str(column.label) for column in COLUMNS[of]}
    here = known.here(values)
    wrong = list(_misfits(values, known)) + list(
        _actor_misfits(values, today)
        if of == SheetOf.ACTORS
        else _item_misfits(values, known, today)
    )
    if values.get("id") and here is None:
        wrong.append(("id", _("nothing here has this number; empty makes something new")))
    for key, said in wrong:
        cell = str(values.get(key, ""))[:80]
        found.problems.append(Remark(line.number, labels[key], said, cell))
    if here is None and (alike := known.alike(values)):
        found.notes.append(Remark(line.number, "", alike))
    found.rows.append(Ready(line.number, values.get("key", ""), values, here))


Misfits = Iterator[tuple[str, str]]


def _misfits(values: Mapping[str, Any], known: Known) -> Misfits:
    if values.get("area") and fold(values["area"]) not in known.areas:
        yield "area", _("not a municipality or district of this region")


def _actor_misfits(values: Mapping[str, Any], today: date) -> Misfits:
    if values.get("enterprise_number") and values.get("kind") == ActorKind.PERSON:
        yield "enterprise_number", _("only an organisation has one")
    if values.get("since") and values["since"] > today:
        yield "since", _("still to come")


def _item_misfits(values: Mapping[str, Any], known: Known, today: date) -> Misfits:
    if values.get("kind") == "offer" and values.get("form", Form.IDEA) == Form.IDEA:
        yield "form", _("an offer needs one")
    if values.get("by") and known.bringer(values["by"]) is None:
        yield "by", _("nobody whom the team entered has this number")
    if values.get("closes_on") and values["closes_on"] < today:
        yield "closes_on", _("past already")


def _leave_what_is_here(found: Checked) -> None:
    """A row that makes nothing needs nothing: what we gave out ourselves can come back."""
    here = {row.row for row in found.here_already}
    found.problems = [remark for remark in found.problems if remark.row not in here]


def _twice_in_the_file(found: Checked, *, of: str) -> None:
    for column in COLUMNS[of]:
        if column.key not in ("id", "key", "enterprise_number"):
            continue
        said = Counter(row.values[column.key] for row in found.rows if row.values.get(column.key))
        for row in found.rows:
            value = row.values.get(column.key)
            if value and said[value] > 1:
                text = _("This is in more than one row.")
                found.problems.append(Remark(row.row, str(column.label), text, str(value)))
