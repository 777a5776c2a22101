"""The journey: a broker hands over forty items, and they come back the same way."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Visit
from tests.browser.demo import Demo

NewVisit = Callable[..., Visit]

COLLEAGUE = "Projectmedewerker, Designregio Kortrijk"
FORTY = 40


def signed_in(visit: NewVisit, demo: Demo, role: str, **more: object) -> Visit:
    visitor = visit(**more)
    visitor.go(demo.sign_in[role])
    return visitor


def press(page: Page, step: str) -> None:
    with page.expect_navigation():
        page.locator(f"main button[name=step][value={step}]").click()


def moved(page: Page) -> int:
    return page.locator("main .row--kept").count()


def owed_to(demo: Demo, handover: str) -> list[str]:
    """To whom a mail about it is owed; when it goes depends on what else goes to that address."""
    question = """SELECT address FROM trail_message JOIN trail_handover
      ON dedupe_key LIKE 'taken_over:' || trail_handover.id || ':%' WHERE public_id = ?"""
    with closing(sqlite3.connect(demo.folder / "main.sqlite3", timeout=20)) as database:
        rows = database.execute(question, [handover.replace("-", "")]).fetchall()
    return [str(address) for (address,) in rows]


def test_a_broker_hands_over_forty_items_and_they_come_back_the_same_way(
    visit: NewVisit, demo: Demo
) -> None:
    broker = signed_in(visit, demo, "broker", size=PHONE, javascript=False)
    page = broker.page

    # From Today to all that she keeps; one of them stays with her.
    broker.go("/nl/today/")
    with page.expect_navigation():
        page.locator("main a[href$='/handover/']").last.click()
    rows = page.locator("main .kept__rows input")
    kept = rows.count()
    assert kept >= FORTY
    rows.first.check()
    page.locator("[name=to]").select_option(label=COLLEAGUE)
    page.locator("[name=reason]").fill("Ik ben drie maanden weg.")

    # She sees what would happen, and it happens.
    press(page, "look")
    expect(page.locator("main .section-header").first).to_contain_text(COLLEAGUE)
    press(page, "do")
    assert moved(page) >= FORTY
    handover = urlsplit(page.url).path
    broker.go("/nl/today/")
    with page.expect_navigation():
        page.locator("main a[href$='/handover/']").last.click()
    assert page.locator("main .kept__rows input").count() < kept - FORTY + 2

    # The colleague is told in one mail; the region's administrator gives everything back.
    assert owed_to(demo, handover.split("/")[-2]) == ["projectmedewerker@gangmaker.example"]
    admin = signed_in(visit, demo, "region admin")
    page = admin.go(handover)
    with page.expect_navigation():
        page.locator("main a[href*='?back=']").first.click()
    page.locator("[name=reason]").fill("Ze is terug.")
    press(page, "look")
    press(page, "do")
    assert moved(page) >= FORTY
    expect(page.locator("h1")).to_contain_text(re.compile("Projectmedewerker"))
