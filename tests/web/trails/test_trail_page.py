"""The page of a trail: all of it, in few queries, and only what its reader may see."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from gangmaker.trail.models import Item, ItemAudience, Party
from tests.web.items.conftest import signed_in
from tests.web.trails.fixture import Loom, make_branching_trail, make_long_trail
from tests.world import make_organisation, make_person

pytestmark = pytest.mark.django_db


def page_of(item: Item, client: Client | None = None, ending: str = "trail/") -> str:
    answer = (client or Client()).get(f"/nl/items/{item.slug}/{ending}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_a_trail_of_sixty_costs_no_more_than_twelve_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    trail = make_long_trail()

    with django_assert_max_num_queries(12):
        page = page_of(trail[3])

    assert len(trail) == 60
    assert all(item.title in page for item in trail)


def test_ten_stations_and_sixty_cost_the_same():
    ten, sixty = make_branching_trail(), make_long_trail()
    page_of(ten[0])  # what is remembered between pages

    with CaptureQueriesContext(connection) as few:
        page_of(ten[3])
    with CaptureQueriesContext(connection) as many:
        page_of(sixty[3])

    assert len(few) == len(many)


def test_the_list_says_what_each_came_from_when_that_is_not_the_line_above():
    trail = make_branching_trail()

    page = page_of(trail[3])

    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
    assert (
        "Kwam van: Wat kan er nog met korte vlasvezels?; Wie maakt stillere zonwering?; "
        "Kan een wachtzaal zachter klinken?" in told
    )


def test_the_map_is_a_list_of_links_with_their_whole_names():
    trail = make_branching_trail()
    title = trail[7].title

    page = page_of(trail[3])

    drawn = page.partition('<svg class="thread__map"')[2].partition("</svg>")[0]
    assert drawn.count('role="listitem"') == 10
    assert drawn.count("<a href=") == 10
    assert f'aria-label="Resultaat: {title}' in drawn or f'aria-label="Result: {title}' in drawn


def test_people_and_organisations_stand_along_the_line():
    loom = Loom()
    school, hidden = make_organisation("Hogeschool"), make_person("Geheim persoon")
    first = loom.tie("idea", "Eerste")
    second = loom.tie("project", "Tweede", first)
    Party.objects.create(item=second, actor=school)
    Party.objects.create(item=second, actor=hidden)

    page = page_of(first)

    assert "Hogeschool" in page
    assert "Geheim persoon" not in page


def test_a_dozen_offers_are_one_knot_that_unfolds():
    trail = make_long_trail()

    page = page_of(trail[3])

    bundle = re.search(r'<details id="(bundle-\d+)".*?</details>', page, re.DOTALL)
    assert bundle is not None
    assert bundle[0].count("<li>") == 12
    assert f'#{bundle[1]}"' in page


class TestWhatIsNotForEverybody:
    def test_parties_see_the_trail_of_what_is_theirs(self):
        loom = Loom()
        party = make_person()
        first = loom.tie("idea", "Eerste")
        hidden = loom.tie("project", "Verborgen", first, audience=ItemAudience.PARTIES)
        Party.objects.create(item=hidden, actor=party)

        page = page_of(hidden, signed_in(party))

        assert "Eerste" in page
        assert "iframe" not in page
        assert "trail.svg" not in page
        assert 'name="robots" content="noindex"' in page

    def test_others_do_not_hear_of_it(self):
        loom = Loom()
        first = loom.tie("idea", "Eerste")
        hidden = loom.tie("project", "Verborgen", first, audience=ItemAudience.PARTIES)
        loom.tie("result", "Daarachter", hidden)

        page = page_of(first)
        refused = Client().get(f"/nl/items/{hidden.slug}/trail/")

        assert "Verborgen" not in page
        assert "Daarachter" not in page
        assert refused.status_code == 404


def test_the_item_draws_the_story_and_leads_to_the_whole_trail():
    trail = make_long_trail()

    page = page_of(trail[3], ending="")

    drawn = page.partition('<svg class="thread__map"')[2].partition("</svg>")[0]
    assert drawn.count('role="listitem"') == 7
    assert f'href="/nl/items/{trail[3].slug}/trail/"' in page
    assert 'property="og:image" content="http' in page


def test_an_item_that_stands_alone_has_a_page_without_a_map():
    alone = Loom().tie("idea", "Alleen")

    page = page_of(alone)

    assert "thread__map" not in page
    assert page.count("strand__row") == 1
