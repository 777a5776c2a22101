"""From a text in any language to the concepts of a thesaurus. Plain Python and numpy."""

from gangmaker.core.concepts.names import Name, Thesaurus
from gangmaker.core.concepts.semantic import Space, Vectors
from gangmaker.core.concepts.suggesting import (
    METHOD,
    WEIGHTS,
    Embed,
    Reading,
    Suggestion,
    Weights,
    read,
    suggest,
)

__all__ = [
    "METHOD",
    "WEIGHTS",
    "Embed",
    "Name",
    "Reading",
    "Space",
    "Suggestion",
    "Thesaurus",
    "Vectors",
    "Weights",
    "read",
    "suggest",
]
