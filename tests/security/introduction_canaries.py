"""Introductions in the canary world, in each state: what one side answers the other never reads.

Links of a side are tried by everybody, so behind those stand sides whose own words hold no secret;
what hangs over them is the other side: her name, her reason, her addresses, and what the broker
noted.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from gangmaker.actors import rules as actor_rules
from gangmaker.actors.models import Actor
from gangmaker.brokerage.introduction_mails import token_of
from gangmaker.brokerage.models import Encounter, Introduction, Side
from gangmaker.brokerage.operations.encounters import Who, log_encounter
from gangmaker.brokerage.operations.follow_ups import Said, ask_on, say
from gangmaker.brokerage.operations.introduction_steps import step
from gangmaker.brokerage.operations.introductions import (
    NewIntroduction,
    NewSide,
    Reply,
    answer,
    ask,
    close_quietly,
    propose,
)
from gangmaker.brokerage.rules import can_broker
from tests import world

if TYPE_CHECKING:
    from tests.security.canaries import CanaryWorld

State = tuple[str, Mapping[str, str]]
YES = Reply(answer="yes", gives_address=True)


def add_introductions(w: "CanaryWorld") -> None:
    """Member A said yes; somebody whom only the team knows said no, and why. With member B she met,
    and it came to nothing with another."""
    hidden = w.actors["team person"]
    proposed = _proposed(w, hidden, secret=True)
    w.items["introduction"] = proposed
    declined = _asked(w, w.viewer("member A"), hidden)
    _say(declined, 0, YES)
    _say(declined, 1, Reply(answer="no", reason=w.hide("noreason", can_broker)))
    w.items["introduction declined"] = declined
    w.items["introduction accepted"] = _met(w)
    closed = _asked(w, w.viewer("org admin B"), w.actors["guest"])
    _say(closed, 0, YES)
    close_quietly(introduction=closed, by=w.viewer("broker"), now=world.NOON)
    _encounter(w)


def _proposed(w: "CanaryWorld", other: Actor, *, secret: bool) -> Introduction:
    title = w.hide("introductiontitle", actor_rules.is_team) if secret else "Een lamp"
    why = w.hide("introductionwhy", actor_rules.is_team) if secret else "Omdat het past."
    sides = (NewSide(w.actors["organisation B"]), NewSide(other))
    new = NewIntroduction(title=title, why=why, language="nl", sides=sides)
    return propose(new=new, by=w.viewer("broker"), now=world.NOON)


def _asked(w: "CanaryWorld", one: Actor, other: Actor) -> Introduction:
    new = NewIntroduction(
        title="Een lamp", why="Omdat het past.", language="nl", sides=(NewSide(one), NewSide(other))
    )
    made = propose(new=new, by=w.viewer("broker"), now=world.NOON)
    ask(introduction=made, by=w.viewer("broker"), now=world.NOON)
    return made


def _say(made: Introduction, position: int, reply: Reply) -> None:
    side = side_of(made, position)
    answer(side=side, reply=reply, by=side.actor, now=world.NOON)


def _met(w: "CanaryWorld") -> Introduction:
    made = _asked(w, w.viewer("member A"), w.viewer("member B"))
    for position in (0, 1):
        _say(made, position, YES)
    made = Introduction.objects.get(pk=made.pk)
    note = w.hide("stepnote", can_broker)
    on = world.NOON.date()
    step(introduction=made, state="met", on=on, note=note, by=w.viewer("broker"), now=world.NOON)
    ask_on(on + timedelta(days=1), now=world.NOON)
    side, meeting = side_of(made, 1), made.follow_ups.get(kind="meeting")
    say(follow_up=meeting, side=side, said=Said(how=1), by=side.actor, now=world.NOON)
    return made


def _encounter(w: "CanaryWorld") -> None:
    log_encounter(
        one=Who(w.actors["public person"]),
        other=Who(w.actors["team person"]),
        where=w.hide("encounterwhere", actor_rules.is_team),
        about=w.hide("encounterabout", actor_rules.is_team),
        by=w.viewer("broker"),
        now=world.NOON,
    )


def side_of(made: Introduction, position: int) -> Side:
    found = Side.objects.select_related("introduction", "actor", "person")
    return found.get(introduction=made.pk, position=position)


def _token(w: "CanaryWorld", name: str) -> str:
    return token_of(side_of(w.items[name].introduction, 0).nonce.hex)


def _sides(w: "CanaryWorld") -> Iterator[State]:
    yield "the other said no", {"token": _token(w, "introduction declined")}
    yield "met", {"token": _token(w, "introduction accepted")}
    closed = Introduction.objects.get(state="ended", for_brief=None)
    yield "closed", {"token": token_of(side_of(closed, 0).nonce.hex)}
    yield "not asked", {"token": _token(w, "introduction")}
    yield "wrong", {"token": "wrong"}


def _words(w: "CanaryWorld") -> Iterator[State]:
    met = _token(w, "introduction accepted")
    yield "asked", {"token": met, "kind": "meeting"}
    yield "not asked yet", {"token": met, "kind": "year"}
    yield "wrong", {"token": "wrong", "kind": "meeting"}


def _encounters(w: "CanaryWorld") -> Iterator[State]:
    noted = Encounter.objects.earliest("pk")
    yield "there", {"encounter": str(noted.pk)}
    yield "nothing", {"encounter": "999999"}


TOKEN = frozenset({"token"})
INTRODUCTIONS_FILLED: list[
    tuple[str, frozenset[str], Callable[["CanaryWorld"], Iterator[State]]]
] = [
    ("introductions/side/", TOKEN, _sides),
    ("introductions/side/", frozenset({"token", "kind"}), _words),
    ("encounters/", frozenset({"encounter"}), _encounters),
]
