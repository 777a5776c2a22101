"""Somebody who is available and whom more and more fits; and people who met."""

from gangmaker.actors.models import Actor, Direction
from gangmaker.brokerage.models import Availability, Encounter
from gangmaker.concepts.models import ActorConcept, Concept, MeaningState
from tests.world import NOON


class Fitted:
    """The questions about the concept come from elsewhere."""

    def __init__(self, *, member: Actor, broker: Actor, concept: Concept) -> None:
        self.member, self.broker = member, broker
        Availability.objects.create(actor=member, since=NOON, forms=["time"])
        member.sectors.create(sector="creative")
        for actor, direction in ((member, Direction.OFFERS), (broker, Direction.SEEKS)):
            ActorConcept.objects.create(
                actor=actor,
                direction=direction,
                concept=concept,
                words=["vlas"],
                state=MeaningState.CONFIRMED,
                decided_by=actor,
                decided_at=NOON,
            )

    def add(self, person: Actor) -> None:
        person.sectors.create(sector="business")
        Encounter.objects.create(
            one=self.member, other=person, on=NOON.date(), by=self.broker, at=NOON
        )
