"""Availability, meetings and what fits in the canary world."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from gangmaker.actors.tokens import CONFIRM_ADDRESS, token_for
from gangmaker.brokerage.models import Availability, Encounter
from gangmaker.web.fitting.doors import STOP_SUGGESTIONS
from tests import world

if TYPE_CHECKING:
    from tests.security.canaries import CanaryWorld

State = tuple[str, Mapping[str, str]]


def add_fitting(w: "CanaryWorld") -> None:
    """Everybody with a concept is available, also who is seen by the team only; two of them met."""
    for actor in w.actors.values():
        Availability.objects.create(actor=actor, since=world.NOON, forms=["time"], digest=True)
        actor.sectors.get_or_create(sector="creative")
        actor.sectors.get_or_create(sector="business")
    Encounter.objects.create(
        one=w.actors["public person"],
        other=w.actors["team person"],
        on=world.NOON.date(),
        by=w.viewer("broker"),
        at=world.NOON,
    )


def _links(w: "CanaryWorld") -> Iterator[State]:
    person = str(w.viewer("member A").public_id)
    yield "right", {"token": token_for(person, purpose=STOP_SUGGESTIONS)}
    yield "other purpose", {"token": token_for(person, purpose=CONFIRM_ADDRESS)}
    yield "wrong", {"token": "wrong"}


FITTING_FILLED: list[tuple[str, frozenset[str], Callable[["CanaryWorld"], Iterator[State]]]] = [
    ("suggestions/mails/", frozenset({"token"}), _links),
]
"""As ``doors.FILLED``."""
