"""How to come to the pages of introductions, in each state that looks different."""

from uuid import UUID

from gangmaker.brokerage.introduction_mails import SIDE
from tests.browser.stage import Stage
from tests.browser.ways import Way

ONE = """
SELECT item.slug FROM brokerage_introduction AS introduction
JOIN trail_item AS item ON item.id = introduction.item_ptr_id
WHERE introduction.state = ? ORDER BY item.id
"""
NONCE = """
SELECT side.nonce FROM brokerage_side AS side
JOIN brokerage_introduction AS introduction ON introduction.item_ptr_id = side.introduction_id
WHERE introduction.state = ? AND side.asked_at IS NOT NULL AND side.answer IN ('', 'yes')
ORDER BY side.id
"""
WORD = """
SELECT side.nonce FROM brokerage_side AS side
JOIN brokerage_introduction AS introduction ON introduction.item_ptr_id = side.introduction_id
JOIN brokerage_followup AS follow_up ON follow_up.introduction_id = side.introduction_id
WHERE introduction.state = 'met' AND follow_up.asked_at IS NOT NULL
    AND follow_up.kind = 'meeting' ORDER BY side.id
"""
TWO = "SELECT slug FROM actors_actor WHERE kind = ? AND claimed_by_id IS NULL ORDER BY id DESC"


def one(state: str) -> Way:
    """The broker's page of an introduction in that state."""
    return lambda stage: _go(stage, f"/nl/items/{stage.database(ONE, state)}/introduction/")


def side(state: str, then: str = "") -> Way:
    """What a side sees of an introduction in that state."""
    return lambda stage: _go(stage, f"{_side(stage, stage.database(NONCE, state))}{then}")


def word(stage: Stage) -> None:
    stage.go(f"{_side(stage, stage.database(WORD))}after/meeting/?how=3")


def word_refused(stage: Stage) -> None:
    stage.go(f"{_side(stage, stage.database(WORD))}after/meeting/")
    stage.page.locator("main [type=radio]").evaluate_all("all => all.forEach(one => one.remove())")
    stage.send("main form [type=submit]")


def answer_refused(stage: Stage) -> None:
    side("asked")(stage)
    stage.page.locator("main [type=radio]").evaluate_all("all => all.forEach(one => one.remove())")
    stage.send("main form [type=submit]")


def step_refused(stage: Stage) -> None:
    one("accepted")(stage)
    stage.type(on="2999-01-01")
    stage.send("main form:has([name=state]) [type=submit]")


def pair(stage: Stage) -> str:
    person, organisation = stage.database(TWO, "person"), stage.database(TWO, "organisation")
    return f"/nl/introductions/new/?one={organisation}&candidate={person}"


def words(stage: Stage) -> None:
    stage.go(pair(stage))


def words_refused(stage: Stage) -> None:
    words(stage)
    stage.send("main form[method=post] [type=submit]:not([name])")


def other_words(stage: Stage) -> None:
    stage.go(f"/nl/introductions/new/?of={stage.database(ONE, 'proposed')}")


def encounters(stage: Stage) -> None:
    """With one that was just noted, of two who are new here."""
    stage.once("an encounter", lambda: _met(stage))
    stage.go("/nl/encounters/")


def _met(stage: Stage) -> str:
    stage.go("/nl/encounters/")
    stage.type(one="Restvezelverwerker, Kuurne", other="Kunststofverwerkingsdeskundige, Wevelgem")
    stage.send("main form.encounter [type=submit]")
    stage.choose(one_who="new", other_who="new")
    stage.send("main form.encounter [type=submit]")
    return "noted"


def who_is_meant(stage: Stage) -> None:
    stage.go("/nl/encounters/")
    stage.type(one="Ontwerp", other="Niemand die we kennen")
    stage.send("main form.encounter [type=submit]")


def hindsight(stage: Stage) -> None:
    encounters(stage)
    stage.follow("/nl/encounters/", "main a[href$='/introduction/']")


def _side(stage: Stage, nonce: str) -> str:
    return f"/nl/introductions/side/{stage.token(UUID(nonce).hex, purpose=SIDE)}/"


def _go(stage: Stage, path: str) -> None:
    stage.go(path)
