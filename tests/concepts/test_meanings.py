"""Words suggest concepts, a person decides, and what was decided stays."""

from datetime import timedelta

import pytest

from gangmaker.actors.models import Direction, Exchange
from gangmaker.actors.rules import NotYours
from gangmaker.concepts.models import ActorConcept, Concept, ConceptName, ItemConcept, MeaningState
from gangmaker.concepts.operations import (
    add_meaning,
    confirm_meaning,
    dismiss_meaning,
    load_thesaurus,
    suggest_for_exchange,
    suggest_for_item,
    suggest_while_she_waits,
)
from gangmaker.concepts.operations.meanings import NotAConcept
from gangmaker.concepts.queries.meanings import concepts_of_actor
from gangmaker.concepts.reading import read_what_was_written
from gangmaker.trail.models import Act, Item
from gangmaker.trail.operations import record
from tests.world import NOON, make_concept, make_person, make_question

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]

LATER = NOON + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _thesaurus() -> None:
    load_thesaurus(NOON)


def make_text(title: str = "Wie heeft een jacquardweefgetouw?", **new: object) -> Item:
    question = make_question(title=title, summary="", **new)  # type: ignore[arg-type]
    return Item.objects.get(pk=question.pk)


def suggested(item: Item) -> dict[str, list[str]]:
    rows = ItemConcept.objects.filter(item=item, state=MeaningState.SUGGESTED)
    return {row.concept.key: row.words for row in rows.select_related("concept")}


def test_a_text_suggests_concepts_with_the_words_that_gave_rise_to_them():
    item = make_text()

    suggest_for_item(item=item, now=NOON)

    assert suggested(item)["jacquard-weaving"] == ["jacquardweefgetouw"]


def test_what_was_dismissed_does_not_come_back_and_what_was_confirmed_stays():
    item, owner = make_text("Linnen weven en verven"), make_person()
    Item.objects.filter(pk=item.pk).update(by=owner)
    item.by = owner
    suggest_for_item(item=item, now=NOON)
    no = ItemConcept.objects.get(item=item, concept__key="linen")
    yes = ItemConcept.objects.get(item=item, concept__key="weaving")

    dismiss_meaning(meaning=no, by=owner, now=LATER)
    confirm_meaning(meaning=yes, by=owner, now=LATER)
    item.title = "Linnen verven"
    suggest_for_item(item=item, now=LATER)

    states = dict(ItemConcept.objects.filter(item=item).values_list("concept__key", "state"))
    assert (states["linen"], states["weaving"]) == ("dismissed", "confirmed")
    said = Act.objects.filter(verb__startswith="item.concept").values_list("verb", flat=True)
    assert sorted(said) == ["item.concept_confirmed", "item.concept_dismissed"]


def test_words_that_are_gone_suggest_nothing_any_more():
    item = make_text("Linnen weven")
    suggest_for_item(item=item, now=NOON)

    item.title = "Soep koken"
    suggest_for_item(item=item, now=LATER)

    assert not {"linen", "weaving"} & set(suggested(item))


def test_what_somebody_offers_and_seeks_is_read_apart():
    person = make_person()
    for direction, text in ((Direction.OFFERS, "Ik weef linnen"), (Direction.SEEKS, "Een lasser")):
        exchange = Exchange.objects.create(actor=person, direction=direction, text=text)
        suggest_for_exchange(exchange=exchange, now=NOON)

    found = ActorConcept.objects.filter(actor=person).values_list("direction", "concept__key")
    assert ("offers", "linen") in set(found)
    assert ("seeks", "welding") in set(found)
    assert ("seeks", "linen") not in set(found)


def test_who_saves_her_profile_hears_once_of_what_is_new_also_when_the_worker_was_quicker():
    person = make_person()
    offered = Exchange.objects.create(actor=person, direction="offers", text="Ik weef linnen")
    suggest_for_exchange(exchange=offered, now=LATER)

    quicker = suggest_while_she_waits(actor=person, now=NOON)
    saved_again = suggest_while_she_waits(actor=person, now=LATER + timedelta(minutes=1))
    Exchange.objects.create(actor=person, direction="seeks", text="Een lasser")
    said_more = suggest_while_she_waits(actor=person, now=LATER + timedelta(minutes=2))

    assert (quicker, saved_again, said_more) == (True, False, True)


def test_a_concept_is_added_by_hand_also_after_it_was_dismissed():
    item, owner = make_text(), make_person()
    Item.objects.filter(pk=item.pk).update(by=owner)
    item.by = owner
    wood = Concept.objects.get(key="furniture")

    for _time in range(2):
        add_meaning(meaning=ItemConcept(item=item, concept=wood), by=owner, now=NOON)
    row = ItemConcept.objects.get(item=item, concept=wood)
    dismiss_meaning(meaning=row, by=owner, now=NOON)
    add_meaning(meaning=ItemConcept(item=item, concept=wood), by=owner, now=LATER)

    row.refresh_from_db()
    assert (row.state, row.decided_by, row.decided_at) == ("confirmed", owner, LATER)
    assert Act.objects.filter(verb="item.concept_confirmed").count() == 2


def test_what_is_not_used_any_more_cannot_be_added():
    item, owner = make_text(), make_person()
    Item.objects.filter(pk=item.pk).update(by=owner)
    item.by = owner
    old = Concept.objects.get(key="furniture")
    old.retired_at = NOON

    with pytest.raises(NotAConcept):
        add_meaning(meaning=ItemConcept(item=item, concept=old), by=owner, now=NOON)


def test_nobody_decides_about_the_words_of_others():
    item, other = make_text(), make_person()
    suggest_for_item(item=item, now=NOON)
    row = ItemConcept.objects.filter(item=item).first()
    assert row
    mine = ActorConcept(actor=make_person(), direction="offers", concept=row.concept)

    for refused in (
        lambda: confirm_meaning(meaning=row, by=other, now=NOON),
        lambda: dismiss_meaning(meaning=row, by=other, now=NOON),
        lambda: add_meaning(meaning=mine, by=other, now=NOON),
    ):
        with pytest.raises(NotYours):
            refused()


def test_the_worker_reads_what_was_written_since_the_last_time_once():
    item = make_text()
    person = make_person()
    Exchange.objects.create(actor=person, direction="offers", text="Ik weef linnen")
    record("actor.profile_edited", by=person, subject=person, at=NOON)

    first = read_what_was_written(now=LATER)
    again = read_what_was_written(now=LATER)

    assert (first, again) == (2, 0)
    assert "jacquard-weaving" in suggested(item)
    assert ActorConcept.objects.filter(actor=person, concept__key="linen").exists()


def test_a_new_text_is_read_without_asking_for_the_names_again(django_assert_max_num_queries):
    items = [make_text("Linnen weven") for _number in range(2)]
    suggest_for_item(item=items[0], now=NOON)

    with django_assert_max_num_queries(9):
        suggest_for_item(item=items[1], now=NOON)

    assert set(suggested(items[0])) == set(suggested(items[1]))


def test_a_concept_without_a_preferred_name_is_left_out_of_what_somebody_offers():
    person = make_person()
    for key in ("gezien", "naamloos"):
        meaning = ActorConcept(actor=person, direction=Direction.OFFERS, concept=make_concept(key))
        add_meaning(meaning=meaning, by=person, now=NOON)
    ConceptName.objects.filter(concept__key="naamloos").update(preferred=False)

    found = concepts_of_actor(person, "nl")

    assert [named.key for named in found[Direction.OFFERS]] == ["gezien"]
