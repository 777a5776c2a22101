"""What the keepers of records know: claims and their reasons, merges, sheets full of people."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gangmaker.actors.models import Actor, Claim, Merge
from gangmaker.actors.operations import enter_actor
from gangmaker.actors.operations.claims import ask_address, claim, decide_claim
from gangmaker.actors.operations.merges import merge
from gangmaker.actors.record_rules import can_keep_records
from gangmaker.actors.tokens import CLAIM, token_for
from gangmaker.trail.models import Sheet
from gangmaker.upkeep.sheets.taking_in import keep_sheet, take_in
from tests import world

if TYPE_CHECKING:
    from tests.security.canaries import Allowed, CanaryWorld

State = tuple[str, Mapping[str, str]]


def add_records(w: "CanaryWorld") -> None:
    broker = w.viewer("broker")
    for name, by in (("claimed", "member A"), ("refused", "member B")):
        _add_claim(w, name, by=w.viewer(by))
    _add_merge(w, by=broker)
    _add_sheets(w, by=broker)


def _entered(w: "CanaryWorld", name: str, **said: Any) -> Actor:
    return enter_actor(
        by=w.viewer("broker"), kind="organisation", name=name, source="x", now=world.NOON, **said
    )


def _of_keepers_and(person: Actor) -> "Allowed":
    return lambda viewer: (
        can_keep_records(viewer) or (viewer is not None and viewer.pk == person.pk)
    )


def _add_claim(w: "CanaryWorld", name: str, *, by: Actor) -> None:
    """``claimed`` waits, with the address on record asked; ``refused`` was decided."""
    actor = _entered(w, "Entered organisation", email=f"{name}@example.org")
    w.actors[f"{name} organisation"] = actor
    words = w.hide("claim_words", _of_keepers_and(by))
    made = claim(actor=actor, by=by, words=words, now=world.NOON)
    if name == "claimed":
        ask_address(claim=made, by=by, now=world.NOON)
        return
    reason = w.hide("claim_reason", _of_keepers_and(by))
    keeper = w.viewer("region admin")
    decide_claim(claim=made, by=keeper, granted=False, reason=reason, now=world.NOON)


def _add_merge(w: "CanaryWorld", *, by: Actor) -> None:
    """Two organisations; the one that is gone was for the team only, and so was its phone."""

    def of_team(viewer: Actor | None) -> bool:
        return viewer is not None and viewer.is_team

    stands = _entered(w, "Organisation that stands")
    gone = _entered(w, "Organisation that is gone", phone=w.hide("merged_phone", of_team))
    gone.name, gone.audience = w.hide("merged_name", of_team), "team"  # not in its address
    gone.save(update_fields=["name", "audience"])
    merge(
        stands=stands,
        other=gone,
        takes={"phone": "other"},
        by=by,
        reason=w.hide("merge_reason", can_keep_records),
        now=world.NOON,
    )
    w.actors["merged organisation"] = Actor.objects.get(pk=gone.pk)


def _add_sheets(w: "CanaryWorld", *, by: Actor) -> None:
    """One that waits with a problem in it, and one that was taken in."""
    wrong = f"kind;name;source\r\n{w.hide('sheet_cell', can_keep_records)};Anne;x"
    right = "kind;name;source\r\norganisation;Taken in;x"
    for name, text in (("sheet_waiting", wrong), ("sheet_taken_in", right)):
        sheet = keep_sheet(
            of="actors",
            name=w.hide(name, can_keep_records),
            data=text.encode(),
            by=by,
            now=world.NOON,
        )
    take_in(sheet=sheet, by=by, now=world.NOON)


def _claims(w: "CanaryWorld") -> Iterator[State]:
    for name, by in (("waits", "member A"), ("refused", "member B")):
        made = Claim.objects.get(by=w.viewer(by))
        yield name, {"claim": str(made.public_id)}


def _claim_links(w: "CanaryWorld") -> Iterator[State]:
    made = Claim.objects.get(by=w.viewer("member A"))
    yield "right", {"token": token_for(made.nonce, purpose=CLAIM)}
    yield "wrong", {"token": "wrong"}


def _pairs(w: "CanaryWorld") -> Iterator[State]:
    one, other = w.actors["claimed organisation"], w.actors["refused organisation"]
    gone = w.actors["merged organisation"]
    yield "two", {"stands": str(one.public_id), "other": str(other.public_id)}
    yield "merged already", {"stands": str(one.public_id), "other": str(gone.public_id)}


def _merges(w: "CanaryWorld") -> Iterator[State]:
    yield "there", {"merge": str(Merge.objects.get().public_id)}


def _sheets(w: "CanaryWorld") -> Iterator[State]:
    for state, sheet in zip(("waits", "taken in"), Sheet.objects.order_by("pk"), strict=True):
        yield state, {"sheet": str(sheet.public_id)}


def _kinds_of_sheets(w: "CanaryWorld") -> Iterator[State]:
    yield "actors", {"of": "actors"}
    yield "items", {"of": "items"}
    yield "nothing", {"of": "nothing"}


RECORDS_FILLED: list[tuple[str, frozenset[str], Callable[["CanaryWorld"], Iterator[State]]]] = [
    ("claims/answer/", frozenset({"token"}), _claim_links),
    ("claims/", frozenset({"claim"}), _claims),
    ("records/", frozenset({"stands", "other"}), _pairs),
    ("records/merges/", frozenset({"merge"}), _merges),
    ("sheets/", frozenset({"of"}), _kinds_of_sheets),
    ("sheets/", frozenset({"sheet"}), _sheets),
]
