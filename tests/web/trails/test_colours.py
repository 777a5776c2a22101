"""What is told twice, in CSS and for pictures, is told alike; letters are as wide as we say."""

import re
from pathlib import Path

import pytest
from PIL import ImageFont

from gangmaker.core.thread.lettering import text_width
from gangmaker.web.trails import colours, raster

CSS = Path(colours.__file__).parents[1] / "static/web/css"
LETTERS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;'’!?()-–·éèëïàçôûßłśžčŠŽ"
)
SENTENCES = ("Wat kan er nog met korte vlasvezels?", "Møbler af æbletræ", "Łódź, Kaunas, Žagreb")


def test_the_colours_of_pictures_are_those_of_the_pages():
    tokens = (CSS / "tokens.css").read_text()

    told = {
        name: re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", tokens)
        for name in colours.Palette.__dataclass_fields__
    }

    for name, pair in told.items():
        assert pair is not None
        assert pair.groups() == (getattr(colours.LIGHT, name), getattr(colours.DARK, name)), name


def test_cloth_has_the_same_colours_in_pictures():
    items = (CSS / "items.css").read_text()

    told = re.findall(
        r"\.cloth-\d { --warp: light-dark\((#\w+), #\w+\); --weft: light-dark\((#\w+),", items
    )

    assert tuple(told) == colours.CLOTHS


@pytest.mark.parametrize("path", [path for path in raster.FONTS if "instrument" in path])
def test_no_letter_is_wider_than_the_layout_thinks(path: str):
    font = ImageFont.truetype(path, 1000)

    wider = [
        letter
        for letter in LETTERS
        if font.getlength(letter) / 1000 > text_width(letter, size=1) + 0.001
    ]

    assert wider == []


def test_everything_that_is_kept_in_a_font_file_may_be_used():
    folder = Path(raster.FONTS[0]).parent

    assert {path.name.partition("-")[0] for path in folder.glob("*OFL.txt")} == {
        Path(path).name.partition("-")[0] for path in raster.FONTS
    }
