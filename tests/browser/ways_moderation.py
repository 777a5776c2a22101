"""How to come to what is reported, decided and objected to, and to the forms of it."""

from uuid import UUID

from gangmaker.trail.moderation_mails import STATEMENT
from tests.browser.stage import Stage
from tests.browser.ways import Way

WAITING = (
    "SELECT {what} FROM trail_report r JOIN trail_comment c ON c.id = r.comment_id "
    "JOIN trail_item i ON i.id = c.item_id WHERE r.decision_id IS NULL ORDER BY r.id"
)
DECIDED = (
    "SELECT code FROM trail_report WHERE decision_id IN "
    "(SELECT id FROM trail_reportdecision WHERE outcome = ?)"
)
ACTOR = "SELECT slug FROM actors_actor WHERE name = 'Illustrator, Kortrijk'"


def report_of(kind: str) -> Way:
    """The form for an item, a comment or an actor."""

    def go(stage: Stage) -> None:
        stage.go(f"/nl/{_thing(stage, kind)}report/")

    return go


def _thing(stage: Stage, kind: str) -> str:
    if kind == "actor":
        return f"actors/{stage.database(ACTOR)}/"
    slug = stage.database(WAITING.format(what="i.slug"))
    if kind == "item":
        return f"items/{slug}/"
    return f"items/{slug}/comments/{_comment(stage)}/"


def _comment(stage: Stage) -> str:
    return str(UUID(stage.database(WAITING.format(what="c.public_id"))))


def report_refused(stage: Stage) -> None:
    report_of("item")(stage)
    stage.send()


def receipt(stage: Stage) -> None:
    stage.go(f"/nl/reports/{stage.database(WAITING.format(what='r.code'))}/")


def receipt_decided(stage: Stage) -> None:
    """Of a report that found nothing wrong: who made it can object."""
    stage.go(f"/nl/reports/{stage.database(DECIDED, 'no_breach')}/")


def decide(stage: Stage) -> None:
    stage.go(f"/nl/moderation/comments/{_comment(stage)}/")


def decide_refused(stage: Stage) -> None:
    decide(stage)
    stage.choose(measure="hidden")
    stage.send()


def decide_previewed(stage: Stage) -> None:
    decide(stage)
    stage.choose(measure="hidden")
    stage.page.locator("main [name=rule]").select_option(index=2)
    stage.type(facts="Wie de winkel bezit, staat hier te kijk zonder bewijs.")
    stage.send("main [name=preview]")


def item_to_moderate(stage: Stage) -> None:
    stage.go(f"/nl/moderation/items/{stage.database(WAITING.format(what='i.slug'))}/")


def actor_to_moderate(stage: Stage) -> None:
    stage.go(f"/nl/moderation/actors/{stage.database(ACTOR)}/")


def statement(measure: str) -> Way:
    """What its author reads, by the link in her mail."""

    def go(stage: Stage) -> None:
        nonce = stage.database("SELECT public_id FROM actors_statement WHERE measure = ?", measure)
        stage.go(f"/nl/statements/{stage.token(nonce, purpose=STATEMENT)}/")

    return go


def this_year(stage: Stage) -> None:
    stage.follow("/nl/about/transparency/", "main .section-links a[aria-current=page]")


def objection(stage: Stage) -> None:
    nonce = stage.database("SELECT public_id FROM trail_objection ORDER BY id")
    stage.go(f"/nl/moderation/objections/{UUID(nonce)}/")
