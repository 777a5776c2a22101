"""What concepts are called, for a reader of one language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

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
    rank = {code: place for place, code in enumerate(dict.fromkeys((language, *ORDER)))}
    rows = ConceptName.objects.filter(concept__in=list(pks), preferred=True).values_list(
        "concept", "concept__key", "text", "language"
    )
    best: dict[int, Named] = {}
    ordered = sorted(rows, key=lambda row: (rank.get(row[3], len(rank)), row[3]))
    for pk, key, text, code in ordered:
        best.setdefault(pk, Named(pk, key, text, code))
    return best
