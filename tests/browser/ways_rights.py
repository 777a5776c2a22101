"""How to come to the pages of one's own data."""

from tests.browser.stage import Stage

LEAVES = "gaat-weg@example.org"


def linked(stage: Stage, then: str = "") -> None:
    """Through the link in the mail; what was left under the address is of a guest."""
    token = stage.once(f"link to {LEAVES}", lambda: _token(stage))
    stage.go(f"/nl/my-data/{token}/{then}")


def _token(stage: Stage) -> str:
    stage.go("/nl/join/?form=idea")
    stage.choose(level="operational")
    stage.type(title="Een bank voor wie weggaat", name="Buur, Menen", email=LEAVES)
    stage.send()
    stage.go("/nl/my-data/")
    stage.type(email=LEAVES)
    stage.send()
    number = stage.database(
        "SELECT id FROM trail_message WHERE kind = 'my_data_link' AND address = ?", LEAVES
    )
    return stage.token(number, purpose="gangmaker.rights.link")


def linked_to_erase(stage: Stage) -> None:
    linked(stage, "erasure/")


def ask_refused(stage: Stage) -> None:
    stage.go("/nl/my-data/")
    stage.type(email="no address")
    stage.send()


def erasure_refused(stage: Stage) -> None:
    stage.go("/nl/profile/erasure/")
    stage.type(typed="misschien")
    stage.send()


def erasure_asked(stage: Stage) -> None:
    stage.go("/nl/profile/erasure/")
    stage.choose(words="stay")
    word = stage.page.locator("#id_typed_helptext").inner_text()
    stage.type(typed=word)
    stage.send()


def legal_refused(stage: Stage) -> None:
    stage.go("/nl/region/legal/")
    stage.type(privacy_contact="no address")
    stage.send()
