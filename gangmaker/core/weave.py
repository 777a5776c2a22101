"""Woven swatches: a weaving draft (threading x tie-up x treadling), for a key for ever the same.

Only SHA-256 decides, so no version of Python or of a library can change somebody's cloth.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

PALETTES = 9
"""How many colourings there are; ``.cloth-0`` and on in items.css give them their colours."""

ORDERS = (
    ("point", "point"),
    ("point", "point"),
    ("point", "straight"),
    ("straight", "point"),
    ("broken", "point"),
    ("point", "paired"),
    ("broken", "straight"),
)
"""How the warp is threaded and the treadles are trodden. Diamonds come twice as often."""

_Choice = TypeVar("_Choice")


@dataclass(frozen=True)
class Swatch:
    """A cloth to draw: ``path`` holds the warp as lines to stroke over a ground of weft."""

    width: int
    height: int
    path: str
    stroke: int
    palette: int


def swatch_paths(key: str, *, columns: int = 24, rows: int = 24, cell: int = 6) -> Swatch:
    """Weave the cloth of ``key``; another size shows more or less of the same cloth."""
    chance = _Chance(key)
    palette = chance.below(PALETTES)
    draft = _draft(chance)
    path = "".join(_row(draft.lifted(row, columns), row, cell) for row in range(rows))
    return Swatch(columns * cell, rows * cell, path, cell - 1, palette)


@dataclass(frozen=True)
class _Draft:
    threading: tuple[int, ...]
    treadling: tuple[int, ...]
    tie_up: tuple[bool, ...]

    def lifted(self, row: int, columns: int) -> list[bool]:
        """Which warp threads lie on top in this row."""
        treadle = self.treadling[row % len(self.treadling)]
        return [
            self.tie_up[(treadle + self.threading[column % len(self.threading)]) % len(self.tie_up)]
            for column in range(columns)
        ]


class _Chance:
    """Numbers from SHA-256 in counter mode."""

    def __init__(self, key: str) -> None:
        self._bytes = self._stream(key.encode())

    def below(self, limit: int) -> int:
        """A number from 0 up to ``limit``; 16 bits are even enough for a handful of choices."""
        return (next(self._bytes) << 8 | next(self._bytes)) % limit

    def pick(self, choices: Sequence[_Choice]) -> _Choice:
        return choices[self.below(len(choices))]

    @staticmethod
    def _stream(key: bytes) -> Iterator[int]:
        block = 0
        while True:
            yield from hashlib.sha256(key + b"|" + str(block).encode()).digest()
            block += 1


def _draft(chance: _Chance) -> _Draft:
    tie_up = _tie_up(chance, shafts=chance.pick((8, 10, 12, 16)))
    threading, treadling = chance.pick(ORDERS)
    return _Draft(
        _turned(_order(threading, len(tie_up)), chance),
        _turned(_order(treadling, len(tie_up)), chance),
        tie_up,
    )


def _turned(order: tuple[int, ...], chance: _Chance) -> tuple[int, ...]:
    """The same order, begun elsewhere."""
    start = chance.below(len(order))
    return order[start:] + order[:start]


def _tie_up(chance: _Chance, *, shafts: int) -> tuple[bool, ...]:
    """Over and under in turns of one to three: no float is so long that the cloth falls apart."""
    turns: list[bool] = []
    over = True
    while len(turns) < shafts:
        turns += [over] * (1 + chance.below(3))
        over = not over
    return (*turns[: shafts - 1], False)


def _order(kind: str, shafts: int) -> tuple[int, ...]:
    straight = tuple(range(shafts))
    if kind == "point":
        return straight + straight[-2:0:-1]
    if kind == "broken":
        half = shafts // 2
        return straight + straight[half:] + straight[:half]
    if kind == "paired":
        return tuple(shaft for shaft in straight for _again in range(2))
    return straight


def _row(lifted: Sequence[bool], row: int, cell: int) -> str:
    """One row as strokes; neighbours that are both lifted become one stroke."""
    parts = [f"M0 {row * cell + cell // 2}"]
    skip = 0
    for over, run in groupby(lifted):
        length = len(list(run)) * cell
        if not over:
            skip += length
            continue
        parts.append(f"m{skip} 0h{length - 1}" if skip else f"h{length - 1}")
        skip = 1
    return "".join(parts) if len(parts) > 1 else ""
