"""XLSX that strangers made: looked into before it is opened (A53, A58), then read row by row."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Final

from django.utils.translation import gettext_lazy as _

from gangmaker.core.refusals import Refused

MOST_PARTS: Final = 400
MOST_BYTES_UNPACKED: Final = 40 * 1024 * 1024
IN_ONE_READ: Final = 64 * 1024
MOST_COLUMNS: Final = 60
ENTITIES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
PLACES_OUTSIDE = re.compile(r"(^[/\\])|(^[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)")

Value = str | int | float | bool | date | datetime | None


class NotAWorkbook(Refused):
    code = "not_a_workbook"
    message = _("We cannot read this file. Save it as XLSX or as CSV, and send that.")


class WorkbookTooLarge(Refused):
    code = "workbook_too_large"
    message = _("This file unpacks to more than we open. Leave only the sheet that matters in it.")


class WorkbookHasMacros(Refused):
    code = "workbook_has_macros"
    message = _("This file holds programs (macros). Save it as XLSX without them, or as CSV.")


class WorkbookIsUnsafe(Refused):
    code = "workbook_is_unsafe"
    message = _("This file holds things that no sheet needs. Save it anew as XLSX, or as CSV.")


def rows_of(data: bytes) -> Iterator[tuple[Value, ...]]:
    """The rows of the first sheet, as values: of a formula what it came to when it was saved."""
    _look_into(data)
    from openpyxl import load_workbook  # late: costs a fifth of a second

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size is not believed
        for row in sheet.iter_rows(values_only=True):
            yield tuple(row[:MOST_COLUMNS])  # type: ignore[arg-type]  # no other values exist
    except Refused:
        raise
    except Exception as error:  # whatever a broken file makes the library say
        raise NotAWorkbook from error


def _look_into(data: bytes) -> None:
    """Refuse what is no sheet, before any of it is parsed."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            _look_at_parts(packed)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise NotAWorkbook from error


def _look_at_parts(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or len(set(names)) != len(names):
        raise WorkbookIsUnsafe
    if any(PLACES_OUTSIDE.search(name) for name in names):
        raise WorkbookIsUnsafe
    if any("vbaproject" in name.lower() or "/macrosheets/" in name.lower() for name in names):
        raise WorkbookHasMacros
    if "[Content_Types].xml" not in names or not any("xl/worksheets/" in name for name in names):
        raise NotAWorkbook
    unpacked = 0
    for part in parts:
        unpacked += _size_of(packed, part, room=MOST_BYTES_UNPACKED - unpacked)


def _size_of(packed: zipfile.ZipFile, part: zipfile.ZipInfo, *, room: int) -> int:
    """How much one part unpacks to, counted as it is read and not as it says of itself.

    Sheets hold no document types nor entities, in whatever encoding; with one it is refused.
    """
    size, before = 0, b""
    with packed.open(part) as file:
        while piece := file.read(IN_ONE_READ):
            size += len(piece)
            if size > room:
                raise WorkbookTooLarge
            if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                plain = (before + piece).replace(b"\0", b"")
                if ENTITIES.search(plain):
                    raise WorkbookIsUnsafe
                before = piece[-64:]
    return size
