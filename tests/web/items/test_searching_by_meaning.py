"""Search finds words first; beside that, in a section that says so, what means the same."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gangmaker.concepts.item_vectors import place
from gangmaker.concepts.models import Concept, ConceptName, ItemConcept, MeaningState
from gangmaker.trail.models import Item
from tests.pretended import read_items
from tests.world import make_concept, make_question, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _items(monkeypatch):
    owner = make_team()
    for title in ("Wie wil weven?", "Samen weven", "Soep koken", "Een lamp", "Nog een lamp"):
        make_question(owner=owner, title=title.replace("?", " ?"), summary="")
    make_question(owner=owner, title="Geheim weven", summary="", audience="team")
    read_items(monkeypatch, now=timezone.now() + timedelta(minutes=1))
    yield
    place().unlink(missing_ok=True)


def found(client, **asked: str) -> tuple[list[str], list[str]]:
    page = client.get(reverse("web:search"), asked)
    assert page.status_code == 200
    rows, related = ([row.title for row in page.context[part]] for part in ("rows", "related"))
    return sorted(rows), sorted(related)


def test_a_french_word_finds_dutch_items_that_the_reader_may_see(client):
    assert found(client, q="tisser") == ([], ["Samen weven", "Wie wil weven ?"])


def test_what_the_words_found_is_not_told_again(client):
    assert found(client, q="samen weven") == (["Samen weven"], ["Wie wil weven ?"])


def test_it_is_said_that_a_model_suggests_and_it_can_be_left_out(client):
    page = client.get(reverse("web:search"), {"q": "tisser"})

    assert "meaning=off" in page.content.decode()
    assert found(client, q="tisser", meaning="off") == ([], [])


def test_it_can_be_turned_on_again(client):
    page = client.get(reverse("web:search"), {"q": "tisser", "meaning": "off"})

    assert page.context["asked"].other_url.endswith("/search/?q=tisser")


def test_a_second_page_and_an_empty_question_ask_no_model(client):
    assert found(client, q="tisser", page="2") == ([], ["Samen weven", "Wie wil weven ?"])
    assert found(client, q="") == ([], [])


def test_a_question_of_strange_signs_is_answered(client):
    for typed in ("\0", "«»", "a" * 500, "% _ ' \" --", "weven " * 100):
        found(client, q=typed)


def test_what_is_there_already_is_told_while_writing_in_another_language(client):
    page = client.get(
        reverse("web:join-similar"), {"title": "Tisser ensemble"}, headers={"hx-request": "true"}
    )

    assert page.context["similar"] == []
    assert sorted(one.title for one in page.context["meant"]) == ["Samen weven", "Wie wil weven ?"]
    assert page.content.decode().count('name="support"') == 2


def test_for_other_work_it_is_only_shown(client):
    page = client.get(
        reverse("web:join-similar"),
        {"title": "tisser", "for": "work"},
        headers={"hx-request": "true"},
    )

    assert len(page.context["meant"]) == 2
    assert 'name="support"' not in page.content.decode()


def test_what_one_is_writing_on_is_not_told_to_be_there_already(client):
    own = Item.objects.get(title="Samen weven")

    page = client.get(
        reverse("web:join-similar"),
        {"title": "samen weven", "for": "work", "but": own.code},
        headers={"hx-request": "true"},
    )

    assert "Samen weven" not in page.content.decode()
    assert "Wie wil weven" in page.content.decode()


@pytest.mark.parametrize("name", ["ask", "project-new", "brief-new"])
def test_who_asks_proposes_or_writes_a_brief_is_told_what_is_there(client, name):
    client.force_login(make_team(name="Tweede makelaar").account)

    page = client.get(reverse(f"web:{name}")).content.decode()

    assert "hx-vals=" in page
    assert "/join/similar/" in page
    assert 'id="similar"' in page


def test_what_people_confirmed_is_found_by_any_name_of_the_concept_without_a_model(client):
    concept = make_concept("weaving")
    ConceptName.objects.create(concept=concept, language="fr", text="Tissage", preferred=False)
    confirm("Een lamp", concept)
    ItemConcept.objects.create(item=Item.objects.get(title="Nog een lamp"), concept=concept)

    page = client.get(reverse("web:search"), {"q": "tissage ", "meaning": "off"})

    assert [row.title for row in page.context["confirmed"]] == ["Een lamp"]
    assert not page.context["nothing"]


def test_what_people_confirmed_is_not_told_again_as_related(client):
    concept = make_concept("weaving")
    ConceptName.objects.create(concept=concept, language="fr", text="Tisser", preferred=False)
    confirm("Samen weven", concept)

    page = client.get(reverse("web:search"), {"q": "tisser"})

    told = [[row.title for row in page.context[part]] for part in ("confirmed", "related")]
    assert told == [["Samen weven"], ["Wie wil weven ?"]]


def test_a_concept_that_is_not_used_any_more_finds_nothing(client):
    concept = make_concept("weaving")
    ConceptName.objects.create(concept=concept, language="fr", text="Tissage", preferred=False)
    confirm("Samen weven", concept)
    concept.retired_at = timezone.now()
    concept.save()

    assert client.get(reverse("web:search"), {"q": "tissage"}).context["confirmed"] == []


def confirm(title: str, concept: Concept) -> None:
    ItemConcept.objects.create(
        item=Item.objects.get(title=title),
        concept=concept,
        state=MeaningState.CONFIRMED,
        decided_by=make_team(),
        decided_at=timezone.now(),
    )


def test_it_costs_one_query_more_however_much_is_found(client, django_assert_num_queries):
    client.get(reverse("web:search"), {"q": "qqqq"})
    with CaptureQueriesContext(connection) as by_words:
        client.get(reverse("web:search"), {"q": "lamp", "meaning": "off"})

    with django_assert_num_queries(len(by_words) + 1):
        client.get(reverse("web:search"), {"q": "lamp"})

    assert len(by_words) < 12
