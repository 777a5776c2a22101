"""Amounts and acts in words."""

import pytest
from django.utils import translation

from gangmaker.web import acts, quantities


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("unit", "quantity", "form", "label", "expected"),
    [
        ("minutes", 1200, "time", "", "20 hours"),
        ("minutes", 60, "time", "", "1 hour"),
        ("minutes", 90, "time", "", "1.5 hours"),
        ("minutes", 45, "time", "", "45 minutes"),
        ("minutes", 80, "time", "", "1 h 20"),
        ("minutes", 61, "time", "to sew", "1 h 01, to sew"),
        ("minutes", 0, "time", "", "0 hours"),
        ("cents", 125_000, "money", "", "€ 1,250"),
        ("cents", 1250, "money", "", "€ 12.50"),
        ("items", 3, "expertise", "designers", "3 designers"),
        ("items", 1, "space", "", "1 room"),
        ("items", 2, "material", "", "2 pieces"),
        ("items", 2, "introduction", "", "2 introductions"),
        ("minutes", -60, "time", "", "−1 hour"),
    ],
)
def test_an_amount_reads_as_people_say_it(unit, quantity, form, label, expected):
    assert quantities.amount(unit, quantity, form=form, label=label) == expected


@pytest.mark.parametrize(
    ("unit", "given", "needed", "label", "expected"),
    [
        ("minutes", 720, 1200, "", "12 of 20 hours"),
        ("minutes", 50, 120, "", "50 minutes of 2 hours"),
        ("cents", 25_000, 90_000, "", "€ 250 of € 900"),
        ("items", 2, 3, "designers", "2 of 3 designers"),
    ],
)
def test_a_part_says_how_much_of_how_much(unit, given, needed, label, expected):
    assert quantities.part(unit, given, needed, label=label) == expected


def test_numbers_are_written_as_the_language_does():
    with translation.override("nl"):
        assert quantities.number(12_000) == "12.000"
        assert "1.250,50" in quantities.money(125_050)


@pytest.mark.parametrize("verb", acts.ALL_VERBS)
def test_every_act_is_a_sentence(verb):
    data = {"due_on": "2026-12-03", "unit": "minutes", "quantity": 120, "language": "fr"}

    told = acts.sentence(verb, who="Broker", subject="Coach", data=data)

    assert told.endswith(".")
    assert "%" not in told
    assert "?" not in told


def test_an_act_without_facts_still_reads():
    assert all(acts.sentence(verb) for verb in acts.ALL_VERBS)


def test_an_act_that_is_not_told_gives_nothing():
    assert acts.sentence("region.settings_changed") == ""


def test_acts_read_by_everybody_are_among_all():
    assert set(acts.PUBLIC_VERBS) < set(acts.ALL_VERBS)
    assert "item.supported" not in acts.PUBLIC_VERBS
