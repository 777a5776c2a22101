"""What a published figure needs: exact shares, and no group so small that it names people."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

LEAST = 5
"""A group of fewer people is not told apart in public."""


def rounded(value: Fraction, places: int) -> Decimal:
    """To so many digits after the comma, halves away from zero."""
    scaled = abs(value) * 10**places
    whole = int(scaled + Fraction(1, 2))
    return Decimal(whole if value >= 0 else -whole).scaleb(-places)


def small_hidden(
    counts: Mapping[str, int], *, least: int = LEAST, total_is_told: bool = True
) -> dict[str, int | None]:
    """``counts`` with None for groups of 1 to ``least`` - 1.

    When the total is told and one group alone would be hidden, its size would follow from the
    others: then the smallest of those is hidden too (of equal ones the first by name).
    """
    hidden = {name for name, count in counts.items() if 0 < count < least}
    shown = {name: count for name, count in counts.items() if count >= least}
    if total_is_told and len(hidden) == 1 and shown:
        hidden.add(min(shown, key=lambda name: (shown[name], name)))
    return {name: None if name in hidden else count for name, count in counts.items()}


def inputs_digest(rows: Iterable[tuple[object, ...]]) -> tuple[str, int]:
    """SHA-256 over the rows in the order of their text, and how many there were.

    The same facts give the same digest in whatever order the database returns them.
    """
    texts = sorted(json.dumps(row, default=str, separators=(",", ":")) for row in rows)
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode())
        digest.update(b"\n")
    return digest.hexdigest(), len(texts)
