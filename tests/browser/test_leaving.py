"""The journey: somebody erases herself, and the trail still reads well."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Visit
from tests.browser.demo import Demo

NewVisit = Callable[..., Visit]
EMAIL = "wever-die-gaat@example.org"
TITLE = "A loom at the market, for whoever passes by"


def send(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form [type=submit]:not([name])").last.click()


def mailed_code(demo: Demo, *, about: str) -> str:
    """The digits at the start of the subject that is ``about`` this; other mails may come too."""
    for number in range(1, 9):
        subject = str(demo.wait_for_mail(EMAIL, number=number)["Subject"])
        if about in subject and (found := re.match(r"\d{6}\b", subject)):
            return found[0]
    raise AssertionError(f"no code came to {EMAIL}")


def test_somebody_erases_herself_and_the_trail_still_reads_well(
    visit: NewVisit, demo: Demo
) -> None:
    member = visit(language="en", size=PHONE)
    page = member.page

    # She signs in for the first time, says how old she is, and leaves an idea for a question.
    member.go("/en/sign-in/")
    page.locator("main [name=email]").fill(EMAIL)
    send(page)
    page.locator("main [name=code]").fill(mailed_code(demo, about="sign in"))
    send(page)
    page.locator("main [name=age][value=adult]").check(force=True)
    send(page)
    member.go("/en/items/?kind=question")
    page.locator("main .row__title a[href*='/items/']").first.click()
    page.wait_for_url("**/items/*/")
    question = urlsplit(page.url).path
    page.locator("main a[href*='form=idea']").first.click()
    page.locator("main [name=level][value=operational]").check(force=True)
    page.locator("main [name=title]").fill(TITLE)
    send(page)

    # She reads what goes and what stays, types the words, and the code from her mail.
    member.go("/en/profile/erasure/")
    page.locator("main [name=words][value=stay]").check(force=True)
    page.locator("main [name=typed]").fill("erase me")
    send(page)
    page.locator("main [name=code]").fill(mailed_code(demo, about="erased"))
    send(page)
    expect(page.locator("h1")).to_have_text("You are erased")

    # Whoever reads the question still finds her idea on its trail, by somebody who left.
    reader = visit(language="en", size=PHONE)
    reader.go(question)
    reader.page.locator("main a", has_text=TITLE).first.click()
    expect(reader.page.locator("h1")).to_have_text(TITLE)
    expect(reader.page.locator("main")).to_contain_text("Somebody who left")
    expect(reader.page.locator("body")).not_to_contain_text(EMAIL.split("@", maxsplit=1)[0])
