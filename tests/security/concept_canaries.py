"""Concepts in the canary world: one that everybody and everything there is about."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gangmaker.actors import rules
from gangmaker.actors.models import Actor
from gangmaker.concepts.models import ActorConcept, ItemConcept, MeaningState
from tests import world

if TYPE_CHECKING:
    from tests.security.canaries import CanaryWorld

State = tuple[str, Mapping[str, str]]


def add_concepts(w: "CanaryWorld") -> None:
    """Confirmed for every item and every actor, whoever may know of them; one only suggested."""
    concept = world.make_concept("weaving")
    stands = world.make_concept("felt", facet="materials")
    world.make_concept("felting", merged_into=stands, retired_at=world.NOON)
    decided: dict[str, Any] = {
        "state": MeaningState.CONFIRMED,
        "decided_by": w.viewer("broker"),
        "decided_at": world.NOON,
    }
    for item in w.items.values():
        ItemConcept.objects.create(item_id=item.pk, concept=concept, **decided)
    for actor in w.actors.values():
        ActorConcept.objects.create(actor=actor, direction="offers", concept=concept, **decided)
    person = w.actors["public person"]
    words = [w.hide("concept_words", _herself_or_team(person))]
    ActorConcept.objects.create(actor=person, direction="offers", concept=stands, words=words)


def _herself_or_team(actor: Actor) -> Callable[[Actor | None], bool]:
    return lambda viewer: viewer == actor or rules.is_team(viewer)


def _concepts(w: "CanaryWorld") -> Iterator[State]:
    yield "in use", {"concept": "weaving"}
    yield "merged", {"concept": "felting"}
    yield "nothing", {"concept": "nothing-here"}


CONCEPTS_FILLED: list[tuple[str, frozenset[str], Callable[["CanaryWorld"], Iterator[State]]]] = [
    ("concepts/", frozenset({"concept"}), _concepts),
]
