"""The page that says how we order shows the numbers that the code uses, every one of them."""

from dataclasses import fields, replace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from gangmaker.core.brokerage import bridges, weights
from gangmaker.core.brokerage.fit import Ask, AskedConcept, Member, in_order
from gangmaker.core.brokerage.weights import WEIGHTS, Unit, Weights, published
from gangmaker.core.concepts import suggesting
from gangmaker.web.fitting import weights_told

WEAVING, FELT = 1, 2
ASK = Ask((AskedConcept(WEAVING, 50, {}),), asker_sectors=frozenset({"business"}))
NEW = Member(1, "a", frozenset({WEAVING}), sectors=frozenset({"business"}))
BRIDGE = Member(2, "b", frozenset({WEAVING}), sectors=frozenset({"creative"}), proposals=1)


def rows_of(numbers: Weights) -> dict[str, str]:
    with translation.override("en"):
        return {row[0]: row[1] for row in weights_told.fitting_rows(numbers)}


def test_every_number_has_words():
    assert list(weights_told.FITTING) == [each.key for each in published()]
    assert list(weights_told.BRIDGES) == [key for key, _value in bridges.published()]
    assert list(weights_told.SUGGESTING) == [each.name for each in fields(suggesting.Weights)]


@pytest.mark.parametrize("weight", published(), ids=lambda each: each.key)
def test_another_weight_is_another_number_on_the_page(weight):
    with translation.override("en"):
        what = str(weights_told.FITTING[weight.key])

    before, after = rows_of(WEIGHTS), rows_of(replace(WEIGHTS, **{weight.key: 77}))

    assert "77" in after[what]
    assert {**before, what: after[what]} == after
    assert weight.unit in Unit


@pytest.mark.django_db
def test_the_page_and_the_order_change_together(monkeypatch):
    other = replace(WEIGHTS, bridge=0, proposal=9)
    url = reverse("web:how-we-order")

    first = [each.member for each in in_order(ASK, [NEW, BRIDGE], WEIGHTS)]
    page = Client().get(url)
    monkeypatch.setattr(weights, "WEIGHTS", other)
    then = [each.member for each in in_order(ASK, [NEW, BRIDGE], weights.WEIGHTS)]
    changed = Client().get(url)

    assert (first, then) == ([BRIDGE, NEW], [NEW, BRIDGE])
    assert page.context["fitting"] == weights_told.fitting_rows(WEIGHTS)
    assert changed.context["fitting"] == weights_told.fitting_rows(other)
    assert [row for row in page.context["fitting"] if row not in changed.context["fitting"]] != []


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["nl", "en", "fr"])
def test_everybody_reads_it_in_her_language_and_it_says_whether_a_model_is_on(code, settings):
    settings.CONCEPT_MODEL = "none"

    page = Client().get(f"/{code}/how-we-order/")

    assert page.status_code == 200
    assert page.context["model_on"] is False
    assert len(page.context["exposure"]) == 4


@pytest.mark.django_db
def test_a_model_that_another_server_runs_is_said_to_be_one(settings):
    settings.CONCEPT_MODEL = "https://model.example.org/v1"

    page = Client().get("/en/how-we-order/")

    assert (page.context["model_on"], page.context["model_away"]) == (True, True)
    assert "another server" in page.content.decode()
