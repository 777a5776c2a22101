"""The texts of the demo region hold together, and there are enough of them."""

import pytest

from gangmaker.config.demo.content import DemoContent, Need, demo_content
from gangmaker.config.demo.reading import ContentError, build


@pytest.fixture(scope="module")
def region() -> DemoContent:
    return demo_content()


def test_every_reference_of_the_region_leads_somewhere(region: DemoContent) -> None:
    assert region.region.name == "Zuid-West-Vlaanderen"


def test_a_row_with_an_unknown_field_is_refused() -> None:
    row = {"key": "x", "form": "time", "level": "operational", "quantity": 1, "label": "y", "z": 1}

    with pytest.raises(ContentError, match="unknown fields z"):
        build(Need, row, where="need")


def test_a_row_without_a_field_is_refused() -> None:
    with pytest.raises(ContentError, match="missing fields form, label, level, quantity"):
        build(Need, {"key": "x"}, where="need")


def test_a_word_that_is_not_on_the_list_is_refused() -> None:
    row = {"key": "x", "form": "love", "level": "operational", "quantity": 1, "label": "y"}

    with pytest.raises(ContentError, match="'love' is not one of"):
        build(Need, row, where="need")
