"""How to come to the pages and states that have no address of their own to type."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.template.loader import render_to_string

from gangmaker.actors.tokens import CONFIRM_ADDRESS
from tests.browser.stage import SEND, Stage

Way = Callable[[Stage], None]

ITEM = "main .row__title a[href*='/items/']"
QUESTIONS = "/nl/items/?kind=question"
ANSWER = "main a[href*='/answer/']"


# --- Joining in ---------------------------------------------------------------------------------


def join_refused(stage: Stage) -> None:
    stage.go("/nl/join/?form=time")
    stage.type(email="no address")
    stage.send()


def join_for_somebody(stage: Stage) -> None:
    stage.go("/nl/join/?form=idea")
    stage.page.locator("details:has([name=met_name])").evaluate("one => { one.open = true }")
    stage.type(met_name="Kunststofverwerkingsnijverheidsvereniging")
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


def trail(stage: Stage) -> None:
    """The longest one, to which the first page leads."""
    stage.go("/nl/")
    stage.page.click("main .section-header a[href*='/trail/']")


def embed(stage: Stage) -> None:
    trail(stage)
    stage.go(f"{urlsplit(stage.page.url).path}embed/")


def owner(stage: Stage) -> None:
    question(stage, "owner/")


def owner_refused(stage: Stage) -> None:
    owner(stage)
    keeper = stage.page.locator("[name=owner]").input_value()
    stage.page.locator("[name=deputy]").select_option(keeper)
    stage.send()


def own(stage: Stage, then: str) -> None:
    """What hangs below something that the member brought."""
    slug = stage.database(
        "SELECT slug FROM trail_item WHERE id NOT IN (SELECT item_id FROM trail_withdrawal)"
        " AND by_id = (SELECT id FROM actors_actor WHERE name = ? AND account_id IS NOT NULL)",
        "Illustrator, Kortrijk",
    )
    stage.go(f"/nl/items/{slug}/{then}")


def withdrawal_refused(stage: Stage) -> None:
    own(stage, "withdrawal/")
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
