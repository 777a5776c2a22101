"""How to come to what is asked, asleep or ended, and to handing over."""

from gangmaker.projects.life_mails import ALIVE
from gangmaker.web.demo_signin import address_of
from tests.browser.stage import Stage
from tests.browser.ways import Way

PERSON = "SELECT id FROM actors_actor WHERE email = ?"
SLUG = "SELECT slug FROM actors_actor WHERE email = ?"
ASK = """
INSERT INTO trail_asking (item_id, owner_asked_on)
SELECT id, date('now', '-2 day') FROM trail_item
WHERE owner_id = ? AND kind = 'question' AND published_at IS NOT NULL AND id NOT IN
    (SELECT item_id FROM trail_asking WHERE ended_on IS NULL
     UNION SELECT item_id FROM trail_ending UNION SELECT item_id FROM trail_withdrawal)
ORDER BY id LIMIT 3 RETURNING id
"""
INQUIRE = """
INSERT INTO trail_inquiry (person_id, "on", nonce) VALUES (?, date('now', ?), ?) RETURNING nonce
"""
ASLEEP = "SELECT slug FROM trail_item WHERE asleep_since IS NOT NULL AND kind = ?"
QUESTION = """
SELECT slug FROM trail_item WHERE kind = 'question' AND asleep_since IS NULL AND owner_id = ?
ORDER BY id
"""
COLLEAGUE = "projectmedewerker@gangmaker.example"


def asleep(stage: Stage) -> None:
    stage.go(f"/nl/items/{stage.database(ASLEEP, 'question')}/")


def several(stage: Stage) -> None:
    """What the broker is asked, when that is more than one thing."""
    _ask(stage)
    stage.go("/nl/alive/")


def none_ticked(stage: Stage) -> None:
    several(stage)
    for tick in stage.page.locator("main .asked input").all():
        tick.uncheck()
    stage.send("main .life-all [type=submit]")


def link_in_a_mail(stage: Stage) -> None:
    _ask(stage)
    stage.go(f"/nl/alive/{_token(stage, '-1 day')}/")


def old_link(stage: Stage) -> None:
    stage.go(f"/nl/alive/{_token(stage, '-70 day')}/")


def one_item(stage: Stage) -> None:
    stage.go(f"/nl/items/{stage.database(QUESTION, _broker(stage))}/alive/")


def stopped_without_a_reason(stage: Stage) -> None:
    one_item(stage)
    stage.page.locator("[name=choice][value=stopped]").check(force=True)
    stage.send("main .life-form [type=submit]")


def all_of(role: str) -> Way:
    def go(stage: Stage) -> None:
        stage.go(f"/nl/actors/{stage.database(SLUG, address_of(role))}/handover/")

    return go


def refused(stage: Stage) -> None:
    all_of("broker")(stage)
    stage.send("main .handing [type=submit]")


def preview(stage: Stage) -> None:
    all_of("broker")(stage)
    _choose(stage)


def handed_over(stage: Stage) -> None:
    """The editor's things, which nothing else here asks for; once."""
    stage.go(stage.once("handed over", lambda: _hand_over(stage)))


def _hand_over(stage: Stage) -> str:
    stage.go(f"/nl/actors/{stage.database(SLUG, 'redacteur@gangmaker.example')}/handover/")
    _choose(stage)
    stage.send("main button[name=step][value=do]")
    return stage.page.url


def _choose(stage: Stage) -> None:
    colleague = stage.database(PERSON, COLLEAGUE)
    stage.page.locator("main [name=to]").select_option(colleague)
    stage.type(reason="Ze werkt vanaf morgen elders.")
    stage.send("main .handing [type=submit]")


def _broker(stage: Stage) -> str:
    return stage.database(PERSON, address_of("broker"))


def _ask(stage: Stage) -> None:
    stage.once("asked", lambda: stage.database(ASK, _broker(stage)))


def _token(stage: Stage, on: str) -> str:
    nonce = stage.once(
        f"a question of {on}",
        lambda: stage.database(INQUIRE, _broker(stage), on, f"nonce of {on}".replace(" ", "")),
    )
    return stage.token(nonce, purpose=ALIVE)
