"""What the look promises of itself, without serving a page."""

import gzip
import re
from pathlib import Path

import django_htmx
import pytest
from django.template import Context, Template
from django.test import override_settings
from django.utils import translation

from gangmaker.web.icons import ICONS
from gangmaker.web.styleguide import FORMS

WEB = Path(__file__).parents[2] / "gangmaker/web"
STATIC = WEB / "static/web"
TEMPLATES = WEB / "templates/web"
COMPONENTS = sorted(TEMPLATES.glob("components/*.html"))
HTMX = Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"
KB = 1000


def packed(path):
    return len(gzip.compress(path.read_bytes()))


def test_no_page_has_more_than_sixty_kilobytes_of_javascript():
    asked = re.compile(r"web/js/([a-z-]+\.js)")
    everywhere = set(asked.findall((TEMPLATES / "base.html").read_text()))
    pages = [set(asked.findall(page.read_text())) for page in TEMPLATES.rglob("*.html")]
    size = {path.name: path.stat().st_size for path in STATIC.glob("js/*.js")}

    heaviest = max(sum(size[name] for name in page | everywhere) for page in pages)

    assert set().union(*pages) == set(size), "a script that no page asks for"
    assert HTMX.stat().st_size + heaviest < 60 * KB


def test_styles_letters_and_scripts_leave_room_for_a_page_of_thirty_kilobytes():
    """With the sheets that every page has, and the three heaviest that only some have."""
    letters = STATIC.glob("fonts/*-latin-wght-normal.woff2")
    everywhere = (TEMPLATES / "components/stylesheets.html").read_text()
    sheets = {path.name: packed(path) for path in STATIC.glob("css/*.css")}
    common = [size for name, size in sheets.items() if f"css/{name}" in everywhere]
    own = sorted(size for name, size in sheets.items() if f"css/{name}" not in everywhere)

    total = sum(font.stat().st_size for font in letters) + sum(common) + sum(own[-3:])

    assert total + sum(map(packed, [HTMX, *STATIC.glob("js/*.js")])) < 120 * KB


@pytest.mark.parametrize("script", sorted(STATIC.glob("js/*.js")), ids=lambda path: path.name)
def test_a_custom_element_is_short(script):
    assert len(script.read_text().splitlines()) < 60


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("css/*.css")), ids=lambda path: path.name)
def test_a_style_sheet_asks_nobody_else_for_anything(sheet):
    assert not re.search(r"https?:|@import|url\(\"?//", sheet.read_text())


@pytest.mark.parametrize("face", sorted(STATIC.glob("fonts/*.woff2")), ids=lambda path: path.name)
def test_a_typeface_lies_beside_its_licence(face):
    family = face.name.split("-latin")[0]

    licence = face.with_name(f"{family}-OFL.txt")

    assert "SIL Open Font License" in licence.read_text()


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_says_what_goes_into_it(component):
    assert component.read_text().startswith("{% comment %}")


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_is_used(component):
    name = f'"web/components/{component.name}"'
    others = (path for path in TEMPLATES.rglob("*.html") if path != component)

    assert any(name in other.read_text() for other in others)


def test_every_form_of_a_contribution_has_its_icon():
    assert {value for value, _label in FORMS} <= ICONS.keys()


def render(source, **context):
    return Template("{% load look %}" + source).render(Context(context))


def test_an_icon_that_was_never_drawn_is_nothing():
    assert render("{% icon 'unicorn' %}") == ""


def test_a_key_cannot_smuggle_markup_into_the_cloth():
    assert "<script" not in render("{% swatch key %}", key='"><script>')


@override_settings(USE_THOUSAND_SEPARATOR=True)
@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_progress_is_drawn_with_numbers_that_svg_understands(language):
    source = '{% include "web/components/progress.html" with progress=progress only %}'
    with translation.override(language):
        page = render(source, progress={"label": "12", "percent": 62, "confirmed_percent": 12.5})

    assert re.findall(r'class="progress__\w+"(?: y="1")? width="([^"]+)"', page) == [
        "100",
        "62",
        "12.5",
    ]
