"""How much the letters and words of a text are those of a concept's names."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from gangmaker.core.concepts.index import Index
from gangmaker.core.concepts.names import Name, Scores, Thesaurus
from gangmaker.core.concepts.words import parts_of, stem, tells, words_of

SHORTEST_GRAM: Final = 2
LONGEST_GRAM: Final = 4
"""Runs of so many characters of a word, with a space before and after it."""
PART_WEIGHT: Final = 2.0
"""A whole word, or part of a compound, counts as two runs that occur once."""
ALIKE: Final = 0.5
"""Two words less alike than this (cosine of their runs) have nothing to do with each other."""
NAME_POWER: Final = 0.5
"""A covered name counts by this power of its weight: a longer name says more than a short one."""
LONG: Final = 12
"""From so many telling words on a text can cover names wholly; a shorter one as many parts less:
what is hardly longer than a name is better compared as a whole."""
ABROAD: Final = 0.25
"""What covering a name counts that is of another language than the text: words mislead there."""
COMPOUNDING: Final = "nl"
"""The language whose words are taken apart, over the words of its own names."""


class Near(NamedTuple):
    """Words of the names that are like one word of a text, and how much."""

    places: NDArray[np.intp]
    alike: Scores


class Told(NamedTuple):
    """A word as it stands in a text, and the stems of names that it is like."""

    shown: str
    places: frozenset[int]


@dataclass(frozen=True)
class Compared:
    """One text beside all names, by name."""

    cosine: Scores
    cover: Scores


@dataclass(frozen=True)
class Lexicon:
    """The names of a thesaurus, ready to compare texts with. Made by ``Lexicon.of``."""

    thesaurus: Thesaurus
    vocabulary: frozenset[str]
    """The words of the Dutch names, of which compounds are made."""
    names: Index
    stems: tuple[str, ...]
    """What the names consist of, in the order of letters."""
    near: Index
    """Those by their runs of characters."""
    rarity: NDArray[np.float64]
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    """Which name has which of the stems."""
    languages: NDArray[np.str_]
    """Of each name."""
    weights: NDArray[np.float64]
    """How much each name weighs: the rarity of its stems."""
    seen: dict[str, Near] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, thesaurus: Thesaurus) -> Self:
        vocabulary = _vocabulary(thesaurus.names)
        features = [_features(name.text, name.language, vocabulary) for name in thesaurus.names]
        stems = [_stems(name.text, name.language, vocabulary) for name in thesaurus.names]
        found = Counter(each for those in stems for each in those)
        known = tuple(sorted(found))
        counts = np.array([found[each] for each in known], dtype=np.float64)
        rarity = np.log((1 + len(stems)) / (1 + counts)) + 1
        places = {each: place for place, each in enumerate(known)}
        rows = np.repeat(np.arange(len(stems)), [len(those) for those in stems])
        columns = np.array([places[each] for those in stems for each in those], dtype=np.intp)
        return cls(
            thesaurus=thesaurus,
            vocabulary=vocabulary,
            names=Index.of(features),
            stems=known,
            near=Index.of([Counter(_grams(each)) for each in known]),
            rarity=rarity,
            rows=rows,
            columns=columns,
            languages=np.array([name.language for name in thesaurus.names], dtype=np.str_),
            weights=np.bincount(rows, rarity[columns], minlength=len(stems)).astype(np.float64),
        )

    def compare(self, text: str, language: str) -> Compared:
        features = _features(text, language, self.vocabulary)
        return Compared(self.names.cosine(features), self._cover(text, language))

    def _cover(self, text: str, language: str) -> Scores:
        """How much of each name the words of ``text`` cover, of 1, times its weight."""
        best = np.zeros(len(self.stems), dtype=np.float32)
        stems = _stems(text, language, self.vocabulary)
        for each in stems:
            near = self.like(each)
            best[near.places] = np.maximum(best[near.places], near.alike)
        covered = np.bincount(
            self.rows, (best * self.rarity)[self.columns], minlength=len(self.weights)
        )
        weighed = covered * np.power(np.maximum(self.weights, 1), NAME_POWER - 1)
        counts = np.where(self.languages == language, 1, ABROAD) * min(1, len(stems) / LONG)
        return (weighed * counts / self._heaviest).astype(np.float32)

    @property
    def _heaviest(self) -> float:
        """What the weight of a name of one word that no other name has comes to."""
        return math.pow(math.log((1 + len(self.weights)) / 2) + 1, NAME_POWER)

    def like(self, word: str) -> Near:
        """The stems of names that are like the stem ``word``; the same one counts wholly."""
        if word not in self.seen:
            alike = self.near.cosine(Counter(_grams(word)))
            places = np.flatnonzero(alike >= ALIKE)
            self.seen[word] = Near(places, alike[places])
        return self.seen[word]

    def told(self, text: str, language: str) -> list[Told]:
        """The words of ``text`` that say something, as they first stand there, in their order."""
        first: dict[str, str] = {}
        for word in words_of(text):
            if tells(word.plain):
                first.setdefault(word.plain, word.shown)
        return [
            Told(
                shown,
                frozenset(
                    place
                    for each in _stems(plain, language, self.vocabulary)
                    for place in self.like(each).places.tolist()
                ),
            )
            for plain, shown in first.items()
        ]

    def words_for(self, told: Sequence[Told], concept: int) -> tuple[str, ...]:
        """Those of the words that are like words of a concept's names; ``concept`` is its place."""
        starts = self.thesaurus.starts
        end = starts[concept + 1] if concept + 1 < len(starts) else len(self.weights)
        those = slice(*np.searchsorted(self.rows, [starts[concept], end]).tolist())
        theirs = set(self.columns[those].tolist())
        return tuple(word.shown for word in told if not theirs.isdisjoint(word.places))


def _vocabulary(names: Sequence[Name]) -> frozenset[str]:
    dutch = (name.text for name in names if name.language == COMPOUNDING)
    return frozenset(word.plain for text in dutch for word in words_of(text))


def _features(text: str, language: str, vocabulary: frozenset[str]) -> dict[str, float]:
    """Runs of characters, of which many count less each, and words or their parts."""
    runs = Counter(run for word in words_of(text) for run in _grams(word.plain))
    parts = (f"={each}" for each in _stems(text, language, vocabulary))
    shares = {run: 1 + math.log(count) for run, count in runs.items()}
    return shares | dict.fromkeys(parts, PART_WEIGHT)


def _stems(text: str, language: str, vocabulary: frozenset[str]) -> tuple[str, ...]:
    """The words that say something, stemmed, Dutch compounds as their parts; each once."""
    words = [word.plain for word in words_of(text)]
    telling = [word for word in words if tells(word)] or words
    if language == COMPOUNDING:
        telling = [part for word in telling for part in parts_of(word, vocabulary) or (word,)]
    return tuple(dict.fromkeys(stem(each, language) for each in telling))


def _grams(word: str) -> list[str]:
    padded = f" {word} "
    return [
        padded[start : start + length]
        for length in range(SHORTEST_GRAM, LONGEST_GRAM + 1)
        for start in range(len(padded) - length + 1)
    ]
