"""One tap to confirm or dismiss, a search to add, and others read only what was confirmed."""

import pytest

from gangmaker.actors.models import Actor, Exchange
from gangmaker.concepts.models import ActorConcept, ItemConcept
from gangmaker.concepts.operations import load_thesaurus, suggest_for_exchange, suggest_for_item
from gangmaker.trail.models import Item
from tests.security.crawl import browser_of
from tests.world import NOON, make_person, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _thesaurus() -> None:
    load_thesaurus(NOON)


@pytest.fixture
def maker() -> Actor:
    return make_person()


@pytest.fixture
def item(maker: Actor) -> Item:
    question = make_question(by=maker, title="Wie heeft een jacquardweefgetouw?", summary="")
    item = Item.objects.get(pk=question.pk)
    suggest_for_item(item=item, now=NOON)
    return item


def test_a_suggestion_is_shown_with_its_words_and_confirmed_by_one_press(maker, item):
    client, url = browser_of(maker), f"/nl/items/{item.slug}/concepts/"
    row = ItemConcept.objects.get(item=item, concept__key="jacquard-weaving")
    before = client.get(url).content.decode()

    answer = client.post(url, {"group": "item", "confirm": str(row.pk)})

    row.refresh_from_db()
    assert "jacquardweven" in before
    assert "jacquardweefgetouw" in before
    assert (answer.status_code, row.state) == (302, "confirmed")
    assert "jacquardweven" in browser_of(None).get(f"/nl/items/{item.slug}/").content.decode()


def test_others_read_nothing_of_what_is_only_suggested(maker, item):
    page = browser_of(None).get(f"/nl/items/{item.slug}/").content.decode()

    assert "jacquardweven" not in page


def test_what_is_dismissed_is_gone_and_what_is_sought_is_added(maker, item):
    client, url = browser_of(maker), f"/nl/items/{item.slug}/concepts/"
    row = ItemConcept.objects.get(item=item, concept__key="jacquard-weaving")

    client.post(url, {"group": "item", "dismiss": str(row.pk)})
    found = client.get(url, {"q": "meube", "group": "item"}).content.decode()
    client.post(url, {"group": "item", "add": "furniture"})

    page = client.get(url).content.decode()
    assert 'value="furniture"' in found
    assert "jacquardweven" not in page
    assert "meubelen" in page


def test_what_somebody_offers_is_confirmed_on_her_own_page(maker):
    exchange = Exchange.objects.create(actor=maker, direction="offers", text="Ik weef linnen")
    suggest_for_exchange(exchange=exchange, now=NOON)
    row = ActorConcept.objects.get(actor=maker, concept__key="linen")
    client, url = browser_of(maker), f"/nl/actors/{maker.slug}/concepts/"

    client.post(url, {"group": "offers", "confirm": str(row.pk)})
    client.post(url, {"group": "seeks", "add": "flax"})

    page = client.get(f"/nl/actors/{maker.slug}/").content.decode()
    assert "/nl/concepts/linen/" in page
    assert ActorConcept.objects.filter(actor=maker, direction="seeks", state="confirmed").exists()


@pytest.mark.parametrize("said", [{"confirm": "9" * 40}, {"dismiss": "x"}, {"add": "a\0b"}, {}])
def test_what_is_not_there_changes_nothing_and_says_so(maker, item, said):
    client, before = browser_of(maker), list(ItemConcept.objects.values_list("pk", "state"))

    page = client.post(
        f"/nl/items/{item.slug}/concepts/", {"group": "item", **said}, follow=True
    ).content.decode()

    assert "Dat begrip is er niet meer." in page
    assert list(ItemConcept.objects.values_list("pk", "state")) == before


def test_a_row_of_another_text_is_not_decided_here(maker, item):
    other = ItemConcept.objects.filter(item=item).first()
    assert other
    mine = Item.objects.get(pk=make_question(by=maker, title="Soep").pk)

    browser_of(maker).post(f"/nl/items/{mine.slug}/concepts/", {"confirm": str(other.pk)})

    other.refresh_from_db()
    assert other.state == "suggested"
