"""Which concepts a text is about: published sums of what letters, words and a model say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from gangmaker.core.concepts.lexical import Lexicon
from gangmaker.core.concepts.names import Scores, Thesaurus
from gangmaker.core.concepts.semantic import Space, Vectors

METHOD: Final = "concepts 1"
"""The name and the version of what is done here; kept beside what was suggested."""
MOST_WORDS: Final = 6
DECIMALS: Final = 4
"""Scores that are the same in so many decimals are a tie, and go by the key of the concept."""

Embed = Callable[[Sequence[str]], Vectors]
"""Vectors of texts that ask, one row for each. Texts come without capitals: it measured better."""


@dataclass(frozen=True)
class Weights:
    """What each part of a score counts. The score of a concept is the sum of all."""

    cosine: float = 0.25
    """Runs of characters and words in common with its best name (TF-IDF, cosine)."""
    cover: float = 0.5
    """How much of its best name is found among the words of the text, rare words most."""
    nearest: float = 1.0
    """The cosine of the model's vectors of the text and of the nearest name, centred."""
    whole: float = 0.5
    """The same with the middle of all its names: one odd name does not carry a concept."""
    crowd: float = -0.6
    """How crowded the concept is: near to many texts, whatever they say."""
    least: float = 0.15
    """Below this nothing is suggested."""


WEIGHTS: Final = Weights()


@dataclass(frozen=True)
class Suggestion:
    """A concept that a text may be about, and the words of the text that gave rise to it."""

    concept: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """One text beside all concepts: each part of the score, before the weights."""

    cosine: Scores
    cover: Scores
    nearest: Scores | None = None
    whole: Scores | None = None
    crowd: Scores | None = None

    def scores(self, weights: Weights = WEIGHTS) -> Scores:
        """For each concept, in the order of the thesaurus."""
        parts = (
            (weights.cosine, self.cosine),
            (weights.cover, self.cover),
            (weights.nearest, self.nearest),
            (weights.whole, self.whole),
            (weights.crowd, self.crowd),
        )
        found = np.zeros(len(self.cosine), dtype=np.float64)
        for weight, part in parts:
            if weight and part is not None:
                found += weight * part
        return found.round(DECIMALS).astype(np.float32)


@lru_cache(maxsize=4)
def lexicon_of(thesaurus: Thesaurus) -> Lexicon:
    """Made once for a thesaurus: it takes seconds for thousands of concepts."""
    return Lexicon.of(thesaurus)


def read(
    text: str,
    language: str,
    thesaurus: Thesaurus,
    *,
    vectors: Space | None = None,
    embed: Embed | None = None,
) -> Reading:
    """What letters and words say of ``text`` and, with ``vectors`` and ``embed``, the model."""
    letters = lexicon_of(thesaurus).compare(text, language)
    near = None
    if vectors is not None and embed is not None and text.strip():
        near = vectors.compare(embed([text.lower()])[0], language)
    return Reading(
        cosine=thesaurus.best(letters.cosine),
        cover=thesaurus.best(letters.cover),
        nearest=near.nearest if near else None,
        whole=near.whole if near else None,
        crowd=near.crowd if near else None,
    )


def suggest(
    text: str,
    language: str,
    thesaurus: Thesaurus,
    *,
    vectors: Space | None = None,
    embed: Embed | None = None,
    weights: Weights = WEIGHTS,
    limit: int = 10,
) -> list[Suggestion]:
    """The concepts that ``text`` is about, the likeliest first; ties by the key of the concept.

    Without ``vectors`` only those that share words with the text. The same names in another order
    give the same answer. A suggestion is a proposal to a person, who confirms it or does not.
    """
    reading = read(text, language, thesaurus, vectors=vectors, embed=embed)
    scores = reading.scores(weights)
    order = np.lexsort((np.arange(len(scores)), -scores))
    lexicon = lexicon_of(thesaurus)
    told = lexicon.told(text, language)
    found: list[Suggestion] = []
    for place in order[: limit if reading.nearest is not None else None]:
        if len(found) == limit or scores[place] < weights.least:
            break
        words = lexicon.words_for(told, int(place))[:MOST_WORDS]
        if words or reading.nearest is not None:
            found.append(
                Suggestion(thesaurus.concepts[place], round(float(scores[place]), DECIMALS), words)
            )
    return found
