"""The names of concepts, in one order whatever order they came in."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
"""One number for each name, or for each concept, in the order of the thesaurus."""


@dataclass(frozen=True, order=True)
class Name:
    """What the concept with this key is called in one language (nl, en, fr, …)."""

    concept: str
    language: str
    text: str
    preferred: bool = False


@dataclass(frozen=True, eq=False)
class Thesaurus:
    """All names, by concept, language and text; each once. Made by ``Thesaurus.of``.

    Two are the same only when they are one object: what is made of it is remembered by it.
    """

    names: tuple[Name, ...]

    @classmethod
    def of(cls, names: Iterable[Name]) -> Self:
        """The order in which ``names`` come makes no difference; a name that is twice is once."""
        return cls(tuple(sorted(set(names))))

    @cached_property
    def concepts(self) -> tuple[str, ...]:
        """Their keys, in the order of letters: the order of all scores by concept."""
        return tuple(sorted({name.concept for name in self.names}))

    @cached_property
    def concept_of(self) -> NDArray[np.intp]:
        """For each name the place of its concept."""
        places = {key: place for place, key in enumerate(self.concepts)}
        return np.array([places[name.concept] for name in self.names], dtype=np.intp)

    @cached_property
    def starts(self) -> NDArray[np.intp]:
        """For each concept the place of its first name."""
        return np.searchsorted(self.concept_of, np.arange(len(self.concepts)))

    def best(self, scores: Scores) -> Scores:
        """For each concept the score of its best name."""
        return np.maximum.reduceat(scores, self.starts) if len(scores) else scores
