"""Looking through what is shown: filters, orders, pages; quick and never out of step."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gangmaker.contributions.models import Form
from gangmaker.trail.models import Item, LinkVerb, Promise
from gangmaker.trail.operations import Reply, answer, link_items
from tests.web.items.conftest import close
from tests.world import (
    make_area,
    make_contribution,
    make_goal,
    make_need,
    make_person,
    make_question,
    make_team,
)

pytestmark = pytest.mark.django_db

HOSTILE = ['"><script>alert(1)</script>', "x" * 10_000, "\x00", "-1", "9" * 40, "' OR 1=1 --"]
PARAMETERS = ["kind", "state", "area", "form", "goal", "language", "sort", "page", "q", "original"]


def titles(query: str) -> list[str]:
    rows = Client().get(reverse("web:explore") + query).context["rows"]
    return [row.title for row in rows]


def test_each_filter_leaves_what_it_names():
    owner, area, goal = make_team(), make_area("Menen"), make_goal(title="Vlas blijft")
    plain = make_question(owner=owner, title="Zonder")
    asked = make_question(owner=owner, title="Met", needs=[make_need(form=Form.SPACE, quantity=1)])
    Item.objects.filter(pk=asked.pk).update(area=area, language="fr")
    link_items(source=asked, verb=LinkVerb.SERVES_GOAL, target=goal, by=owner, now=timezone.now())
    close(plain, on=timezone.localdate() - timedelta(days=1))

    for query in ("form=space", "area=menen", "language=fr", f"goal={goal.slug}", "state=open"):
        assert titles(f"?{query}") == ["Met"], query
    assert titles("?kind=goal") == ["Vlas blijft"]
    assert titles("?q=zond") == ["Zonder"]
    assert titles("?q=zond&form=space") == []
    assert set(titles("?kind=question")) == {"Zonder", "Met"}


def test_a_municipality_holds_its_districts():
    town = make_area("Kortrijk")
    district = make_area("Heule")
    type(district).objects.filter(pk=district.pk).update(parent=town, kind="district")
    question = make_question(title="In Heule")
    Item.objects.filter(pk=question.pk).update(area=district)

    assert titles("?area=kortrijk") == ["In Heule"]


def test_waiting_and_answered_are_told_apart():
    make_team()
    waiting = make_contribution(by=make_person(), title="Wacht")
    given = make_contribution(by=make_person(), title="Beantwoord")
    reply = Reply("declined", "Niet nu.", "nl")
    answer(promise=given.promise, by=given.promise.owner, reply=reply, now=timezone.now())

    assert titles("?state=waiting") == [waiting.item.title]
    assert titles("?state=answered") == [given.item.title]


def test_orders_are_what_they_are_called():
    owner, today = make_team(), timezone.localdate()
    far = make_question(owner=owner, title="Ver")
    near = make_question(owner=owner, title="Dichtbij")
    close(far, on=today + timedelta(days=9))
    close(near, on=today)
    young = make_contribution(by=make_person(), title="Jong").promise
    old = make_contribution(by=make_person(), title="Oud").promise
    Promise.objects.filter(pk=old.pk).update(made_on=young.made_on - timedelta(days=3))

    assert titles("?sort=closing") == ["Dichtbij", "Ver"]
    assert titles("?sort=waiting") == ["Oud", "Jong"]


def test_a_choice_that_does_not_exist_is_said_and_left_out():
    make_question(title="Hier")

    answer_page = Client().get(reverse("web:explore") + "?kind=zeppelin")

    assert answer_page.context["unknown"]
    assert [row.title for row in answer_page.context["rows"]] == ["Hier"]


def test_pages_follow_on_each_other_without_gap_or_repeat():
    owner = make_team()
    for number in range(45):
        make_question(owner=owner, title=f"Vraag {number}")

    pages = [titles(f"?page={page}") for page in (1, 2, 3)]

    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({title for page in pages for title in page}) == 45


@pytest.mark.parametrize("name", ["home", "explore", "search", "goals", "answers"])
@pytest.mark.parametrize("value", HOSTILE)
def test_no_parameter_breaks_a_page_or_comes_back_as_markup(name, value):
    make_question(title="Vlas")

    for parameter in PARAMETERS:
        got = Client().get(reverse(f"web:{name}"), {parameter: value})
        assert got.status_code in (200, 400), (parameter, value)
        assert b"<script>alert" not in got.content


@pytest.mark.parametrize("value", HOSTILE)
def test_no_part_of_an_address_breaks_the_site(value):
    part = value.replace("\x00", "%00")
    for url in (f"/nl/items/{part}/", f"/d/{part}", f"/nl/about/{part}/", f"/sitemap-{part}.xml"):
        assert Client().get(url).status_code in (302, 400, 404)
