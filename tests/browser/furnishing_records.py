"""What the pages of records need: two with long names that look alike, merges, claims, sheets."""

from typing import TYPE_CHECKING, Any

from gangmaker.actors.models import Actor
from gangmaker.actors.operations import enter_actor
from gangmaker.actors.operations.claims import ask_address, claim, decide_claim
from gangmaker.actors.operations.merges import merge
from gangmaker.actors.tokens import CLAIM, token_for
from gangmaker.upkeep.sheets.taking_in import keep_sheet, take_in

if TYPE_CHECKING:
    from tests.browser.furnishing import Room

WRONG = "kind;name;source;schoenmaat\r\nrobot;Anne;Durf;40\r\nperson;;Durf;41\r\n"
RIGHT = "key;kind;name;source\r\n1;person;Anne, Kortrijk;Durf-koffie\r\n"
LATER = "key;kind;name;source\r\n1;person;Anne, Kortrijk;Durf\r\n2;person;Jan, Menen;Durf\r\n"


def furnish_records(room: "Room", long: str) -> None:
    one, other = _enter(room, long), _enter(room, f"{long} bv", phone="056 12 34 56")
    room.made |= {"record": one.slug, "pair": f"{one.public_id}/{other.public_id}"}
    room.made["no pair"] = f"{one.public_id}/{room.lead.public_id}"
    _merge(room)
    _claims(room)
    _sheets(room)


def _enter(room: "Room", name: str, **said: Any) -> Actor:
    return enter_actor(
        by=room.broker, kind="organisation", name=name, source="Durf-koffie", now=room.now, **said
    )


def _merge(room: "Room") -> None:
    made = merge(
        stands=_enter(room, "Spinnerij, Menen"),
        other=_enter(room, "Spinnerij Menen nv", phone="056 11 22 33"),
        takes={"phone": "other"},
        by=room.broker,
        reason="Zelfde adres, en ze zei het zelf.",
        now=room.now,
    )
    room.made["merge"] = str(made.public_id)


def _claims(room: "Room") -> None:
    """One that waits, with the address asked, and one that the team refused."""
    waits = _enter(room, "Drukkerij, Kuurne", email="info@drukkerij.example")
    asked = claim(actor=waits, by=room.lead, words="Ik druk er.", now=room.now)
    ask_address(claim=asked, by=room.lead, now=room.now)
    refused = claim(actor=_enter(room, "Brouwerij"), by=room.lead, words="", now=room.now)
    reason = "Niemand daar kent u. Bel ons."
    decide_claim(claim=refused, by=room.broker, granted=False, reason=reason, now=room.now)
    room.made |= {
        "claim": str(asked.public_id),
        "refused claim": str(refused.public_id),
        "claim link": token_for(asked.nonce, purpose=CLAIM),
    }


def _sheets(room: "Room") -> None:
    for name, text in (("wrong sheet", WRONG), ("sheet", RIGHT), ("later sheet", LATER)):
        data, file = text.encode(), f"{name}.csv"
        sheet = keep_sheet(of="actors", name=file, data=data, by=room.broker, now=room.now)
        room.made[name] = str(sheet.public_id)
        if name == "sheet":
            take_in(sheet=sheet, by=room.broker, now=room.now)
