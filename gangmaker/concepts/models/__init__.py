"""Concepts with their names and how they hang together; what texts and people mean by them."""

from .meanings import ActorConcept, ItemConcept, ItemVector, Meaning, MeaningState, TextVector
from .thesaurus import (
    Concept,
    ConceptLink,
    ConceptName,
    ConceptQuerySet,
    ConceptSource,
    Facet,
    LinkKind,
)

__all__ = [
    "ActorConcept",
    "Concept",
    "ConceptLink",
    "ConceptName",
    "ConceptQuerySet",
    "ConceptSource",
    "Facet",
    "ItemConcept",
    "ItemVector",
    "LinkKind",
    "Meaning",
    "MeaningState",
    "TextVector",
]
