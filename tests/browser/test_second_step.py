"""A new colleague: invited by mail, let in by codes, then by a passkey alone."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.codes import app_code
from tests.browser.demo import Demo
from tests.browser.stage import COLLEAGUE, Stage, add_authenticator
from tests.browser.ways_people import ask_code, textile

EMAIL = "collega@example.org"
SIGN_OUT = "main form [type=submit]"


def test_a_colleague_is_invited_and_comes_in_by_codes_and_by_passkey(
    browser: Browser, demo: Demo
) -> None:
    stage = Stage(browser, demo)

    # The organisation invites her, and she accepts with an account that is new.
    stage.enter("organisation admin")
    textile(stage, "members/")
    stage.type(email=EMAIL)
    stage.send("main form.form [type=submit]")
    mail = demo.wait_for_mail(EMAIL).get_content()
    link = re.search(r"http://[^/]+(/\S+/invitations/\S+)", mail)
    assert link, mail
    page = stage.enter(COLLEAGUE)
    stage.go(link[1])
    stage.send("main a.button")
    sign_in(stage)
    stage.send()
    expect(page.locator("h1")).to_contain_text("Textielbedrijf")

    # She adds an app. Without it at hand, a code on paper lets her in; each works once.
    stage.go("/nl/profile/security/app/")
    secret = page.locator("code.secret").inner_text()
    stage.type(code=app_code(secret))
    stage.send()
    expect(page.locator("ul.codes li")).to_have_count(10)
    first, second = page.locator("ul.codes li").all_inner_texts()[:2]
    stage.go("/nl/sign-out/")
    stage.send(SIGN_OUT)
    stage.go("/nl/sign-in/")
    sign_in(stage)
    assert page.url.endswith("/second-step/")
    stage.type(code=first)
    stage.send()

    # She says once more that it is she, adds a passkey, and comes in with that alone.
    add_authenticator(page)
    stage.go("/nl/profile/security/passkeys/new/")
    stage.type(code=second)
    stage.send()
    page.locator("[name=passwordless]").check()
    stage.send("main use-passkey button")
    stage.go("/nl/sign-out/")
    stage.send(SIGN_OUT)
    stage.go("/nl/sign-in/")
    stage.send("main use-passkey button")
    stage.go("/nl/profile/")
    expect(page.locator("main")).to_contain_text(EMAIL)

    assert stage.problems() == []
    stage.close()


def sign_in(stage: Stage) -> None:
    """With the code that is mailed, on the page that asks for an address."""
    address = stage.page.url
    code = stage.mailed_code(EMAIL, lambda: ask_code(stage, EMAIL, start=address))
    stage.type(code=code)
    stage.send()
