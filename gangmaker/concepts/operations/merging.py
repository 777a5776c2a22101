"""Two concepts that are one: names stay as other names, and what was meant follows."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.concepts import rules
from gangmaker.concepts.models import (
    ActorConcept,
    Concept,
    ConceptLink,
    ConceptName,
    ConceptSource,
    ItemConcept,
    LinkKind,
    MeaningState,
)
from gangmaker.core.refusals import Refused
from gangmaker.trail.operations import record

from .importing import definitions
from .keeping import NotInUse, above
from .writing import make_links, related

DECIDED: Final = ("state", "decided_by", "decided_at")


class SameConcept(Refused):
    code = "concept_is_the_same"
    message = _("A concept cannot be merged with itself.")


@transaction.atomic
def merge_concepts(*, concept: Concept, into: Concept, by: Actor, now: datetime) -> None:
    """``into`` stands for ``concept`` from now on, also where that stood for others.

    Of two decisions about the same thing the later one holds. Both are locked in the order of
    their ids, so that two who merge at once do not wait for each other.
    """
    if not rules.can_keep_thesaurus(by):
        raise NotYours
    if concept.pk == into.pk:
        raise SameConcept
    pks = {concept.pk, into.pk}
    locked = {
        one.pk: one for one in Concept.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    }
    concept, into = locked[concept.pk], locked[into.pk]
    if concept.retired_at is not None or into.retired_at is not None:
        raise NotInUse
    _take_names(concept, into)
    _take_links(concept, into)
    moved = {
        "actors": _take_meanings(ActorConcept, concept, into, _of_actor),
        "items": _take_meanings(ItemConcept, concept, into, _of_item),
    }
    _stand_for(concept, into, now=now)
    data = {"concept": concept.key, "into": into.key, **moved}
    record("concept.merged", by=by, at=now, data=data)


def _stand_for(concept: Concept, into: Concept, *, now: datetime) -> None:
    uri = into.uri or concept.uri
    if uri != into.uri:
        concept.uri = ""
    concept.merged_into, concept.retired_at, concept.source = into, now, ConceptSource.REGION
    concept.save()
    Concept.objects.filter(merged_into=concept).update(merged_into=into)
    into.uri, into.source = uri, ConceptSource.REGION
    into.sdgs = sorted({*into.sdgs, *concept.sdgs})
    into.what = {**definitions(concept), **definitions(into)}
    into.save()


def _take_names(concept: Concept, into: Concept) -> None:
    """As other names; in a language in which the other had none, as they are."""
    there = set(into.names.values_list("language", "text"))
    spoken = {code for code, _text in there}
    ConceptName.objects.bulk_create(
        ConceptName(
            concept=into,
            language=name.language,
            text=name.text,
            preferred=name.preferred and name.language not in spoken,
        )
        for name in concept.names.order_by("pk")
        if (name.language, name.text) not in there
    )


def _take_links(concept: Concept, into: Concept) -> None:
    links = ConceptLink.objects.filter(Q(concept=concept) | Q(other=concept))
    rows = list(links.values_list("concept", "other", "kind"))
    links.delete()
    for one, other, kind in sorted(rows):
        start, end = (into.pk if pk == concept.pk else pk for pk in (one, other))
        if start == end:
            continue
        if kind == LinkKind.RELATED:
            make_links([related(start, end)])
        elif start not in above([end]):  # else both would be broader than the other
            make_links([(start, end, kind)])


def _of_actor(row: ActorConcept) -> tuple[int, str]:
    return (row.actor_id, row.direction)


def _of_item(row: ItemConcept) -> int:
    return row.item_id


def _take_meanings(model: Any, concept: Concept, into: Concept, whose: Callable[..., Any]) -> int:
    """Answers how many rows point to ``into`` instead, or gave it their decision."""
    there = {whose(row): row for row in model.objects.filter(concept=into)}
    moved = 0
    for row in model.objects.filter(concept=concept).order_by("pk"):
        known = there.get(whose(row))
        if known is None:
            model.objects.filter(pk=row.pk).update(concept=into)
            moved += 1
            continue
        if _decided_later(row, known):
            decision = {name: getattr(row, name) for name in DECIDED}
            model.objects.filter(pk=known.pk).update(**decision)
            moved += 1
        model.objects.filter(pk=row.pk).delete()
    return moved


def _decided_later(row: Any, known: Any) -> bool:
    if row.state == MeaningState.SUGGESTED:
        return False
    return known.decided_at is None or row.decided_at > known.decided_at
