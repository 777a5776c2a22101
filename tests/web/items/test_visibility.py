"""No page of the reading side shows what its reader may not know of."""

import re

import pytest
from django.urls import reverse

from gangmaker.trail.models import Item, LinkVerb
from gangmaker.trail.operations import link_items
from tests.web.items.conftest import Readers, signed_in
from tests.world import NOON, make_goal, make_question, make_team

pytestmark = pytest.mark.django_db

SECRET = re.compile(r"geheim(\w+)")
SHOWN_IN_LISTS = {"public", "members", "parties", "team", "brokers"}


def told(text: str) -> set[str]:
    return set(SECRET.findall(text))


def test_an_item_and_its_poster_are_not_there_for_who_may_not_know_of_it(readers: Readers):
    for reader, may_see in readers.all():
        client = signed_in(reader)
        for state, item in readers.items.items():
            for name in ("web:item", "web:item-poster"):
                answer = client.get(reverse(name, args=[item.slug]))
                assert answer.status_code == (200 if state in may_see else 404), (reader, state)
                assert state in may_see or not answer.context.get("page")


def test_a_short_address_leads_nowhere_for_who_may_not_know_of_it(readers: Readers):
    for reader, may_see in readers.all():
        for state, item in readers.items.items():
            answer = signed_in(reader).get(f"/d/{item.code}")
            assert answer.status_code == (302 if state in may_see else 404), (reader, state)


@pytest.mark.parametrize("query", ["", "?sort=newest", "?state=open", "?kind=question&language=nl"])
def test_a_list_shows_exactly_what_is_published_for_its_reader(readers: Readers, query: str):
    for reader, may_see in readers.all():
        text = signed_in(reader).get(reverse("web:explore") + query).content.decode()
        assert told(text) == may_see & SHOWN_IN_LISTS


def test_search_finds_exactly_what_its_reader_may_see(readers: Readers):
    for reader, may_see in readers.all():
        text = signed_in(reader).get(reverse("web:search") + "?q=vlas").content.decode()
        assert told(text) == may_see


def test_the_first_page_and_the_sitemap_show_public_items_only(readers: Readers):
    for reader, _may_see in readers.all():
        for url in (reverse("web:home"), "/sitemap-1.xml"):
            assert told(signed_in(reader).get(url).content.decode()) == {"public"}


def test_a_trail_and_a_goal_tell_nothing_of_what_hangs_on_them_unseen(readers: Readers):
    owner = make_team()
    hub, goal = make_question(owner=owner), make_goal(by=owner)
    for item in readers.items.values():
        link_items(source=item, verb=LinkVerb.ANSWERS, target=hub, by=owner, now=NOON)
        link_items(source=item, verb=LinkVerb.SERVES_GOAL, target=goal, by=owner, now=NOON)

    for reader, may_see in readers.all():
        for page in (hub, goal):
            answer = signed_in(reader).get(reverse("web:item", args=[page.slug]))
            assert told(answer.content.decode()) <= may_see & SHOWN_IN_LISTS
    counts = signed_in(readers.team).get(reverse("web:goals")).content.decode()
    assert re.search(r">\s*1 (serves|dient)", counts) or f"goal={goal.slug}" in counts


def test_an_old_title_shows_nowhere(readers: Readers):
    item = Item.objects.get(pk=readers.items["public"].pk)
    item.title = "Iets anders"
    item.save(update_fields=["title"])

    text = signed_in(None).get(reverse("web:search") + "?q=vlas").content.decode()

    assert "public" not in told(text)


def test_a_goal_that_is_not_public_is_no_choice_and_not_in_the_tree():
    goal = make_goal(title="Vlas geheimgoal")
    Item.objects.filter(pk=goal.pk).update(audience="team")

    for name in ("web:goals", "web:explore"):
        assert not told(signed_in(None).get(reverse(name)).content.decode())


def test_an_item_that_is_not_public_asks_not_to_be_indexed(readers: Readers):
    client = signed_in(readers.team)

    for state, item in readers.items.items():
        text = client.get(reverse("web:item", args=[item.slug])).content.decode()
        assert ('name="robots" content="noindex"' in text) is (state != "public")
        assert ('rel="canonical"' in text) is (state == "public")
