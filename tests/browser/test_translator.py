"""The journey: a designer says in Dutch what she does, and is found for a brief in English."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Visit
from tests.browser.demo import Demo

NewVisit = Callable[..., Visit]


def press(page: Page, name: str | re.Pattern[str]) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def test_a_designer_confirms_concepts_in_dutch_and_is_found_for_an_english_brief(
    visit: NewVisit, demo: Demo
) -> None:
    # She says what she offers in her own words; they suggest a concept, which she confirms.
    designer = visit(language="nl-BE", size=PHONE)
    page = designer.page
    designer.go(demo.sign_in["member"])
    designer.go("/nl/profile/edit/")
    page.locator("main [name=offers]").fill("Ik bind oude boeken opnieuw in, en leer het anderen.")
    page.locator("main [name=offer_tags]").fill("boekbinden")
    with page.expect_navigation():
        page.locator("main form [type=submit]:not([name])").last.click()
    assert page.url.endswith("/concepts/")
    press(page, "Dat klopt: boekbinden")
    expect(page.get_by_role("button", name="Niet meer: boekbinden")).to_be_visible()

    # In one press she lets herself be proposed.
    name = page.locator("h1").inner_text()
    designer.go(urlsplit(page.url).path.replace("/concepts/", "/availability/"))
    if page.locator("main [name=stop]").count() == 0:
        press(page, "Ja, stel mij voor")

    # A broker writes down a wish in English, and ticks what its words mean.
    broker = visit(language="en")
    desk = broker.page
    broker.go(demo.sign_in["broker"])
    broker.go("/en/briefs/new/")
    desk.locator("main [name=asker_name]").fill("Archivist, Waregem")
    desk.locator("main [name=title]").fill("A bookbinder for the registers of our archive")
    desk.locator("main [name=summary]").fill("The spines are gone. We look for bookbinding.")
    press(desk, re.compile("^Save$"))
    desk.get_by_role("checkbox", name="bookbinding").check()
    press(desk, re.compile("^Save$"))

    # She is on the longlist, with the concept in English and her own words in Dutch.
    broker.go(urlsplit(desk.url).path.replace("/brief/", "/candidates/"))
    found = desk.locator("[data-column=longlist] .candidate", has_text=name)
    expect(found).to_contain_text("bookbinding")
    expect(found).to_contain_text("boekbinden")
