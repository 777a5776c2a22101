"""What something is about, and what could be added by hand."""

from collections.abc import Iterable
from typing import Final

from django.db.models import QuerySet

from gangmaker.actors.models import Actor
from gangmaker.concepts.models import (
    ActorConcept,
    Concept,
    ConceptName,
    ItemConcept,
    MeaningState,
)
from gangmaker.core.text import fold
from gangmaker.trail.models import Item

from .names import Named, named, preferred_names

MOST_FOUND: Final = 10

AnyMeaning = ItemConcept | ActorConcept


def open_or_confirmed(rows: Iterable[AnyMeaning]) -> list[AnyMeaning]:
    """What was confirmed, then what is suggested, the likeliest first; ties by the concept."""
    shown = [row for row in rows if row.state != MeaningState.DISMISSED]
    suggested = MeaningState.SUGGESTED
    return sorted(shown, key=lambda row: (row.state == suggested, -row.score, row.concept_id))


def concepts_beginning(words: str, language: str) -> list[Named]:
    """Concepts with a name that begins so, in any language; shorter names first; two queries."""
    asked = fold(words).strip()
    if not asked:
        return []
    in_use = ConceptName.objects.filter(concept__in=Concept.objects.in_use())
    found = in_use.filter(folded__startswith=asked).order_by("folded", "concept")
    pks = list(dict.fromkeys(found.values_list("concept", flat=True)[: MOST_FOUND * 4]))
    names = named(pks[:MOST_FOUND], language)
    return [names[pk] for pk in pks if pk in names]


def names_of_item(item: Item) -> QuerySet[ConceptName]:
    """What everybody who sees the item reads that it is about, in every language."""
    confirmed = ItemConcept.objects.filter(item=item, state=MeaningState.CONFIRMED)
    return preferred_names().filter(concept__in=confirmed.values("concept")).order_by("pk")


def concepts_of_actor(actor: Actor, language: str) -> dict[str, list[Named]]:
    """What was confirmed of what somebody offers and seeks, by direction; two queries at most."""
    confirmed = ActorConcept.objects.filter(actor=actor, state=MeaningState.CONFIRMED)
    rows = list(confirmed.order_by("-score", "concept").values_list("direction", "concept"))
    names = named([pk for _direction, pk in rows], language) if rows else {}
    found: dict[str, list[Named]] = {}
    for direction, pk in rows:
        if pk in names:  # a concept may have lost its preferred name
            found.setdefault(direction, []).append(names[pk])
    return found
