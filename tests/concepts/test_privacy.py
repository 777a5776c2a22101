"""What texts mean goes with the texts."""

import pytest

from gangmaker.concepts.models import ActorConcept, ItemConcept
from gangmaker.upkeep.rights.erasing import erase_person
from tests.world import NOON, make_concept, make_contribution, make_person, make_team

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("words", "left"), [(True, 0), (False, 1)])
def test_who_leaves_takes_what_she_offers_along_and_her_words_when_she_wants(words, left):
    make_team()
    person, concept = make_person(), make_concept()
    idea = make_contribution(by=person).item
    ActorConcept.objects.create(actor=person, direction="offers", concept=concept, words=["weven"])
    ItemConcept.objects.create(item=idea, concept=concept, words=["weven"])

    erase_person(person=person, words=words, now=NOON)

    assert (ActorConcept.objects.count(), ItemConcept.objects.count()) == (0, left)
