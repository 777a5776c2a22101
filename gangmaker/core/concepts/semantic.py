"""How near a text is to the names of a concept, by vectors that a model made of both.

The vectors come from outside; here is only arithmetic. What all texts of a language have in
common (that they are Dutch, that they are short) is taken away first: their centre.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from gangmaker.core.concepts.names import Scores, Thesaurus

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Near:
    """One text beside all names: the nearest name of each concept, and all of them together."""

    nearest: Scores
    whole: Scores


@dataclass(frozen=True)
class Space:
    """The vectors of the names, centred, of length one. Made by ``Space.of``."""

    thesaurus: Thesaurus
    names: Vectors
    concepts: Vectors
    """For each concept the middle of its names, languages alike."""
    centre: Vectors
    centres: Mapping[str, Vectors]
    """By language what its texts have in common; another language has that of the names."""

    @classmethod
    def of(
        cls, thesaurus: Thesaurus, vectors: Vectors, *, centres: Mapping[str, Vectors] | None = None
    ) -> Self:
        """``vectors``: one row for each name of ``thesaurus``, in its order."""
        if len(vectors) != len(thesaurus.names):
            raise ValueError(f"{len(vectors)} vectors for {len(thesaurus.names)} names.")
        centre = vectors.mean(axis=0)
        names = unit(vectors - centre)
        return cls(thesaurus, names, _middles(thesaurus, names), centre, dict(centres or {}))

    def compare(self, vector: Vectors, language: str) -> Near:
        """``vector``: what the model made of a text in ``language``."""
        text = unit(vector - self.centres.get(language, self.centre))
        return Near(self.thesaurus.best(self.names @ text), self.concepts @ text)


def _middles(thesaurus: Thesaurus, names: Vectors) -> Vectors:
    """For each concept the middle of its names, in which each language counts the same."""
    sums: Vectors = np.zeros((len(thesaurus.concepts), names.shape[1]), dtype=np.float32)
    languages = np.array([name.language for name in thesaurus.names])
    for language in sorted(set(languages.tolist())):
        own = np.zeros_like(sums)
        np.add.at(own, thesaurus.concept_of[languages == language], names[languages == language])
        sums += unit(own)
    return unit(sums)


def unit(vectors: Vectors) -> Vectors:
    """Each of length one; what has no length stays nothing."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
