"""Which concepts of our thesaurus a text is about: a proposal to a person, who decides."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from django.db.models import Count, Max

from gangmaker.concepts.models import Concept, ConceptName
from gangmaker.core.concepts import Name, Suggestion, Thesaurus, suggest

MOST: Final = 8
"""More than these nobody looks at."""

State = tuple[int, int]


def suggested_for(text: str, language: str, *, most: int = MOST) -> Sequence[Suggestion]:
    """By the key of the concept, the likeliest first; nothing for a text without words."""
    if not text.strip():
        return []
    return suggest(text, language, _thesaurus(_state()), limit=most)


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
