"""A brief by phone in ten minutes: typed with the keyboard alone, approved on another phone."""

import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Visit
from tests.browser.demo import Demo

NewVisit = Callable[..., Visit]

TITLE = "Een verpakking die een reis naar zee overleeft"
ADDRESS = "verpakking@example.org"
TYPED = (
    ("asker_name", "Kaasmaker, Diksmuide"),
    ("organisation_name", ""),
    ("asker_phone", "051 00 00 00"),
    ("asker_email", ADDRESS),
    ("title", TITLE),
    ("summary", "Onze kaas komt nat aan, en het karton smaakt mee."),
    ("behind", "Met een betere doos verkopen we zelf, zonder groothandel."),
    ("for_whom", "Wie kaas bestelt aan zee"),
    ("tried", "Vacuum, en een doos met was."),
    ("hours", "Een dag in de maand"),
    ("money", "Zo'n 3.000 euro"),
    ("data", "Klachten van twee jaar"),
    ("people", "De zoon, die graag tekent"),
    ("machines", "Een koelwagen"),
)


def type_by_keyboard(page: Page) -> None:
    """From field to field with the tab key, as somebody does who holds a telephone."""
    page.locator("[name=asker_name]").focus()
    for name, words in TYPED:
        expect(page.locator(f"[name={name}]")).to_be_focused()
        page.keyboard.type(words)
        page.keyboard.press("Tab")


def test_a_brief_is_written_by_phone_and_approved_by_who_asks(visit: NewVisit, demo: Demo) -> None:
    broker = visit()
    broker.go(demo.sign_in["broker"])
    page = broker.go("/nl/briefs/new/")
    began = time.monotonic()

    # What is typed saves itself, and is there again when the page is opened anew.
    type_by_keyboard(page)
    page.wait_for_url("**/items/brief-*/brief/")
    status = page.locator("[data-status]")
    expect(status).to_contain_text(":", timeout=10_000)
    page.wait_for_function("() => Object.keys(localStorage).every(key => !key.startsWith('brief'))")
    page.reload()
    for name, words in TYPED:
        expect(page.locator(f"[name={name}]")).to_have_value(words)

    # Without a connection it stays in the browser, and comes back and goes as soon as there is one.
    broker.context.set_offline(offline=True)
    page.locator("[name=must_not]").fill("Geen plastic.")
    page.wait_for_function("() => Object.keys(localStorage).some(key => key.startsWith('brief'))")
    broker.context.set_offline(offline=False)
    page.reload()
    expect(page.locator("[name=must_not]")).to_have_value("Geen plastic.")
    page.wait_for_function("() => Object.keys(localStorage).every(key => !key.startsWith('brief'))")
    broker.problems.clear()  # the browser itself says that a request failed

    # Sent by the keyboard; who asks gets a link.
    page.locator("[name=must_not]").focus()
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    link = page.locator("#brief-link").input_value()
    assert time.monotonic() - began < 600
    assert link.split("/briefs/")[1] in demo.wait_for_mail(ADDRESS).get_content()

    # On another phone, without an account: read, corrected, approved.
    sent = page.url
    page.goto(f"{sent}brief/")
    company = visit(size=PHONE)
    phone = company.go(link[link.index("/nl/") :] if "/nl/" in link else link)
    expect(phone.locator("main")).to_contain_text("Geen plastic.")
    phone.locator("main a[href*='/words/']").click()
    phone.locator("[name=tried]").fill("Een doos met was.")
    with phone.expect_navigation():
        phone.locator("main form[method=post] [type=submit]").last.click()

    # What she corrected comes to the page that the broker has open, and is not undone by it.
    page.locator("[name=hours]").fill("Twee dagen in de maand")
    expect(page.locator("[name=tried]")).to_have_value("Een doos met was.", timeout=10_000)
    phone.locator("[name=confidentiality][value=members]").check(force=True)
    with phone.expect_navigation():
        phone.locator("main form[method=post] [type=submit]").last.click()
    expect(phone.locator("main")).not_to_contain_text("/words/")

    # It is open: members read it, and the broker reads what stood there before.
    page.goto(sent)
    expect(page.locator(".brief-corrected")).to_contain_text("Vacuum, en een doos met was.")
    member = visit()
    member.go(demo.sign_in["member"])
    rows = member.go("/nl/briefs/").locator("main .row__title")
    expect(rows.filter(has_text=TITLE)).to_have_count(1)
    assert not broker.problems + company.problems + member.problems
