"""Every page and state: silent under axe, valid, light, and without anything from elsewhere."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import axe_playwright_python
import html5lib
import pytest
from playwright.sync_api import Page, Response

from tests.browser.conftest import DESK, PHONE, Visit
from tests.browser.demo import Demo

NewVisit = Callable[..., Visit]

KILOBYTE = 1000
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

VISITORS = {
    "": [
        "/nl/",
        "/nl/items/?kind=question",
        "/nl/items/?kind=goal&form=money&language=fr",
        "a question",
        "an answered idea",
        "a poster",
        "/nl/goals/",
        "/nl/answers/",
        "/nl/search/?q=vlas",
        "/nl/search/?q=qqqqqq",
        "/nl/actors/",
        "/nl/actors/?q=qqqqqq",
        "/nl/actors/map/",
        "an organisation",
        "/nl/join/?form=time",
        "a refused form",
        "/nl/sign-in/",
        "/nl/about/privacy/",
        "/nl/about/how-we-order/",
        "/nl/nothing-here/",
        "a receipt",
        "a code to type",
        "a wrong link",
        "/nl/about/contact/",
        "/nl/about/accessibility/",
        "/nl/components/",
    ],
    "member": [
        "/nl/profile/",
        "/nl/profile/edit/",
        "/nl/questions/new/",
        "/nl/profile/security/",
        "/nl/profile/security/app/",
        "a refused question",
        "/nl/region/",
    ],
    "organisation admin": ["members", "/nl/organisations/new/"],
    "broker": [
        "/nl/today/",
        "/nl/today/?show=overdue",
        "an answer to give",
        "a refused answer",
        "a hand-over",
        "a text to change",
        "a translation",
        "a withdrawal",
        "/nl/join/",
        "/nl/actors/new/",
        "/nl/region/answers/",
    ],
    "region admin": ["/nl/region/", "/nl/region/terms/", "/nl/region/answers/new/"],
}
PAGES = [(role, page) for role, pages in VISITORS.items() for page in pages]


@cache
def axe_source() -> str:
    return Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()


def follow(page: Page, base: str, start: str, link: str) -> None:
    page.goto(base + start)
    href = page.locator(link).first.get_attribute("href")
    assert href, f"no {link} on {start}"
    page.goto(base + href)


def poster(page: Page, base: str) -> None:
    follow(page, base, "/nl/items/?kind=question", "main .row__title a[href*='/items/']")
    page.goto(page.url + "poster/")


def members(page: Page, base: str) -> None:
    follow(page, base, "/nl/profile/", "main a[href*='/actors/textielbedrijf']")
    page.goto(page.url + "members/")


def refused_form(page: Page, base: str) -> None:
    page.goto(f"{base}/nl/join/?form=time")
    page.locator("[name=email]").fill("no address")
    page.locator("main form [type=submit]").last.click()
    page.wait_for_load_state()


def receipt(page: Page, base: str) -> None:
    page.goto(f"{base}/nl/join/?form=idea")
    page.locator("input[name=level][value=strategic]").check(force=True)
    page.locator("[name=title]").fill("Een lamp die vertelt waar het vlas groeide")
    page.locator("[name=name]").fill("Buurtbewoner, Kuurne")
    page.locator("[name=email]").fill("kuurne@example.org")
    page.locator("main form [type=submit]").last.click()
    page.wait_for_url("**/received/**")


def wrong_link(page: Page, base: str) -> None:
    page.goto(f"{base}/nl/confirm/wrong/")


def code_to_type(page: Page, base: str) -> None:
    page.goto(f"{base}/nl/sign-in/")
    page.locator("[name=email]").fill("nieuw@example.org")
    page.locator("main form [type=submit]").first.click()
    page.wait_for_url("**/sign-in/code/**")


def refused_answer(page: Page, base: str) -> None:
    follow(page, base, "/nl/today/", "main a[href*='/answer/']")
    page.locator("input[name=outcome][value=accepted]").check(force=True)
    page.locator("main form [type=submit]:not([name])").click()
    page.wait_for_selector("[role=alert]")


def refused_question(page: Page, base: str) -> None:
    page.goto(f"{base}/nl/questions/new/")
    page.locator("main form [type=submit]").last.click()
    page.wait_for_selector("[role=alert]")


def of_an_item(part: str) -> Callable[[Page, str], None]:
    def go(page: Page, base: str) -> None:
        follow(page, base, "/nl/items/?kind=question", "main .row__title a[href*='/items/']")
        page.goto(page.url + part)

    return go


WAYS: dict[str, Callable[[Page, str], None]] = {
    "a question": lambda page, base: follow(
        page, base, "/nl/items/?kind=question", "main .row__title a[href*='/items/']"
    ),
    "an answered idea": lambda page, base: follow(
        page, base, "/nl/items/?kind=idea&state=answered", "main .row__title a[href*='/items/']"
    ),
    "a poster": poster,
    "a receipt": receipt,
    "a code to type": code_to_type,
    "a wrong link": wrong_link,
    "a refused answer": refused_answer,
    "a refused question": refused_question,
    "a hand-over": of_an_item("owner/"),
    "a text to change": of_an_item("edit/"),
    "a translation": of_an_item("translations/en/"),
    "a withdrawal": of_an_item("withdrawal/"),
    "an organisation": lambda page, base: follow(
        page, base, "/nl/actors/?kind=organisation", "main a[href*='/actors/']:not([href*=map])"
    ),
    "a refused form": refused_form,
    "members": members,
    "an answer to give": lambda page, base: follow(
        page, base, "/nl/today/", "main a[href*='/answer/']"
    ),
}


def open_page(visitor: Visit, demo: Demo, role: str, name: str) -> Page:
    if role:
        visitor.go(demo.sign_in[role])
    if name in WAYS:
        WAYS[name](visitor.page, demo.base_url)
    else:
        visitor.go(name)
    return visitor.page


def violations(page: Page) -> list[str]:
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags},"
        " resultTypes: ['violations']})",
        RULES,
    )
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary'].splitlines()[-1]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize(("role", "name"), PAGES, ids=[f"{r}:{p}" for r, p in PAGES])
def test_axe_is_silent_in_every_width_and_light(
    visit: NewVisit, demo: Demo, role: str, name: str
) -> None:
    visitor = visit()
    page = open_page(visitor, demo, role, name)
    html5lib.HTMLParser(strict=True).parse(page.evaluate("fetch(location).then(r => r.text())"))
    # Through the developer tools: the page's own policy lets no such script in.
    page.evaluate(f"() => {{ {axe_source()} }}")
    faults = []

    for size in (PHONE, DESK):
        for scheme in ("light", "dark"):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.emulate_media(color_scheme=scheme)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            where = f"{size['width']} {scheme}"
            faults += [f"{where}: wider than the screen by {wide}"] if wide > 0 else []
            faults += [f"{where}: {fault}" for fault in violations(page)]

    assert faults == []


def test_axe_would_notice(visit: NewVisit, demo: Demo) -> None:
    """The negative control: a field without a label, and letters that nobody can read."""
    page = visit().go("/nl/sign-in/")
    page.evaluate(f"() => {{ {axe_source()} }}")
    page.evaluate(
        "() => { document.querySelectorAll('main label').forEach(one => one.remove());"
        " document.querySelector('h1').style.color = '#eeeeee' }"
    )

    found = {fault.split(":")[0] for fault in violations(page)}

    assert {"label", "color-contrast"} <= found


@pytest.mark.parametrize("path", ["/nl/", "/nl/items/", "/nl/actors/", "/nl/join/", "/nl/goals/"])
def test_a_page_is_light(visit: NewVisit, demo: Demo, path: str) -> None:
    visitor = visit()
    answers: list[Response] = []
    visitor.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 (no builtin)

    visitor.go(path)
    visitor.page.wait_for_load_state("networkidle")

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
