"""The little trail on a card says the same as its words, in one query for all cards."""

from datetime import timedelta

import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from gangmaker.trail.models import Item
from gangmaker.web.items.minis import MOST_KNOTS, Mini, minis_of
from gangmaker.web.items.rows import item_url
from tests.trail.test_trails import make_chain
from tests.world import NOON, make_question

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


@pytest.mark.parametrize("cards", [1, 12])
def test_all_cards_of_a_page_cost_one_query(
    cards: int, django_assert_num_queries: DjangoAssertNumQueries
):
    ids = [make_chain(3)[0].pk for _card in range(cards)]

    with django_assert_num_queries(1):
        minis = minis_of(ids, at=LATER)

    assert [minis[pk].knots for pk in ids] == [3] * cards


def test_a_card_says_how_many_stations_and_years():
    chain = make_chain(3)
    Item.objects.filter(pk=chain[0].pk).update(published_at=NOON - timedelta(days=800))

    with override("en"):
        mini = minis_of([chain[1].pk], at=LATER)[chain[1].pk]

    assert mini == Mini(knots=3, current=1, text="3 stations, 3 years")


@pytest.mark.parametrize("place", [0, 5, 11])
def test_a_long_trail_shows_the_part_with_the_item_itself(place: int):
    chain = make_chain(12)

    mini = minis_of([chain[place].pk], at=LATER)[chain[place].pk]

    assert mini.knots == MOST_KNOTS
    assert 0 <= mini.current < MOST_KNOTS


def test_what_stands_alone_has_no_little_trail():
    assert minis_of([make_question().pk], at=LATER) == {}


def test_a_row_of_a_list_shows_the_little_trail_of_what_does_not_stand_alone(client):
    chain, alone = make_chain(3), make_question()

    page = client.get("/nl/items/")

    drawn = {row.url: row.thread for row in page.context["rows"]}
    assert drawn[item_url(chain[0])] == Mini(knots=3, current=0, text="3 haltes")
    assert drawn[item_url(alone)] is None
    assert page.content.decode().count('class="mini-thread"') == 3
