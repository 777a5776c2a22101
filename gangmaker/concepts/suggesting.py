"""Which concepts of our thesaurus a text is about: a proposal to a person, who decides."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.db.models import Count, Max

from gangmaker.concepts.embedding import ModelIsAway
from gangmaker.concepts.models import Concept, ConceptName
from gangmaker.concepts.vectors import make_vectors, with_model
from gangmaker.core.concepts import WEIGHTS, Name, Suggestion, Thesaurus, suggest

MOST: Final = 8
"""More than these nobody looks at."""
WITH_MODEL: Final = replace(WEIGHTS, least=0.35)
"""The model finds every text a little like every name, so more is asked before it is suggested."""

State = tuple[int, int]


def suggested_for(
    text: str, language: str, *, most: int = MOST, by_words: bool = False
) -> Sequence[Suggestion]:
    """By the key of the concept, the likeliest first; nothing for a text without words.

    For the worker: with the model a long text takes most of a second. ``by_words`` alone it may
    be asked while somebody waits.
    """
    if not text.strip():
        return []
    names = _thesaurus(_state())
    if not by_words and (means := with_model(names)) is not None:
        space, embed = means
        try:
            return suggest(
                text, language, names, vectors=space, embed=embed, weights=WITH_MODEL, limit=most
            )
        except ModelIsAway:
            pass  # then by words alone, as without a model
    return suggest(text, language, names, limit=most)


def make_vectors_of_names(*, now: datetime) -> int:
    """A duty of the worker: what the model needs to know of the thesaurus, bit by bit."""
    return make_vectors(_thesaurus(_state()), now=now)


def _state() -> State:
    """What changes with every name that comes or goes, and with every concept that does."""
    names = ConceptName.objects.filter(concept__in=Concept.objects.in_use())
    found = names.aggregate(count=Count("pk"), newest=Max("pk"))
    return found["count"], found["newest"] or 0


@lru_cache(maxsize=1)
def _thesaurus(state: State) -> Thesaurus:
    """Kept as long as the names stay: making it ready takes seconds for thousands of concepts."""
    rows = ConceptName.objects.filter(concept__in=Concept.objects.in_use())
    fields = ("concept__key", "language", "text", "preferred")
    return Thesaurus.of([Name(*row) for row in rows.values_list(*fields)])
