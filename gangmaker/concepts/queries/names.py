"""What concepts are called, for a reader of one language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import F, QuerySet

from gangmaker.concepts.models import ConceptName

ORDER: Final = ("nl", "en", "fr")
"""In which languages a name is looked for when the reader's has none."""


@dataclass(frozen=True)
class Named:
    """A concept as it is shown; ``language`` is that of its name, not always the reader's."""

    pk: int
    key: str
    name: str
    language: str


def named(pks: Iterable[int], language: str) -> dict[int, Named]:
    """Each concept by the preferred name that this reader understands best; one query."""
    rows = preferred_names().filter(concept__in=list(pks))
    return best_of(rows, language)


def preferred_names() -> QuerySet[ConceptName]:
    """With ``key``, that of the concept."""
    return ConceptName.objects.filter(preferred=True).annotate(key=F("concept__key"))


def best_of(rows: Iterable[ConceptName], language: str) -> dict[int, Named]:
    """Of ``preferred_names``, by concept, the one that a reader understands best."""
    rank = {code: place for place, code in enumerate(dict.fromkeys((language, *ORDER)))}
    best: dict[int, Named] = {}
    for row in sorted(rows, key=lambda row: (rank.get(row.language, len(rank)), row.language)):
        key: str = row.key  # type: ignore[attr-defined]  # annotated
        best.setdefault(row.concept_id, Named(row.concept_id, key, row.text, row.language))
    return best
