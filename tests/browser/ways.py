"""How to come to the pages and states that have no address of their own to type."""

from collections.abc import Callable
from io import BytesIO
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from PIL import Image

from gangmaker.actors.tokens import CONFIRM_ADDRESS, INVITATION
from tests.browser.codes import app_code
from tests.browser.stage import SEND, WITH_KEYS, Stage, add_authenticator

Way = Callable[[Stage], None]

ITEM = "main .row__title a[href*='/items/']"
QUESTIONS = "/nl/items/?kind=question"
ANSWER = "main a[href*='/answer/']"
TEXTILE = "main a[href*='/actors/textielbedrijf']"
LONG_NAME = "Kunststofverwerkingsnijverheidsvereniging, Sint-Denijs-Westrem en omstreken"


# --- Joining in ---------------------------------------------------------------------------------


def join_refused(stage: Stage) -> None:
    stage.go("/nl/join/?form=time")
    stage.type(email="no address")
    stage.send()


def join_for_somebody(stage: Stage) -> None:
    stage.go("/nl/join/?form=idea")
    stage.page.locator("details:has([name=met_name])").evaluate("one => { one.open = true }")
    stage.type(met_name=LONG_NAME)
    stage.send()


def guest_joins(stage: Stage, email: str) -> None:
    stage.go("/nl/join/?form=idea")
    stage.choose(level="strategic")
    stage.type(title="Een lamp die vertelt waar het vlas groeide", name="Buurtbewoner, Kuurne")
    stage.type(email=email)
    stage.send()


def receipt(stage: Stage) -> None:
    guest_joins(stage, "kuurne@example.org")


def receipt_for_somebody(stage: Stage) -> None:
    stage.go("/nl/join/?form=idea")
    stage.choose(level="strategic")
    stage.page.locator("details:has([name=met_name])").evaluate("one => { one.open = true }")
    stage.type(title="Een lamp voor wie niet mailt", met_name="Grootvader, Deerlijk")
    stage.type(met_phone="0470 12 34 56", met_source="Markt, 14 november")
    stage.send()


def confirmation(stage: Stage, email: str) -> str:
    guest_joins(stage, email)
    nonce = stage.database(
        "SELECT nonce FROM actors_emailconfirmation WHERE actor_id ="
        " (SELECT id FROM actors_actor WHERE email = ?)",
        email,
    )
    return f"/nl/confirm/{stage.token(nonce, purpose=CONFIRM_ADDRESS)}/"


def confirm(stage: Stage) -> None:
    stage.go(stage.once("to confirm", lambda: confirmation(stage, "klik@example.org")))


def confirm_too_late(stage: Stage) -> None:
    link = stage.once("too late", lambda: confirmation(stage, "laat@example.org"))
    stage.database(
        "UPDATE actors_emailconfirmation SET expires_at = '2020-01-01 00:00:00' WHERE actor_id ="
        " (SELECT id FROM actors_actor WHERE email = ?) RETURNING id",
        "laat@example.org",
    )
    stage.go(link)


def confirmed(stage: Stage) -> None:
    stage.go(stage.once("confirmed", lambda: confirmation(stage, "klaar@example.org")))
    if stage.page.locator(SEND).count():
        stage.send()


def support(stage: Stage) -> None:
    stage.go("/nl/join/?form=idea&title=Kan+een+stoel+een+tweede+eeuw+mee%3F")
    stage.send("main [name=support]")


def support_refused(stage: Stage) -> None:
    support(stage)
    stage.send()


# --- Answering and keeping ----------------------------------------------------------------------


def answer_to_give(stage: Stage) -> None:
    stage.follow("/nl/today/?show=everybodys", ANSWER)


def answer_refused(stage: Stage) -> None:
    answer_to_give(stage)
    stage.choose(outcome="accepted")
    stage.send()


def answer_to_read_first(stage: Stage) -> None:
    answer_to_give(stage)
    stage.choose(outcome="declined")
    stage.type(reason="Dit jaar niet. Volgend jaar vragen we het opnieuw.")
    stage.send("main [name=preview]")


def step_to_finish(stage: Stage) -> None:
    stage.go("/nl/today/")
    stage.page.locator("details.done").first.evaluate("one => { one.open = true }")


def correction(stage: Stage) -> None:
    stage.follow("/nl/today/", "main a[href*='/correction/']")


def correction_refused(stage: Stage) -> None:
    correction(stage)
    stage.send()


def question(stage: Stage, part: str = "") -> None:
    stage.follow(QUESTIONS, ITEM, part)


def of_kind(kind: str) -> Way:
    def go(stage: Stage) -> None:
        stage.follow(f"/nl/items/?kind={kind}", ITEM)

    return go


def poster(stage: Stage) -> None:
    question(stage, "poster/")


def owner(stage: Stage) -> None:
    question(stage, "owner/")


def owner_refused(stage: Stage) -> None:
    owner(stage)
    keeper = stage.page.locator("[name=owner]").input_value()
    stage.page.locator("[name=deputy]").select_option(keeper)
    stage.send()


def withdrawal_refused(stage: Stage) -> None:
    question(stage, "withdrawal/")
    stage.send()


def edit_refused(stage: Stage) -> None:
    question(stage, "edit/")
    stage.type(title="")
    stage.send()


def translation_refused(stage: Stage) -> None:
    question(stage, "translations/en/")
    stage.type(title="")
    stage.send()


def answered_already(stage: Stage) -> None:
    stage.follow("/nl/items/?kind=idea&state=answered", ITEM, "answer/")


def question_refused(stage: Stage) -> None:
    stage.go("/nl/questions/new/")
    stage.send()


# --- People and organisations -------------------------------------------------------------------


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
    stage.once("asked", lambda: ask_code(stage, "nieuw@example.org"))
    stage.go("/nl/sign-in/code/")


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


# --- The region ---------------------------------------------------------------------------------


def region_refused(stage: Stage) -> None:
    stage.go("/nl/region/")
    stage.type(contact_email="no address")
    stage.page.locator("[name=logo]").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": b"not a picture"}
    )
    stage.send()


def template_refused(stage: Stage) -> None:
    stage.go("/nl/region/answers/new/")
    stage.send()


def template(stage: Stage) -> None:
    stage.follow("/nl/region/answers/", "main table a")


# --- When something is not possible -------------------------------------------------------------


def broken(stage: Stage) -> None:
    """The page of a fault, as the server keeps it; the files that it asks for come from there."""
    here = urlsplit(stage.visit.base_url)
    page = render_to_string("web/server_error.html")
    address = f"{here.scheme}://{here.netloc}/nl/broken/"
    stage.page.route(
        address, lambda route: route.fulfill(status=500, body=page, content_type="text/html")
    )
    stage.go(address)
