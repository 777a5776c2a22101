"""What changed between two texts, or two lists of texts, in a way that people can read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

Kind = Literal["same", "gone", "new"]
PIECES = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Part:
    """Some words that stayed, went or came."""

    kind: Kind
    text: str


def words_changed(before: str, after: str) -> tuple[Part, ...]:
    """``before`` is what stayed and went, ``after`` what stayed and came, both in their order."""
    old, new = PIECES.findall(before), PIECES.findall(after)
    parts: list[Part] = []
    for tag, start, end, from_, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(Part("same", "".join(old[start:end])))
            continue
        if end > start:
            parts.append(Part("gone", "".join(old[start:end])))
        if to > from_:
            parts.append(Part("new", "".join(new[from_:to])))
    return tuple(parts)


def pairs(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[int | None, int | None], ...]:
    """Which text of one list became which of the other, by place; None: it went, or it is new.

    Texts that stayed the same find each other; between them the rest is paired in its order.
    """
    found: list[tuple[int | None, int | None]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _tag, start, end, from_, to in matcher.get_opcodes():
        found += zip_longest(range(start, end), range(from_, to))
    return tuple(found)
