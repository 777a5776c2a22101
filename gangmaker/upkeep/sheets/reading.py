"""A file as somebody sent it, made rows of text: what it is written in is found, and said."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from itertools import islice
from typing import Final

from django.utils.translation import gettext_lazy as _

from gangmaker.core.csvtext import STARTS_A_FORMULA
from gangmaker.core.refusals import Refused
from gangmaker.core.text import normalise

from .workbooks import MOST_COLUMNS, Value, rows_of

MOST_BYTES: Final = 3 * 1024 * 1024
MOST_ROWS_READ: Final = 100_000
DELIMITERS: Final = (";", ",", "\t", "|")
WORKBOOK: Final = b"PK\x03\x04"
OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0"
MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class SheetIsEmpty(Refused):
    code = "sheet_is_empty"
    message = _("There is nothing in this file: it needs a row of names, and rows below it.")


class SheetTooLarge(Refused):
    code = "sheet_too_large"
    message = _("This file is larger than 3 MB. Split it, and send the parts one after another.")


class OldWorkbook(Refused):
    code = "old_workbook"
    message = _("This is the old Excel format (XLS). Save it as XLSX or as CSV, and send that.")


class UnknownLetters(Refused):
    code = "unknown_letters"
    message = _(
        "We cannot tell in which encoding this file is written. Save it as “CSV UTF-8”, or as XLSX."
    )


class BrokenQuotes(Refused):
    code = "broken_quotes"
    message = _(
        "The quotation marks of this file do not fit together, so cells cannot be told apart. "
        "Save it anew as CSV, or as XLSX."
    )


@dataclass(frozen=True)
class Line:
    """One row as text, by the number that a spreadsheet shows beside it."""

    number: int
    cells: tuple[str, ...]

    def is_empty(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True)
class Table:
    """What was read. ``encoding`` and ``delimiter`` are empty for a workbook.

    ``empty`` counts the rows without anything; ``lines`` leaves them out.
    """

    header: tuple[str, ...]
    lines: tuple[Line, ...]
    empty: int
    encoding: str = ""
    delimiter: str = ""


def read_table(data: bytes) -> Table:
    """Read CSV or XLSX, whatever its name says. Refused with a reason when it cannot be read."""
    if len(data) > MOST_BYTES:
        raise SheetTooLarge
    if data.startswith(OLD_WORKBOOK):
        raise OldWorkbook
    if data.startswith(WORKBOOK):
        return _table(_texts(rows_of(data)))
    text, encoding = decoded(data)
    delimiter, text = found_delimiter(text)
    return _table(_split(text, delimiter), encoding=encoding, delimiter=delimiter)


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file and the encoding it was found to be in.

    A mark at the start decides; else UTF-8 when all of it fits; else UTF-16 when every second
    byte is empty; else Windows-1252, in which spreadsheets of this country write.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decode(data, encoding), encoding.removesuffix("-sig")
    if b"\0" in data:
        half = "utf-16-le" if data[1::2].count(0) > data[0::2].count(0) else "utf-16-be"
        return _decode(data, half), "utf-16"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode(data, "windows-1252"), "windows-1252"


def _decode(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownLetters from error
    if "\0" in text:
        raise UnknownLetters
    return text


def found_delimiter(text: str) -> tuple[str, str]:
    """What stands between cells, and the text without the line by which Excel says so.

    Else it is the sign that splits the first lines most often, and equally often in each.
    """
    first, _break, rest = text.partition("\n")
    told = first.strip().lower()
    if told.startswith("sep=") and len(told) == len("sep=") + 1:
        return told[-1], rest
    return max(DELIMITERS, key=lambda sign: _splits(text, sign)), text


def _splits(text: str, delimiter: str) -> tuple[int, int]:
    lines = [line for line in islice(_split(text, delimiter, strict=False), 10) if line]
    if not lines:
        return 0, 0
    width = len(lines[0])
    return (width if width > 1 else 0), sum(len(line) == width for line in lines)


def _split(text: str, delimiter: str, *, strict: bool = True) -> Iterator[list[str]]:
    try:
        lines = StringIO(text, newline="")  # only what ends a line in a file ends one here
        yield from csv.reader(lines, delimiter=delimiter, strict=strict)
    except csv.Error as error:
        if strict:
            raise BrokenQuotes from error


def _texts(rows: Iterable[Sequence[Value]]) -> Iterator[list[str]]:
    for row in rows:
        yield [_text(value) for value in row]


def _text(value: Value) -> str:
    """A cell as a person would read it; days as 2026-11-21, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _table(rows: Iterable[Sequence[str]], *, encoding: str = "", delimiter: str = "") -> Table:
    numbered = enumerate(islice(rows, MOST_ROWS_READ + 2), start=1)
    lines = [Line(number, tuple(_cell(text) for text in row)) for number, row in numbered]
    filled = [line for line in lines if not line.is_empty()]
    if not filled:
        raise SheetIsEmpty
    header, *rest = filled
    last = rest[-1].number if rest else header.number
    return Table(
        header=_without_empty_end(header.cells)[:MOST_COLUMNS],
        lines=tuple(rest),
        empty=last - header.number - len(rest),
        encoding=encoding,
        delimiter=delimiter,
    )


def _cell(text: str) -> str:
    """Without what misleads, and without the apostrophe by which our own exports keep a text from
    being a formula."""
    plain = normalise(text)
    if plain.startswith("'") and plain[1:].lstrip(" ").startswith(STARTS_A_FORMULA):
        return plain[1:]
    return plain


def _without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells
