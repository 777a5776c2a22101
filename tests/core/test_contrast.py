import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.contrast import (
    MARK,
    TEXT,
    contrast_ratio,
    mixed,
    region_colours,
    region_stylesheet,
    tuned,
)

CSS = Path(__file__).parents[2] / "gangmaker/web/static/web/css"
PAIR = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
TOKENS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in PAIR.findall((CSS / "tokens.css").read_text())
}
GROUNDS = ("linen", "paper", "bloom", "sheaf", "root")
LETTERS = [
    *(("ink", ground) for ground in GROUNDS),
    *(("soft", ground) for ground in ("linen", "paper", "bloom")),
    *(("flax", ground) for ground in ("linen", "paper", "bloom")),
    *(("madder", ground) for ground in ("linen", "paper", "bloom", "root")),
    ("on-flax", "flax"),
    ("on-madder", "madder"),
]
MARKS = [
    ("edge", "linen"),
    ("edge", "paper"),
    ("straw", "linen"),
    ("straw", "paper"),
    ("straw", "sheaf"),
]

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
schemes = st.sampled_from(["light", "dark"])


def test_black_on_white_is_the_strongest_contrast():
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)


def test_a_grey_that_is_known_gives_its_known_ratio():
    assert contrast_ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(colours, colours)
def test_the_order_of_two_colours_does_not_matter(one, other):
    assert contrast_ratio(one, other) == contrast_ratio(other, one)


@pytest.mark.parametrize("wrong", ["2f4aa8", "#fff", "#2f4aa8ff", "blue"])
def test_what_is_not_a_colour_is_refused(wrong):
    with pytest.raises(ValueError, match="not a colour"):
        contrast_ratio(wrong, "#ffffff")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("letters", "ground"), LETTERS)
def test_every_letter_of_the_look_reads_on_its_ground(letters, ground, scheme):
    assert contrast_ratio(TOKENS[letters][scheme], TOKENS[ground][scheme]) >= TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_every_mark_of_the_look_shows_on_its_ground(mark, ground, scheme):
    assert contrast_ratio(TOKENS[mark][scheme], TOKENS[ground][scheme]) >= MARK


@given(colours, colours, schemes)
def test_any_colour_of_a_region_is_made_to_read(act, waiting, scheme):
    made = region_colours(act=act, waiting=waiting, scheme=scheme)

    assert contrast_ratio(made.on_flax, made.flax) >= TEXT
    assert contrast_ratio(TOKENS["ink"][scheme], made.bloom) >= TEXT
    for ground in (TOKENS["linen"][scheme], TOKENS["paper"][scheme]):
        assert contrast_ratio(made.flax, ground) >= TEXT
        assert contrast_ratio(made.straw, ground) >= MARK
    assert contrast_ratio(made.flax, made.bloom) >= TEXT


def test_a_colour_that_reads_stays_as_the_region_chose_it():
    made = region_colours(act="#2f4aa8", waiting="#a67a2b", scheme="light")

    assert (made.flax, made.straw) == ("#2f4aa8", "#a67a2b")


def test_a_colour_that_reads_nowhere_becomes_the_best_there_is():
    assert tuned("#888888", against=["#000000", "#ffffff"], ratio=21) == "#757575"


def test_half_of_black_in_white_is_grey():
    assert mixed("#000000", "#ffffff", share=0.5) == "#808080"


def test_the_style_sheet_of_a_region_sets_its_four_colours_in_both_schemes():
    sheet = region_stylesheet(act="#1b7f4b", waiting="#ffd54f")

    assert [name for name, _light, _dark in PAIR.findall(sheet)] == [
        "flax",
        "on-flax",
        "bloom",
        "straw",
    ]


def test_a_region_that_keeps_our_colours_keeps_them_as_we_chose_them():
    assert PAIR.findall(region_stylesheet(act="#2F4AA8", waiting="#a67a2b")) == []
