"""What was confirmed, as links to the thesaurus: on the page of an item, and of an actor."""

from collections.abc import Mapping

from gangmaker.actors.models import Actor
from gangmaker.concepts.queries.meanings import concepts_of_actor
from gangmaker.concepts.queries.names import best_of
from gangmaker.projects.queries.hanging import Hanging
from gangmaker.web.concepts.shapes import Linked, linked
from gangmaker.web.items.rows import current_language


def about(on: Hanging) -> list[Linked]:
    """What an item is about, by name; no query of its own."""
    names = best_of(on.rows["concepts"], current_language())
    return linked(names, names)


def concepts_shown(actor: Actor) -> Mapping[str, list[Linked]]:
    """What an actor offers and seeks, by direction; the page shows it with the words."""
    found = concepts_of_actor(actor, current_language())
    names = {one.pk: one for concepts in found.values() for one in concepts}
    return {way: linked([one.pk for one in ones], names) for way, ones in found.items()}
