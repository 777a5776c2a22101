"""How near a text is to the names of a concept, by vectors that a model made of both.

The vectors come from outside; here is only arithmetic. What all texts of a language have in
common (that they are Dutch, that they are short) is taken away first: their centre. Concepts
that many texts are near to, whatever they say, come less near: they are crowded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from gangmaker.core.concepts.names import Scores, Thesaurus

Vectors = NDArray[np.float32]

AT_ONCE: Final = 4_096
LEAST_TEXTS: Final = 100
"""Fewer texts of a language say nothing of what its texts have in common."""
MOST_TEXTS: Final = 2_000
"""Of more texts, these many from the beginning are looked at."""
CROWD: Final = 10
"""A concept is as crowded as these many texts that come nearest to it are near."""


class Near(NamedTuple):
    """One text beside all concepts."""

    nearest: Scores
    """The cosine with the nearest name."""
    whole: Scores
    """The cosine with the middle of all names."""
    crowd: Scores
    """How near the texts of this language come that come nearest, less what is usual."""


class Usual(NamedTuple):
    """What the texts of one language have in common."""

    centre: Vectors
    crowd: Scores


@dataclass(frozen=True, eq=False)
class Space:
    """The vectors of the names, centred, of length one. Made by ``Space.of``."""

    thesaurus: Thesaurus
    names: Vectors
    concepts: Vectors
    """For each concept the middle of its names, languages alike."""
    centre: Vectors
    usual: dict[str, Usual]

    @classmethod
    def of(
        cls, thesaurus: Thesaurus, vectors: Vectors, *, texts: Mapping[str, Vectors] | None = None
    ) -> Self:
        """``vectors``: one row for each name of ``thesaurus``, in its order.

        ``texts``: by language the vectors of texts that were read before, to know what is usual.
        A language without enough of them has the centre of the names, and no crowds.
        """
        if len(vectors) != len(thesaurus.names):
            raise ValueError(f"{len(vectors)} vectors for {len(thesaurus.names)} names.")
        names = np.array(vectors, dtype=np.float32)
        centre = centred(names)
        space = cls(thesaurus, names, middles(thesaurus, names), centre, {})
        for language, known in (texts or {}).items():
            if len(known) >= LEAST_TEXTS:
                space.usual[language] = space._usual(known[:MOST_TEXTS])
        return space

    def compare(self, vector: Vectors, language: str) -> Near:
        """``vector``: what the model made of a text in ``language``."""
        usual = self.usual.get(language)
        text = unit(vector - (usual.centre if usual else self.centre))
        nearest = self.thesaurus.best(self.names @ text)
        crowd = usual.crowd if usual else np.zeros_like(nearest)
        return Near(nearest, self.concepts @ text, crowd)

    def _usual(self, known: Vectors) -> Usual:
        """One name after another, so that little is in memory at once."""
        centre = known.mean(axis=0)
        texts = unit(known - centre)
        crowd = np.zeros(len(self.concepts), dtype=np.float32)
        starts = [*self.thesaurus.starts.tolist(), len(self.names)]
        for place in range(len(self.concepts)):
            names = self.names[starts[place] : starts[place + 1]]
            near = (texts @ names.T).max(axis=1)
            crowd[place] = np.partition(near, -CROWD)[-CROWD:].mean()
        return Usual(centre, crowd - crowd.mean())


def centred(names: Vectors) -> Vectors:
    """Take their mean away from them, in place and some at a time; the mean."""
    if not len(names):
        return np.zeros(0, dtype=np.float32)
    centre: Vectors = np.asarray(names.mean(axis=0, dtype=np.float64), dtype=np.float32)
    for start in range(0, len(names), AT_ONCE):
        names[start : start + AT_ONCE] = unit(names[start : start + AT_ONCE] - centre)
    return centre


def middles(thesaurus: Thesaurus, names: Vectors) -> Vectors:
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
