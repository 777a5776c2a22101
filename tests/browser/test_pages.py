"""Every page and state: silent under axe, valid, light, and without anything from elsewhere."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import axe_playwright_python
import html5lib
import pytest
from django.urls import resolve
from django.utils import translation
from playwright.sync_api import Browser, Response, ViewportSize
from playwright.sync_api import Page as Tab

from gangmaker.web.checks import every_pattern
from tests.browser.conftest import DESK, PHONE, Visit
from tests.browser.demo import Demo
from tests.browser.page import Page
from tests.browser.pages import NO_PAGE, PAGES
from tests.browser.stage import Stage

NewVisit = Callable[..., Visit]
Looks = Sequence[tuple[ViewportSize, Literal["light", "dark"]]]

KILOBYTE = 1000
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
WHOLE: Mapping[str, list[list[str]]] = {"exclude": []}
INNER: Mapping[str, list[list[str]]] = {"exclude": [[".site-top"], [".site-foot"]]}
"""Head and foot are the same on all pages of a visitor: they are looked at on her first."""
LOOKS: Looks = [(PHONE, "dark"), (DESK, "dark"), (DESK, "light"), (PHONE, "light")]
EVERY_LOOK = "EVERY_LOOK" in os.environ
"""``make looks``. Else each page has one look, the next page the next one, since pages are made of
the same parts; and only the first page of a visitor is looked at in all four."""


@pytest.fixture(scope="session")
def stage(browser: Browser, demo: Demo) -> Iterator[Stage]:
    stage = Stage(browser, demo, demo.furniture())
    yield stage
    stage.close()


def test_no_page_is_forgotten() -> None:
    served = {
        pattern.name
        for _route, pattern in every_pattern()
        if "GET" in pattern.callback.methods  # type: ignore[attr-defined]
    }
    looked_at = {page.name for page in PAGES if not page.name.isdigit()}

    assert looked_at & NO_PAGE.keys() == set()
    assert served - looked_at - NO_PAGE.keys() == set(), "neither looked at nor excused"
    assert NO_PAGE.keys() - served == set(), "excused without need"


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_axe_is_silent_in_every_width_and_light(stage: Stage, page: Page) -> None:
    tab = stage.enter(page.role)
    if isinstance(page.way, str):
        stage.go(page.way)
    else:
        page.way(stage)
    tab.wait_for_load_state()

    assert stage.answer is not None
    assert (name_of(tab.url, page), stage.answer.status) == (page.name, page.status)
    html5lib.HTMLParser(strict=True).parse(stage.answer.text())
    known = stage.knows(page.role)
    looks = [LOOKS[PAGES.index(page) % len(LOOKS)]] if known and not EVERY_LOOK else LOOKS
    assert faults(tab, looks, INNER if known else WHOLE) == []
    assert stage.problems() == []


def name_of(url: str, page: Page) -> str:
    """The name of the address that was reached; an error has only its number."""
    path = urlsplit(url).path
    with translation.override(translation.get_language_from_path(path)):
        return page.name if page.name.isdigit() else str(resolve(path).url_name)


def faults(tab: Tab, looks: Looks = LOOKS, part: Mapping[str, object] = WHOLE) -> list[str]:
    # Through the developer tools: the page's own policy lets no such script in.
    tab.evaluate(f"() => {{ {axe_source()} }}")
    found = []
    for size, scheme in looks:
        tab.set_viewport_size(size)
        tab.emulate_media(color_scheme=scheme)
        wide = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
        where = f"{size['width']} {scheme}"
        found += [f"{where}: wider than the screen by {wide}"] if wide > 0 else []
        found += [f"{where}: {fault}" for fault in violations(tab, part)]
    return found


@cache
def axe_source() -> str:
    return Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()


def violations(tab: Tab, part: Mapping[str, object]) -> list[str]:
    found = tab.evaluate(
        "([part, rules]) => axe.run({include: [document], ...part},"
        " {runOnly: rules, resultTypes: ['violations'], preload: false})",
        [part, EVERYTHING],
    )
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary'].splitlines()[-1]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize(("scheme", "unreadable"), [("light", "#eeeeee"), ("dark", "#222222")])
def test_axe_would_notice(visit: NewVisit, demo: Demo, scheme: str, unreadable: str) -> None:
    """The negative control: a field without a label, and letters that nobody can read."""
    tab = visit(scheme=scheme).go("/nl/sign-in/")
    tab.evaluate(
        "colour => { document.querySelectorAll('main label').forEach(one => one.remove());"
        " document.querySelector('h1').style.color = colour }",
        unreadable,
    )

    found = {fault.split(" ")[1] + fault.split(":")[1] for fault in faults(tab)}

    assert {f"{scheme}: color-contrast", "light: label", "dark: label"} <= found


@pytest.mark.parametrize("path", ["/nl/", "/nl/items/", "/nl/actors/", "/nl/join/", "/nl/goals/"])
def test_a_page_is_light(visit: NewVisit, demo: Demo, path: str) -> None:
    visitor = visit()
    answers: list[Response] = []
    visitor.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 (no builtin)

    visitor.go(path)
    visitor.page.evaluate("document.fonts.ready.then(() => true)")

    sizes = {one.url: one.request.sizes()["responseBodySize"] for one in answers}
    kinds = {one.url: one.request.resource_type for one in answers}
    pictures = sum(size for url, size in sizes.items() if kinds[url] == "image")
    scripts = sum(size for url, size in sizes.items() if kinds[url] == "script")
    assert sum(sizes.values()) - pictures < 150 * KILOBYTE, sizes
    assert scripts < 60 * KILOBYTE, sizes


def test_only_what_is_needed_is_kept_on_the_reader_s_machine(visit: NewVisit, demo: Demo) -> None:
    visitor = visit(language="fr")
    for path in ("/nl/", "/nl/items/", "/fr/", "/fr/join/", "/en/actors/", "/nl/search/?q=vlas"):
        visitor.go(path)

    kept = {cookie["name"] for cookie in visitor.context.cookies()}
    stored = visitor.page.evaluate("Object.keys({...localStorage, ...sessionStorage})")

    assert kept <= {"csrf", "language"}
    assert set(stored) <= {"htmx-current-path-for-history"}  # the address of this very tab
