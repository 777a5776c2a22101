"""Tables as CSV that a spreadsheet opens as text and numbers, never as a formula (A59)."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Cell = str | int | None


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """Lines of cells, with a mark at the start for spreadsheets that would guess the letters."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([neutral(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def neutral(cell: Cell) -> str | int:
    """Text that would start a formula gets an apostrophe; numbers are ``int`` and stay."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(STARTS_A_FORMULA):
        return f"'{cell}"
    return cell


class Decimal(int):
    """Cents, written as euros with a point: ``-1250`` is ``-12.50``, and a number still."""

    def __str__(self) -> str:
        sign = "-" if self < 0 else ""
        euros, cents = divmod(abs(int(self)), 100)
        return f"{sign}{euros}.{cents:02d}"
