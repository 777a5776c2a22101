"""What must hold about concepts and what is meant by them holds in the database itself."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from gangmaker.concepts.models import (
    ActorConcept,
    Concept,
    ConceptLink,
    ConceptName,
    ItemConcept,
    TextVector,
)
from gangmaker.trail.models import Item
from tests.trail.violations import constraints_of, copy, refused_change, refused_copy
from tests.world import NOON, make_concept, make_person, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ESCO = "http://data.europa.eu/esco/skill/a"


def make_name() -> ConceptName:
    return make_concept().names.get(language="nl")


def make_link(kind: str = "broader") -> ConceptLink:
    one, other = make_concept("weaving"), make_concept("textile")
    return ConceptLink.objects.create(concept=one, other=other, kind=kind)


def make_actor_concept() -> ActorConcept:
    return ActorConcept.objects.create(
        actor=make_person(), direction="offers", concept=make_concept(), words=["weven"]
    )


def make_item_concept() -> ItemConcept:
    item = Item.objects.get(pk=make_question().pk)
    return ItemConcept.objects.create(item=item, concept=make_concept(), words=["weven"])


def make_vector() -> TextVector:
    return TextVector.objects.create(model="small", digest="0" * 64, values=b"1")


def the_same_text_twice() -> None:
    vector = make_vector()
    vector.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        vector.save(force_insert=True)


def two_with_one_address() -> None:
    make_concept(uri=ESCO)
    refused_change(make_concept("knitting"), uri=ESCO)


def merged_and_still_in_use() -> None:
    refused_change(make_concept(), merged_into_id=make_concept("knitting").pk)


def merged_into_itself() -> None:
    concept = make_concept()
    refused_change(concept, merged_into_id=concept.pk, retired_at=NOON)


def decided_by_nobody() -> None:
    refused_change(make_actor_concept(), state="confirmed", decided_at=NOON)


def suggested_and_decided() -> None:
    refused_change(make_item_concept(), decided_by_id=make_person().pk, decided_at=NOON)


def related_said_from_the_younger() -> None:
    link = make_link("related")
    refused_change(link, concept_id=link.other_id, other_id=link.concept_id)


def linked_to_itself() -> None:
    link = make_link()
    refused_change(link, other_id=link.concept_id)


BROKEN: dict[str, Callable[[], None]] = {
    "concept_uri_only_once": two_with_one_address,
    "concept_that_was_merged_is_retired": merged_and_still_in_use,
    "concept_is_not_merged_into_itself": merged_into_itself,
    "concept_has_a_facet_that_is_known": lambda: refused_change(make_concept(), facet="colours"),
    "concept_name_once_in_a_language": lambda: refused_copy(make_name(), preferred=False),
    "concept_has_one_preferred_name": lambda: refused_copy(make_name(), text="weefkunst"),
    "concept_name_is_not_empty": lambda: refused_change(make_name(), text=""),
    "concept_link_only_once": lambda: refused_copy(make_link()),
    "concept_is_not_linked_to_itself": linked_to_itself,
    "concept_related_is_said_from_the_older": related_said_from_the_younger,
    "actor_concept_once_each_way": lambda: refused_copy(make_actor_concept()),
    "actor_concept_decided_by_somebody": decided_by_nobody,
    "item_concept_only_once": lambda: refused_copy(make_item_concept()),
    "item_concept_decided_by_somebody": suggested_and_decided,
    "text_vector_only_once": the_same_text_twice,
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses(name: str) -> None:
    BROKEN[name]()


def test_every_constraint_of_the_room_is_tried() -> None:
    models = (Concept, ConceptName, ConceptLink, ActorConcept, ItemConcept, TextVector)

    assert constraints_of(*models) == set(BROKEN)


def test_what_differs_stands_beside_it() -> None:
    offered = make_actor_concept()
    other_name = make_concept("knitting").names.get(language="nl")

    copy(offered, direction="seeks")
    copy(other_name, text="breiwerk", preferred=False)

    assert offered.actor.concepts.count() == 2


def test_a_name_is_folded_whenever_it_is_written() -> None:
    name = make_name()

    name.text = "Wèven"
    name.save()

    assert ConceptName.objects.get(pk=name.pk).folded == "weven"
