"""What fits somebody, on a page of her own."""

import pytest
from django.test import Client
from django.urls import reverse

from gangmaker.brokerage.models import IntroductionState
from gangmaker.web.middleware import ACTING
from tests.brokerage.rows import make_available, make_brief, make_introduced
from tests.security.counting import Counter
from tests.web.rights.visitors import signed_in
from tests.world import make_concept, make_organisation, make_person

pytestmark = pytest.mark.django_db

URL = "/en/what-fits/"


def test_each_row_says_why_with_her_own_words_and_the_points_add_up():
    weaving = make_concept("weaving")
    person = make_available(weaving, words=["handgeweven linnen"], forms=["time"])
    make_brief(concepts=[weaving], audience="members", title="Wie weeft?", forms=["time"])

    page = signed_in(person).get(URL)

    [row] = page.context["rows"]
    assert row.item.title == "Wie weeft?"
    assert row.points == sum(int(why.points.replace("\u2212", "-")) for why in row.whys)
    assert (row.whys[0].label, row.whys[0].words) == ("weaving", "handgeweven linnen")
    assert "handgeweven linnen" in page.content.decode()


def test_every_state_leads_on():
    nobody, weaving = make_person(), make_concept()
    quiet, full = make_available(weaving), make_available(weaving, at_once=1)
    quiet.availability.delete()
    make_introduced(full, make_person(), state=IntroductionState.ASKED)

    pages = [signed_in(one).get(URL) for one in (nobody, quiet, full)]

    texts = [page.content.decode() for page in pages]
    assert reverse("web:actor-concepts", args=[nobody.slug]) in texts[0]
    assert [page.context["available"] for page in pages] == [False, False, True]
    assert "as many introductions as you want" in texts[2]
    assert "Nothing that is open now" in texts[1]


def test_who_acts_for_an_organisation_reads_what_fits_that():
    person, weaving = make_person(), make_concept()
    house = make_organisation(admin=person)
    make_available(weaving, actor=house)
    make_brief(concepts=[weaving], audience="members", title="Wie weeft?")
    client = signed_in(person)
    session = client.session
    session[ACTING] = house.pk
    session.save()

    page = client.get(URL)

    assert page.context["actor"] == house
    assert [row.item.title for row in page.context["rows"]] == ["Wie weeft?"]


def test_a_visitor_signs_in_first():
    assert "sign-in" in Client().get(URL)["Location"]


@pytest.mark.parametrize("many", [1, 30])
def test_twelve_queries_at_most(many):
    weaving = make_concept()
    person = make_available(weaving)
    for number in range(many):
        make_brief(concepts=[weaving], audience="members", title=f"Vraag {number}")
    client = signed_in(person)
    client.get(URL)

    with Counter() as asked:
        page = client.get(URL)

    assert len(page.context["rows"]) == many
    assert asked.queries <= 12
