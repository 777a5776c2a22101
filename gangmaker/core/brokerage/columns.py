"""Facts by columns: of each fact the ids of those of whom it holds.

A hundred thousand are a few megabytes, and what nobody asks is not looked at.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Points = NDArray[np.int64]
Marks = NDArray[np.bool_]
Key = TypeVar("Key", bound=Hashable)
NOBODY: Ids = np.zeros(0, dtype=np.int64)


class Ranked(NamedTuple):
    """Who fits, or what does, in order as far as the columns tell; of two with the same ``keys`` it
    is still to be seen. A row of ``keys`` for each id, the points (negative) first."""

    ids: Ids
    keys: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Columns:
    """Who counts, or what does. Ids of others may be in the columns: they are not counted."""

    counted: Ids

    @cached_property
    def ids(self) -> Ids:
        """In order, each once. Faster than ``np.unique``, which knows not that they are small."""
        marks = np.zeros(int(self.counted.max()) + 1 if len(self.counted) else 0, dtype=np.bool_)
        marks[self.counted] = True
        return np.flatnonzero(marks)

    @cached_property
    def _places(self) -> NDArray[np.int32]:
        """Where each id stands among ``ids``, or -1."""
        places = np.full(int(self.ids[-1]) + 1 if len(self.ids) else 0, -1, dtype=np.int32)
        places[self.ids] = np.arange(len(self.ids), dtype=np.int32)
        return places

    def where(self, ids: Ids) -> NDArray[np.int32]:
        """The places of those that count, once for each time that they are named."""
        return self._places[self.known(ids)]

    def known(self, ids: Ids) -> Ids:
        """Those of them that count."""
        inside = ids[ids < len(self._places)]
        return inside[self._places[inside] >= 0]

    def has(self, *columns: Ids) -> Marks:
        """Of whom one of these holds."""
        found = np.zeros(len(self.ids), dtype=np.bool_)
        for ids in columns:
            found[self.where(ids)] = True
        return found

    def has_one_of(self, facts: Mapping[Key, Ids], keys: Iterable[Key]) -> Marks:
        return self.has(*(facts.get(key, NOBODY) for key in keys))

    def none(self) -> Points:
        """No points for anybody yet."""
        return np.zeros(len(self.ids), dtype=np.int64)

    def ranked(self, fits: Marks, *keys: Points | Marks) -> Ranked:
        """Who fits, by these keys, the smallest first; ties by id."""
        places = np.flatnonzero(fits)
        stacked = np.stack([key[places].astype(np.int64) for key in keys], axis=1)
        order = np.lexsort((self.ids[places], *reversed(stacked.T)))
        return Ranked(self.ids[places][order], stacked[order])


def cut(found: Ranked, limit: int) -> tuple[Ids, Ids]:
    """Who is surely among the first so many, and those of whom only some are."""
    if len(found.ids) <= limit:
        return found.ids, NOBODY
    last = found.keys[limit - 1]
    same = np.flatnonzero((found.keys == last).all(axis=1))
    return found.ids[: same[0]], found.ids[same]
