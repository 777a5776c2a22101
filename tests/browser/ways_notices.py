"""How to come to links in mails, and to mails that were given up."""

from uuid import UUID

from gangmaker.web.demo_signin import address_of
from tests.browser.stage import Stage

STOP = "notices.stop"
PERSON = "SELECT public_id FROM actors_actor WHERE email = ?"
GIVEN_UP = """
INSERT INTO trail_message (kind, dedupe_key, address, language, payload, created_at, not_before,
    attempts, dropped_because, dead_at, last_error)
VALUES ('answered', 'given up', 'naam.met.heel.veel.letters@kunststofverwerkingsnijverheid.example',
    'nl', '{}', '2026-11-18 12:00:00', '2026-11-18 12:00:00', 24, '', '2026-11-21 12:00:00', ?)
RETURNING id
"""


def stop_path(stage: Stage, role: str) -> str:
    """The link in a mail to the person of ``role``."""
    person = UUID(stage.database(PERSON, address_of(role)))
    return f"/nl/notices/mails/{stage.token(str(person), purpose=STOP)}/"


def stop_link(stage: Stage) -> None:
    stage.database("DELETE FROM trail_rhythm")  # whoever came here before may have stopped them
    stage.go(stop_path(stage, "broker"))


def stopped(stage: Stage) -> None:
    stop_link(stage)
    stage.send("main form button")


def resumed(stage: Stage) -> None:
    stopped(stage)
    stage.send("main form button")


def given_up(stage: Stage) -> None:
    _give_up(stage)
    stage.go("/nl/region/mails/")


def to_drop(stage: Stage) -> None:
    stage.go(f"/nl/region/mails/{_give_up(stage)}/dropping/")


def drop_refused(stage: Stage) -> None:
    to_drop(stage)
    stage.send("main form.form [type=submit]")


def _give_up(stage: Stage) -> str:
    error = "SMTPRecipientsRefused 550"
    return stage.once("a mail given up", lambda: stage.database(GIVEN_UP, error))
