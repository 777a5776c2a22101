"""How to come to the pages of people and organisations, and to those of signing in."""

from io import BytesIO

from PIL import Image

from gangmaker.actors.tokens import INVITATION
from tests.browser.codes import app_code
from tests.browser.stage import WITH_KEYS, Stage, add_authenticator
from tests.browser.ways import Way

TEXTILE = "main a[href*='/actors/textielbedrijf']"
LONG_NAME = "Kunststofverwerkingsnijverheidsvereniging, Sint-Denijs-Westrem en omstreken"


def somebody(kind: str) -> Way:
    def go(stage: Stage) -> None:
        stage.follow(f"/nl/actors/?kind={kind}", "main .row__title a[href*='/actors/']")

    return go


def textile(stage: Stage, part: str = "") -> None:
    stage.follow("/nl/profile/", TEXTILE, part)


def acting(stage: Stage) -> None:
    stage.go("/nl/profile/")
    stage.page.locator("#acting-organisation").evaluate("one => { one.selectedIndex = 1 }")
    with stage.page.expect_navigation():
        stage.page.locator("#acting-organisation").evaluate("one => one.form.submit()")


def invite_refused(stage: Stage) -> None:
    textile(stage, "members/")
    stage.send("main form.form [type=submit]")


def leave(stage: Stage) -> None:
    textile(stage, "members/")
    stage.page.locator("main a[href*='/end/']").first.click()
    stage.page.wait_for_url("**/end/")


def invited(stage: Stage, email: str) -> str:
    """The address behind an invitation; whoever looks at it comes back after it was sent."""
    looking = stage.visit
    stage.enter("organisation admin")
    textile(stage, "members/")
    stage.type(email=email)
    stage.send("main form.form [type=submit]")
    row = stage.page.locator("li", has_text=email)
    nonce = row.locator("[name=invitation]").get_attribute("value") or ""
    if email.startswith("ingetrokken"):
        with stage.page.expect_navigation():
            row.locator("[type=submit]").click()
    stage.visit = looking
    return f"/nl/invitations/{stage.token(nonce, purpose=INVITATION)}/"


def invitation(stage: Stage) -> None:
    stage.go(stage.once("invited", lambda: invited(stage, "uitgenodigd@example.org")))


def invitation_of_another(stage: Stage) -> None:
    invitation(stage)
    stage.send()


def invitation_withdrawn(stage: Stage) -> None:
    stage.go(stage.once("withdrawn", lambda: invited(stage, "ingetrokken@example.org")))


def enter_filled(stage: Stage) -> None:
    stage.go("/nl/actors/new/")
    stage.type(name=LONG_NAME, email="no address")
    stage.send()


def entered(stage: Stage) -> None:
    stage.go("/nl/actors/new/")
    stage.type(name=LONG_NAME, source="Durf-koffie, 12 november", phone="0470 12 34 56")
    stage.send()


def without(name: str, path: str) -> Way:
    """A form of which ``name`` was left empty."""

    def go(stage: Stage) -> None:
        stage.go(path)
        stage.type(**{name: ""})
        stage.send()

    return go


def picture(stage: Stage) -> None:
    stage.follow("/nl/profile/", "main a[href*='/picture/']")


def picture_refused(stage: Stage) -> None:
    picture(stage)
    stage.page.locator("[name=picture]").set_input_files(
        {"name": "foto.png", "mimeType": "image/png", "buffer": b"not a picture"}
    )
    stage.type(alt="Een lap blauw linnen")
    stage.send()


def picture_kept(stage: Stage) -> None:
    picture(stage)
    content = BytesIO()
    Image.new("RGB", (60, 40), "#2f4aa8").save(content, "PNG")
    stage.page.locator("[name=picture]").set_input_files(
        {"name": "foto.png", "mimeType": "image/png", "buffer": content.getvalue()}
    )
    stage.type(alt="Een lap blauw linnen")
    stage.send("main form.form [type=submit]")
    picture(stage)


# --- Signing in ---------------------------------------------------------------------------------


def ask_code(stage: Stage, email: str, *, start: str = "/nl/sign-in/") -> None:
    stage.go(start)
    stage.type(email=email)
    stage.send()


def code_to_type(stage: Stage) -> None:
    ask_code(stage, "nieuw@example.org")


def code_wrong(stage: Stage) -> None:
    ask_code(stage, "mistypt@example.org")
    stage.type(code="000000")
    stage.send()


def sign_in_refused(stage: Stage) -> None:
    ask_code(stage, "no address")


def too_often(stage: Stage) -> None:
    stage.go("/nl/sign-in/")
    stage.type(email="vaak@example.org")
    stage.page.locator("main form").first.evaluate(
        "async form => { for (let turn = 0; turn < 5; turn++)"
        " await fetch(form.action, {method: 'POST', body: new FormData(form)}) }"
    )
    stage.send()


def with_keys(stage: Stage) -> str:
    """Give her a passkey and an app; the secret of the app is returned."""
    add_authenticator(stage.page)
    stage.go("/nl/profile/security/passkeys/new/")
    stage.type(name="Telefoon van het werk")
    stage.send("main use-passkey button")
    stage.go("/nl/profile/security/app/")
    secret = stage.page.locator("code.secret").inner_text()
    stage.type(code=app_code(secret))
    stage.send()
    return secret


def security(stage: Stage, part: str = "") -> None:
    """A page about the second step; it may ask first whether it is still she."""
    stage.once("keys", lambda: with_keys(stage))
    stage.go(f"/nl/profile/security/{part}")
    if "/again/" in stage.page.url and "again" not in part:
        stage.send("main use-passkey button")


def remove_passkey(stage: Stage) -> None:
    security(stage)
    href = stage.page.locator("main a[href*='/passkeys/'][href*='/removed/']").first
    security(stage, (href.get_attribute("href") or "").split("/security/")[1])


def app_wrong(stage: Stage) -> None:
    stage.go("/nl/profile/security/app/")
    stage.type(code="000000")
    stage.send()


def second_step(stage: Stage) -> None:
    asking = stage.visit
    stage.enter(WITH_KEYS)
    stage.once("keys", lambda: with_keys(stage))
    stage.visit = asking
    stage.once("half in", lambda: half_in(stage))
    stage.go("/nl/sign-in/second-step/")


def half_in(stage: Stage) -> None:
    email = f"{WITH_KEYS}@demo.gangmaker.example"
    code = stage.mailed_code(email, lambda: ask_code(stage, email))
    stage.type(code=code)
    stage.send()


def second_step_wrong(stage: Stage) -> None:
    second_step(stage)
    stage.type(code="123456")
    stage.send()
