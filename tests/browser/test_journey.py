"""The journey: a visitor leaves an offer and an idea, is answered, and sees it on the trail."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Visit
from tests.browser.demo import Demo

NewVisit = Callable[..., Visit]


@dataclass(frozen=True)
class Words:
    """What the visitor and the broker write, in the visitor's language."""

    offer: str
    idea: str
    reason: str
    thanks: str


WORDS = {
    "nl": Words(
        "Twee uur om mee te naaien",
        "Een bank die vertelt waar het vlas vandaan komt",
        "De stad plaatst dit jaar geen nieuwe banken. Je idee blijft staan voor volgend jaar.",
        "Fijn, we kunnen je goed gebruiken.",
    ),
    "en": Words(
        "Two hours of sewing together",
        "A bench that tells where the flax comes from",
        "The city places no new benches this year. Your idea stays for next year.",
        "Welcome, we can use your hands.",
    ),
    "fr": Words(
        "Deux heures de couture ensemble",
        "Un banc qui raconte d'où vient le lin",
        "La ville ne place pas de nouveaux bancs cette année. Votre idée reste pour l'an prochain.",
        "Merci, votre aide est la bienvenue.",
    ),
}


def next_week() -> str:
    return (datetime.now(tz=UTC) + timedelta(days=7)).date().isoformat()


def fill_in(page: Page, *, form: str, title: str, email: str) -> None:
    page.locator(f"input[name=form][value={form}]").check(force=True)
    page.locator("input[name=level][value=operational]").check(force=True)
    page.locator("[name=title]").fill(title)
    page.locator("[name=summary]").fill(f"{title}.")
    if form == "time":
        page.locator("[name=amount]").fill("2")
    page.locator("[name=name]").fill("Buurtbewoner, Kortrijk")
    page.locator("[name=email]").fill(email)
    page.locator("main form [type=submit]").last.click()


def confirm(visit: Visit, demo: Demo, email: str) -> None:
    mail = demo.wait_for_mail(email)
    link = re.search(r"http://\S+/confirm/\S+", mail.get_content())
    assert link, mail.get_content()
    visit.go(link[0])
    with visit.page.expect_navigation():
        visit.page.locator("main form [type=submit]").click()


def answer(page: Page, title: str, outcome: str, reason: str) -> None:
    """From Today to the answer that was sent."""
    row = page.locator("li", has_text=title).first
    row.locator("a[href*='/answer/']").first.click()
    page.locator(f"input[name=outcome][value={outcome}]").check(force=True)
    if outcome == "accepted":
        page.locator("[name=next_step]").fill("Ik bel je om af te spreken")
        page.locator("[name=next_step_on]").fill(next_week())
    page.locator("[name=reason]").fill(reason)
    with page.expect_navigation():
        page.locator("main form [type=submit]:not([name])").click()


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_a_visitor_brings_two_things_and_is_answered(
    visit: NewVisit, demo: Demo, language: str
) -> None:
    words = WORDS[language]
    email = f"bewoner-{language}@example.org"
    other = f"bewoner-{language}-thuis@example.org"  # one address gets two mails an hour
    visitor = visit(language=language, size=PHONE)

    # She reads what the region works on, and finds a question that asks for time.
    visitor.go(f"/{language}/items/?kind=question&form=time")
    visitor.page.locator("main .row__title a[href*='/items/']").first.click()
    visitor.page.wait_for_url("**/items/*/")
    question = urlsplit(visitor.page.url).path
    visitor.page.locator("main a[href*='form=time']").first.click()
    fill_in(visitor.page, form="time", title=words.offer, email=email)
    promised = visitor.page.locator(".promise")
    expect(promised).to_contain_text(re.compile(r"\d"))

    # She leaves an idea as well, and confirms that the address is hers.
    visitor.go(f"/{language}/join/?form=idea")
    fill_in(visitor.page, form="idea", title=words.idea, email=other)
    expect(visitor.page.locator(".promise")).to_be_visible()
    confirm(visitor, demo, email)
    confirm(visitor, demo, other)

    # The broker finds both in Today, accepts one and answers the other.
    broker = visit(size=DESK)
    broker.go(demo.sign_in["broker"])
    for title, outcome, reason in (
        (words.offer, "accepted", words.thanks),
        (words.idea, "declined", words.reason),
    ):
        broker.go("/nl/today/?show=everybodys")
        find_in_list(broker.page, title)
        answer(broker.page, title, outcome, reason)

    # She reads both answers in her mail, in her language, and one on the trail of her idea.
    mails = [demo.wait_for_mail(each, number=2).get_content() for each in (email, other)]
    assert any(words.thanks in " ".join(mail.replace(">", "").split()) for mail in mails)
    refusal = next(m for m in mails if words.reason in " ".join(m.replace(">", "").split()))
    link = re.search(r"http://\S+/items/\S+", refusal)
    assert link
    assert f"/{language}/" in link[0]
    visitor.go(link[0])
    expect(visitor.page.locator("h1")).to_contain_text(words.idea)
    expect(visitor.page.locator("main")).to_contain_text(words.reason)

    # A funder reads the same pages in English.
    funder = visit(language="en", size=DESK)
    for path in (urlsplit(link[0]).path, question):
        funder.go(re.sub(r"^/\w\w/", "/en/", path))
        expect(funder.page.locator("html")).to_have_attribute("lang", "en")
        expect(funder.page.locator("h1")).to_be_visible()


def find_in_list(page: Page, title: str) -> None:
    """Turn the pages of a list until it shows ``title``."""
    for _turn in range(12):
        if page.locator("li", has_text=title).count():
            return
        with page.expect_navigation():  # else the next page is searched before it is whole
            page.locator("a[rel=next]").first.click()
    raise AssertionError(f"{title} is not in Today")


def test_the_way_in_works_without_javascript(visit: NewVisit, demo: Demo) -> None:
    visitor = visit(size=PHONE, javascript=False)

    visitor.go("/nl/join/?form=idea")
    fill_in(visitor.page, form="idea", title="Een idee zonder script", email="zonder@example.org")

    expect(visitor.page.locator(".promise")).to_be_visible()


def test_the_way_in_works_with_the_keyboard_alone(visit: NewVisit, demo: Demo) -> None:
    visitor = visit(size=DESK)
    page = visitor.go("/nl/")

    press_until(page, "a[href*='/join/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/join/**")
    press_until(page, "input[name=form]")
    page.keyboard.press("Space")
    press_until(page, "input[name=level]")
    page.keyboard.press("Space")
    for name, text in (
        ("title", "Een idee met het toetsenbord"),
        ("summary", "Zonder muis."),
        ("name", "Bewoner, Menen"),
        ("email", "toetsen@example.org"),
    ):
        press_until(page, f"[name={name}]")
        page.keyboard.type(text)
    page.keyboard.press("Tab")
    press_until(page, "main form [type=submit]")
    page.keyboard.press("Enter")

    expect(page.locator(".promise")).to_be_visible()


def test_the_broker_answers_with_the_keyboard_alone(visit: NewVisit, demo: Demo) -> None:
    broker = visit(size=DESK)
    broker.go(demo.sign_in["broker"])
    page = broker.go("/nl/today/")

    press_until(page, "main a[href*='/answer/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/answer/**")
    title = page.locator("h1").inner_text()
    press_until(page, "input[name=outcome]")
    page.keyboard.press("Space")
    press_until(page, "[name=next_step]")
    page.keyboard.type("We bellen je om af te spreken")
    press_until(page, "[name=next_step_on]")
    type_day(page, datetime.fromisoformat(next_week()))
    press_until(page, "[name=reason]")
    page.keyboard.type("Fijn dat je dit aanbiedt. We kunnen het goed gebruiken.")
    press_until(page, "main form [type=submit]:not([name])")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/answer/" not in url)

    broker.go("/nl/today/?show=everybodys")
    assert page.locator("li", has_text=title).locator("a[href*='/answer/']").count() == 0


def type_day(page: Page, day: datetime) -> None:
    """In the field that has the focus; which part it asks first is the browser's own choice."""
    for order in ("%m%d%Y", "%d%m%Y"):
        page.keyboard.type(day.strftime(order))
        if page.evaluate("document.activeElement.value") == day.date().isoformat():
            return
        page.keyboard.press("Shift+Tab")
        press_until(page, "[name=next_step_on]")
    raise AssertionError("the field of the date does not take what is typed")


def press_until(page: Page, selector: str) -> None:
    """Tab on until the focus is on ``selector``; it must be visible there."""
    for _press in range(60):
        here = page.evaluate("s => document.activeElement.matches(s)", selector)
        if here:
            shape = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            label = page.evaluate(
                "getComputedStyle(document.activeElement.closest('label') ?? document.body)"
                ".outlineStyle"
            )
            assert "none" not in (shape, label) or shape != label, f"no focus to see on {selector}"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")
