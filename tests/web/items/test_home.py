"""The first page."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gangmaker.actors.models import Region
from gangmaker.config.management.commands.work import TICK_SECONDS
from gangmaker.trail.models import Item, LinkVerb
from gangmaker.trail.operations import Reply, answer, link_items, withdraw
from gangmaker.web.items.figures import (
    FIGURES,
    figures,
    forget_figures,
    renew_figures,
)
from gangmaker.web.kept import KEPT_FOR, RENEWED_EVERY
from tests.web.items.conftest import close
from tests.world import (
    NOON,
    make_contribution,
    make_person,
    make_project,
    make_question,
    make_result,
    make_team,
)

pytestmark = pytest.mark.django_db


def test_it_opens_with_the_words_of_the_region():
    Region.objects.create(
        pk=1, name="Oost", slogan="Samen weven.", welcome="Kom langs.", contact_email="x@y.be"
    )

    text = Client().get("/nl/").content.decode()

    assert "<h1>Samen weven.</h1>" in text
    assert "Kom langs." in text


def test_a_region_without_words_says_within_how_many_days_it_answers():
    assert "10" in Client().get("/en/").content.decode().partition("Within ")[2][:4]


def test_wanted_are_the_newest_open_questions():
    owner = make_team()
    old = make_question(owner=owner, title="Oud", published_at=timezone.now() - timedelta(days=2))
    make_question(owner=owner, title="Nieuw", published_at=timezone.now() - timedelta(days=1))
    closed = make_question(owner=owner, title="Dicht")
    close(closed, on=timezone.localdate() - timedelta(days=1))

    page = Client().get("/nl/").context

    assert [row.title for row in page["wanted"]] == ["Nieuw", old.title]
    assert page["wanted_total"] == 2


def test_the_latest_answers_come_before_the_latest_ideas():
    make_team()
    first = make_contribution(by=make_person(), title="Eerst")
    make_contribution(by=make_person(), title="Later")
    reply = Reply("declined", "Niet nu.", "nl")
    answer(promise=first.promise, by=first.promise.owner, reply=reply, now=timezone.now())

    assert [card.title for card in Client().get("/nl/").context["cards"]] == ["Eerst", "Later"]


def test_a_trail_from_question_to_result_is_shown_before_a_longer_one():
    question = make_question()
    for number in range(5):
        more = make_question(title=f"Nog een vraag {number}")
        link_items(source=more, verb=LinkVerb.CAME_FROM, target=question, by=None, now=NOON)
    team = make_team()
    result = make_result(make_project(by=team))
    again = make_project(by=team, title="Lampen in Doornik")
    make_result(again, title="Een lamp van glas")
    link_items(source=result, verb=LinkVerb.HANDED_ON_AS, target=again, by=None, now=NOON)

    page = Client().get("/nl/")

    assert page.context["example"].url == f"/nl/items/{result.slug}/trail/"
    assert page.context["example"].title == "Lampen uit vlas"


def test_an_example_that_was_withdrawn_is_gone_at_once():
    owner = make_team()
    one, other = make_question(owner=owner), make_question(owner=owner, title="Geheim")
    link_items(source=other, verb=LinkVerb.CAME_FROM, target=one, by=owner, now=timezone.now())
    assert Client().get("/nl/").context["example"] is not None

    withdraw(item=other, by=owner, reason="", now=timezone.now())

    assert Client().get("/nl/").context["example"] is None
    assert "Geheim" not in Client().get("/nl/").content.decode()


def test_figures_are_counted_once_in_ten_minutes():
    make_team()
    Client().get("/nl/")
    make_contribution(by=make_person())
    before = Client().get("/nl/").context["stats"]

    caches["kept"].clear()

    assert Client().get("/nl/").context["stats"] != before


def test_the_worker_counts_before_anybody_has_to_wait():
    make_team()
    make_contribution(by=make_person())

    renew_figures(now=timezone.now())

    with CaptureQueriesContext(connection) as asked:
        Client().get("/nl/")
    assert [query["sql"] for query in asked if "FILTER (WHERE" in query["sql"]] == []


def test_the_worker_counts_anew_before_the_figures_are_too_old():
    make_team()
    with time_machine.travel(NOON, tick=False) as clock:
        renew_figures(now=timezone.now())
        clock.shift(RENEWED_EVERY + timedelta(seconds=30))
        renew_figures(now=timezone.now())
        counted = figures(at=timezone.now()).computed_at

    assert counted == NOON + RENEWED_EVERY + timedelta(seconds=30)
    assert RENEWED_EVERY + timedelta(seconds=TICK_SECONDS) < KEPT_FOR


def test_what_another_version_counted_is_forgotten_at_the_start():
    renew_figures(now=timezone.now())

    forget_figures()

    assert caches["kept"].get(FIGURES) is None


def test_what_is_for_members_is_not_on_the_first_page_of_a_member_either():
    question = make_question(title="Besloten")
    Item.objects.filter(pk=question.pk).update(audience="members")

    assert "Besloten" not in Client().get("/nl/").content.decode()
