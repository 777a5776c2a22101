"""The region keeps its thesaurus: what may be done, what follows, and what is refused."""

from datetime import timedelta
from typing import Any

import pytest

from gangmaker.actors.rules import NotYours
from gangmaker.concepts.models import ActorConcept, Concept, ConceptLink, ItemConcept
from gangmaker.concepts.operations import (
    Wording,
    add_concept,
    edit_concept,
    merge_concepts,
    retire_concept,
    take_up_concept,
)
from gangmaker.concepts.operations.keeping import (
    AddressTaken,
    GoesInCircles,
    NoName,
    NotInUse,
    StandsForAnother,
)
from gangmaker.concepts.operations.merging import SameConcept
from gangmaker.trail.models import Act, Item
from tests.world import NOON, make_concept, make_person, make_question, make_team

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)
ESCO = "http://data.europa.eu/esco/skill/a"


@pytest.fixture
def admin():
    return make_team("region_admin")


def named(*names: str, **said) -> Wording:
    return Wording(names={"nl": names, "fr": ()}, **said)


def meant(concept: Concept, actor, *, state: str = "confirmed", at=NOON) -> ActorConcept:
    decided = {} if state == "suggested" else {"decided_by": actor, "decided_at": at}
    return ActorConcept.objects.create(
        concept=concept, actor=actor, direction="offers", state=state, **decided
    )


def test_a_concept_of_the_region_has_a_key_of_its_own(admin):
    make_concept("new-weaving")

    added = [
        add_concept(facet="skills", said=named(name), by=admin, now=NOON)
        for name in ("New weaving", "New")
    ]

    assert [(one.key, one.source) for one in added] == [
        ("new-weaving-2", "region"),
        ("new-of-the-region", "region"),
    ]
    assert list(Act.objects.filter(by=admin).values_list("verb", "data")) == [
        ("concept.added", {"concept": "new-weaving-2"}),
        ("concept.added", {"concept": "new-of-the-region"}),
    ]


def test_what_is_said_of_a_concept_is_the_regions_from_then_on(admin):
    weaving, textile, felt = make_concept(), make_concept("textile"), make_concept("felt")
    ConceptLink.objects.create(concept=weaving, other=felt, kind="related")

    said = named("weven", "weefkunst", what={"nl": "Draden."}, broader=(textile.pk,))
    edit_concept(concept=weaving, said=said, by=admin, now=NOON)

    weaving.refresh_from_db()
    assert (weaving.source, str(weaving.what)) == ("region", "Draden.")
    assert set(weaving.names.values_list("language", "text", "preferred")) == {
        ("nl", "weven", True),
        ("nl", "weefkunst", False),
        ("en", "weaving", True),
    }
    assert list(ConceptLink.objects.values_list("concept__key", "other__key", "kind")) == [
        ("weaving", "textile", "broader")
    ]


def test_nothing_is_said_that_cannot_be(admin):
    weaving, textile = make_concept(), make_concept("textile", uri=ESCO)
    ConceptLink.objects.create(concept=textile, other=weaving, kind="broader")
    empty = Wording(names=dict.fromkeys(("nl", "en", "fr"), ()))

    for said, refusal in (
        (empty, NoName),
        (named("weven", uri=ESCO), AddressTaken),
        (named("weven", broader=(textile.pk,)), GoesInCircles),
    ):
        with pytest.raises(refusal):
            edit_concept(concept=weaving, said=said, by=admin, now=NOON)

    assert weaving.names.count() == 3
    assert not Act.objects.filter(verb="concept.edited").exists()


def test_who_is_no_region_administrator_keeps_nothing():
    broker, weaving, felt = make_team(), make_concept(), make_concept("felt")
    by: dict[str, Any] = {"by": broker, "now": NOON}

    for refused in (
        lambda: add_concept(facet="skills", said=named("weven"), **by),
        lambda: edit_concept(concept=weaving, said=named("weven"), **by),
        lambda: retire_concept(concept=weaving, **by),
        lambda: take_up_concept(concept=weaving, **by),
        lambda: merge_concepts(concept=weaving, into=felt, **by),
    ):
        with pytest.raises(NotYours):
            refused()


def test_what_is_retired_comes_back_unless_another_stands_for_it(admin):
    weaving, felt = make_concept(), make_concept("felt")

    retire_concept(concept=weaving, by=admin, now=NOON)
    retired = set(Concept.objects.in_use())
    take_up_concept(concept=weaving, by=admin, now=LATER)
    merge_concepts(concept=felt, into=weaving, by=admin, now=LATER)

    assert retired == {felt}
    assert set(Concept.objects.in_use()) == {weaving}
    with pytest.raises(StandsForAnother):
        take_up_concept(concept=felt, by=admin, now=LATER)
    with pytest.raises(NotInUse):
        merge_concepts(concept=weaving, into=felt, by=admin, now=LATER)
    with pytest.raises(SameConcept):
        merge_concepts(concept=weaving, into=weaving, by=admin, now=LATER)


@pytest.mark.both_databases
def test_of_two_that_are_one_the_names_stay_and_what_was_confirmed_follows(admin):
    loom, weaving = make_concept("looming", uri=ESCO, sdgs=[9]), make_concept()
    textile, jacquard = make_concept("textile"), make_concept("jacquard")
    older = make_concept("older", merged_into=loom, retired_at=NOON)
    ConceptLink.objects.create(concept=loom, other=textile, kind="broader")
    ConceptLink.objects.create(concept=jacquard, other=loom, kind="broader")
    person, both, item = make_person(), make_person(), Item.objects.get(pk=make_question().pk)
    moved = meant(loom, person)
    meant(loom, both, at=LATER)
    meant(weaving, both, state="dismissed", at=NOON)
    ItemConcept.objects.create(concept=loom, item=item)

    merge_concepts(concept=loom, into=weaving, by=admin, now=LATER)

    for one in (loom, weaving, older):
        one.refresh_from_db()
    assert (loom.merged_into, older.merged_into, loom.uri) == (weaving, weaving, "")
    assert (weaving.uri, weaving.sdgs, weaving.source) == (ESCO, [9], "region")
    assert list(
        weaving.names.filter(language="nl").order_by("pk").values_list("text", "preferred")
    ) == [
        ("weaving", True),
        ("looming", False),
    ]
    assert set(ConceptLink.objects.values_list("concept__key", "other__key")) == {
        ("weaving", "textile"),
        ("jacquard", "weaving"),
    }
    assert set(ActorConcept.objects.values_list("concept__key", "actor", "state")) == {
        ("weaving", person.pk, "confirmed"),
        ("weaving", both.pk, "confirmed"),
    }
    assert ItemConcept.objects.get().concept == weaving
    assert ActorConcept.objects.get(actor=person).pk == moved.pk
    assert Act.objects.get(verb="concept.merged").data == {
        "concept": "looming",
        "into": "weaving",
        "actors": 2,
        "items": 1,
    }
