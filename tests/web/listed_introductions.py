"""Introductions and encounters: always one more of each that pages list."""

from gangmaker.actors.models import Actor
from gangmaker.brokerage.models import Encounter, Introduction
from gangmaker.brokerage.operations.introductions import NewIntroduction, NewSide, ask, propose
from tests.brokerage.introduced import NO, YES, anew, say, sides_of
from tests.world import NOON, make_person


class Introduced:
    """By ``broker``: to ``member`` one who waits and one whom she knows by now; and one more who
    said no, for the broker's morning."""

    def __init__(self, *, broker: Actor, member: Actor) -> None:
        self.broker, self.member = broker, member

    def add(self, person: Actor, number: int) -> None:
        waiting = self._asked(self.member, person, f"Vlas spinnen {number}")
        say(sides_of(waiting)[1], NO)
        known = self._asked(self.member, make_person(f"Vlasweefster {number}"), f"Vlas {number}")
        for side in sides_of(known):
            say(side, YES)
        assert anew(known).state == "accepted"
        Encounter.objects.create(
            one=self.member, other=person, on=NOON.date(), by=self.broker, at=NOON
        )

    def _asked(self, one: Actor, other: Actor, title: str) -> Introduction:
        sides = (NewSide(one), NewSide(other))
        new = NewIntroduction(title=title, why="Vlas.", language="nl", sides=sides)
        made = propose(new=new, by=self.broker, now=NOON)
        ask(introduction=made, by=self.broker, now=NOON)
        return made
