"""QR codes as path data, so that a template draws them without trusting any markup."""

from dataclasses import dataclass

import segno

QUIET_ZONE = 4  # modules of white around the code; ISO/IEC 18004 asks for four


class TooLongForQr(ValueError):
    code = "too_long_for_qr"


@dataclass(frozen=True, slots=True)
class QrPath:
    """Draw ``<path d="…">`` in a ``viewBox`` of ``0 0 size size``, one unit per module.

    The quiet zone is part of ``size``. Set ``shape-rendering="crispEdges"``, or hairlines show
    between the rows on some screens.
    """

    size: int
    d: str


def qr_path(text: str) -> QrPath:
    """The QR code of ``text``: error correction M or better, which survives a smudged poster."""
    try:
        code = segno.make_qr(text, error="m")
    except segno.DataOverflowError as overflow:
        raise TooLongForQr(f"{len(text)} characters do not fit in a QR code.") from overflow
    rows = [bytes(row) for row in code.matrix]
    runs = [
        f"M{start + QUIET_ZONE} {y + QUIET_ZONE}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _dark_runs(row)
    ]
    return QrPath(size=len(rows) + 2 * QUIET_ZONE, d="".join(runs))


def _dark_runs(row: bytes) -> list[tuple[int, int]]:
    """(start, length) of each row of neighbouring dark modules."""
    runs: list[tuple[int, int]] = []
    start = row.find(1)
    while start >= 0:
        end = row.find(0, start)
        end = len(row) if end < 0 else end
        runs.append((start, end - start))
        start = row.find(1, end)
    return runs
