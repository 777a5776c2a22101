"""Makers of introductions, through the operations of the product."""

from datetime import date, datetime

from gangmaker.actors.models import Actor
from gangmaker.brokerage.models import Introduction, Side
from gangmaker.brokerage.operations.introduction_steps import step
from gangmaker.brokerage.operations.introductions import (
    NewIntroduction,
    NewSide,
    Reply,
    answer,
    ask,
    propose,
)
from gangmaker.trail.mails import render
from gangmaker.trail.models import Message
from tests.world import NOON, make_person, make_team

YES = Reply(answer="yes", gives_address=True)
BY_NAME = Reply(answer="yes")
NO = Reply(answer="no", reason="Te druk dit jaar.")


def make_introduction(
    one: Actor | None = None,
    other: Actor | None = None,
    *,
    by: Actor | None = None,
    person: Actor | None = None,
    title: str = "Een lamp uit korte vezels",
    why: str = "De een zoekt een vorm, de ander kent het vlas.",
    now: datetime = NOON,
) -> Introduction:
    """Proposed by a broker; ``person`` answers for the first side."""
    sides = (
        NewSide(one or make_person("Bakker, Menen"), person),
        NewSide(other or make_person("Ontwerper, Gent")),
    )
    new = NewIntroduction(title=title, why=why, language="nl", sides=sides)
    return propose(new=new, by=by or make_team(), now=now)


def make_asked(*args: Actor, now: datetime = NOON, **new: object) -> Introduction:
    made = make_introduction(*args, now=now, **new)  # type: ignore[arg-type]
    ask(introduction=made, by=made.owner, now=now)
    return anew(made)


def make_accepted(*args: Actor, now: datetime = NOON, **new: object) -> Introduction:
    made = make_asked(*args, now=now, **new)
    for side in sides_of(made):
        say(side, YES, now=now)
    return anew(made)


def make_met(*args: Actor, on: date | None = None, **new: object) -> Introduction:
    made = make_accepted(*args, **new)  # type: ignore[arg-type]
    step(introduction=made, state="met", on=on or NOON.date(), by=made.owner, now=NOON)
    return anew(made)


def say(side: Side, reply: Reply, *, now: datetime = NOON) -> None:
    answer(side=side, reply=reply, by=side.person or side.actor, now=now)


def anew(introduction: Introduction) -> Introduction:
    found: Introduction = Introduction.objects.get(pk=introduction.pk)
    return found


def sides_of(introduction: Introduction) -> list[Side]:
    sides = Side.objects.filter(introduction=introduction.pk).order_by("position")
    return list(sides.select_related("introduction", "actor", "person"))


def mailed(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("address", flat=True))


def bodies(kind: str, to: Actor) -> list[str]:
    owed = Message.objects.filter(kind=kind, to=to).select_related("to").order_by("pk")
    written = [render(message) for message in owed]
    return [f"{mail.subject}\n{mail.body}" for mail in written if mail is not None]
