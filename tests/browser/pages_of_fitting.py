"""The pages of being proposed, and of what is counted for it."""

from uuid import UUID

from gangmaker.web.demo_signin import address_of
from tests.browser.page import ADMIN, BROKER, GUEST, MEMBER, ORGANISATION, REFUSED, Page
from tests.browser.stage import Stage
from tests.browser.ways_notices import PERSON
from tests.browser.ways_work import at

SAVE = "main .form [type=submit]"
STOP = "fitting.stop"
AVAILABLE = """
INSERT OR REPLACE INTO brokerage_availability (actor_id, since, forms, at_once, digest)
SELECT id, '2026-11-02 12:00:00', '[]', 3, 1 FROM actors_actor WHERE email = ?
"""


def availability(stage: Stage) -> None:
    stage.follow("/nl/profile/", "main a[href*='/availability/']")


def refused(stage: Stage) -> None:
    availability(stage)
    stage.type(at_once="0")
    stage.send(SAVE)


def said(stage: Stage) -> None:
    availability(stage)
    stage.send(SAVE)


def stop_link(stage: Stage) -> None:
    stage.database(AVAILABLE, address_of("broker"))
    person = UUID(stage.database(PERSON, address_of("broker")))
    stage.go(f"/nl/suggestions/mails/{stage.token(str(person), purpose=STOP)}/")


def stopped(stage: Stage) -> None:
    stop_link(stage)
    stage.send("main form button")


def resumed(stage: Stage) -> None:
    stopped(stage)
    stage.send("main form button")


FITTING = [
    Page("availability", MEMBER, availability),
    Page("availability", MEMBER, refused, "refused", REFUSED),
    Page("availability", MEMBER, said, "said"),
    Page("availability", ORGANISATION, at("actors/{house}/availability/"), "of an organisation"),
    Page("what-fits", MEMBER, "/nl/what-fits/"),
    Page("what-fits", ADMIN, "/nl/what-fits/", "without a concept"),
    Page("bridges", BROKER, "/nl/bridges/"),
    Page("stop-suggestions", GUEST, stop_link),
    Page("stop-suggestions", GUEST, stopped, "stopped"),
    Page("stop-suggestions", GUEST, resumed, "wanted again"),
]
