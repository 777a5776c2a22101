"""Candidates in the canary world: why somebody is left out, and her own words beside a reason."""

from typing import TYPE_CHECKING

from gangmaker.actors import rules
from gangmaker.actors.models import Actor
from gangmaker.brokerage.models import Brief, Candidate, CandidateState
from gangmaker.brokerage.rules import can_broker
from gangmaker.concepts.models import ActorConcept, MeaningState
from tests import world

if TYPE_CHECKING:
    from tests.security.canaries import CanaryWorld


def add_longlist(w: "CanaryWorld") -> None:
    """After concepts and availability: of whom both are there, the longlist tells her words."""
    person = w.actors["public person"]

    def herself_or_team(viewer: Actor | None) -> bool:
        return viewer == person or rules.is_team(viewer)

    confirmed = ActorConcept.objects.filter(actor=person, state=MeaningState.CONFIRMED)
    confirmed.update(words=[w.hide("longlist_words", herself_or_team)])
    Candidate.objects.create(
        brief=Brief.objects.get(pk=w.items["brief for candidates"].pk),
        actor=w.actors["organisation B"],
        state=CandidateState.DROPPED,
        why=w.hide("left_out_why", can_broker),
        by=w.viewer("broker"),
        at=world.NOON,
    )
