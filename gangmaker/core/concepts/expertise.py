"""How near what somebody wrote is to a text: one input to concept suggestions, never a ranking.

The words of both (TF-IDF) and, with less weight, the vectors of a model: within one language the
words alone measured best, from one language to another there are none in common. Of what
somebody wrote the texts that come nearest count: who knows a subject wrote of others, too.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from gangmaker.core.concepts.index import Index
from gangmaker.core.concepts.semantic import Vectors, unit
from gangmaker.core.concepts.words import stem, tells, words_of

NEAREST: Final = 3
"""So many of somebody's own texts count, those that come nearest."""
WORDS_WEIGHT: Final = 1.0
MODEL_WEIGHT: Final = 0.25


@dataclass(frozen=True, eq=False)
class Shelf:
    """Texts to compare with: all that people wrote, in one order. Made by ``Shelf.of``."""

    words: Index
    vectors: Vectors | None
    centre: Vectors | None
    language: str

    @classmethod
    def of(cls, texts: Sequence[str], language: str, *, vectors: Vectors | None = None) -> Self:
        """``vectors``: one row for each of ``texts``."""
        if vectors is not None and len(vectors) != len(texts):
            raise ValueError(f"{len(vectors)} vectors for {len(texts)} texts.")
        words = Index.of([_features(text, language) for text in texts])
        if vectors is None:
            return cls(words, None, None, language)
        centre = vectors.mean(axis=0)
        return cls(words, unit(vectors - centre), centre, language)

    def likeness(self, text: str, *, vector: Vectors | None = None) -> "Likeness":
        """How alike ``text`` is to each text on the shelf, before the weights."""
        words = self.words.cosine(_features(text, self.language)).astype(np.float64)
        near = np.zeros_like(words)
        if vector is not None and self.vectors is not None and self.centre is not None:
            near = (self.vectors @ unit(vector - self.centre)).astype(np.float64)
        return Likeness(tuple(words.tolist()), tuple(near.tolist()))


@dataclass(frozen=True)
class Likeness:
    """One text beside all on a shelf, by words and by the model (0 without one)."""

    words: tuple[float, ...]
    model: tuple[float, ...]

    def of(
        self,
        own: Sequence[int],
        *,
        words_weight: float = WORDS_WEIGHT,
        model_weight: float = MODEL_WEIGHT,
    ) -> float:
        """For somebody whose texts stand at ``own``: the mean of the nearest; 0 without texts."""
        if not own:
            return 0.0
        return words_weight * _nearest(self.words, own) + model_weight * _nearest(self.model, own)


def _nearest(alike: Sequence[float], own: Sequence[int]) -> float:
    best = sorted((alike[place] for place in own), reverse=True)[:NEAREST]
    return math.fsum(best) / len(best)


def _features(text: str, language: str) -> dict[str, float]:
    """The words that say something, stemmed; what comes again counts less each time."""
    telling = (word.plain for word in words_of(text) if tells(word.plain))
    counts = Counter(stem(word, language) for word in telling)
    return {word: 1 + math.log(count) for word, count in counts.items()}
