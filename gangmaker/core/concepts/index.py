"""TF-IDF over features of short texts, by inverted lists: numpy alone, the same every time."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from gangmaker.core.concepts.names import Scores

Features = Mapping[str, float]
"""What a text consists of, and how much of it."""


@dataclass(frozen=True)
class Index:
    """Texts by feature. A feature weighs ``ln((1 + texts) / (1 + texts with it)) + 1``."""

    size: int
    places: Mapping[str, int]
    rarity: NDArray[np.float64]
    starts: NDArray[np.intp]
    rows: NDArray[np.intp]
    values: Scores

    @classmethod
    def of(cls, texts: Sequence[Features]) -> Self:
        found = Counter(feature for text in texts for feature in text)
        places = {feature: place for place, feature in enumerate(sorted(found))}
        counts = np.array([found[feature] for feature in places], dtype=np.float64)
        rarity = np.log((1 + len(texts)) / (1 + counts)) + 1
        rows = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        columns = np.array([places[each] for text in texts for each in text], dtype=np.intp)
        amounts = np.array([text[each] for text in texts for each in text], dtype=np.float64)
        values = amounts * rarity[columns]
        lengths = np.sqrt(np.bincount(rows, values**2, minlength=len(texts)))
        values = values / lengths[rows]
        order = np.lexsort((rows, columns))
        return cls(
            size=len(texts),
            places=places,
            rarity=rarity,
            starts=np.searchsorted(columns[order], np.arange(len(places) + 1)),
            rows=rows[order],
            values=values[order].astype(np.float32),
        )

    def cosine(self, text: Features) -> Scores:
        """How alike ``text`` is to each of the texts: 0 nothing in common, 1 the same.

        A feature that no text has counts in the length of ``text`` as the rarest would.
        """
        scores = np.zeros(self.size, dtype=np.float32)
        unknown = math.log(1 + self.size) + 1
        square = 0.0
        for feature in sorted(text):
            place = self.places.get(feature)
            weight = text[feature] * (unknown if place is None else float(self.rarity[place]))
            square += weight**2
            if place is not None:
                those = slice(self.starts[place], self.starts[place + 1])
                scores[self.rows[those]] += np.float32(weight) * self.values[those]
        return scores / np.float32(math.sqrt(square)) if square else scores
