"""How much each thing counts when somebody is proposed: whole numbers, published as they are here.

The page that explains the order is made from these, and nothing else is counted anywhere.
"""

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, Final


class Unit(StrEnum):
    POINTS = "points"
    OFF = "off"
    """Points that are taken off."""
    PERCENT = "percent"
    KILOMETRES = "kilometres"
    HOURS = "hours"
    MONTHS = "months"


def _weight(value: int, unit: Unit = Unit.POINTS) -> Any:
    return field(default=value, metadata={"unit": unit})


@dataclass(frozen=True)
class Weights:
    """A concept that is asked is worth ``rarest`` when one available member confirmed it, and
    ``doubling`` less each time twice as many did, never less than ``commonest``. Who confirmed it
    has all of that; who confirmed one beside it in the thesaurus has a share, in percent.
    """

    rarest: int = _weight(100)
    doubling: int = _weight(5, Unit.OFF)
    commonest: int = _weight(20)
    narrower: int = _weight(80, Unit.PERCENT)
    broader: int = _weight(40, Unit.PERCENT)
    related: int = _weight(30, Unit.PERCENT)
    form: int = _weight(8)
    """For each form that is asked and that she brings."""
    language: int = _weight(8)
    """For one language in common, or more."""
    sector: int = _weight(8)
    """For one of the sectors that are asked, or more."""
    same_place: int = _weight(8)
    """The same municipality."""
    near: int = _weight(4)
    """A municipality whose centre is at most ``near_km`` away."""
    near_km: int = _weight(12, Unit.KILOMETRES)
    in_time: int = _weight(6)
    """Available before the day by which it is asked."""
    hours: int = _weight(4)
    """``enough_hours`` a month or more, when time or expertise is asked."""
    enough_hours: int = _weight(8, Unit.HOURS)
    room: int = _weight(10)
    """With no introduction open; in proportion with some. With as many as she wants she is not
    proposed at all."""
    first_time: int = _weight(12)
    """A bonus: never introduced to anybody before."""
    bridge: int = _weight(12)
    """A bonus: from other sectors than who asks."""
    proposal: int = _weight(3, Unit.OFF)
    """For each time she was proposed within ``window`` months."""
    most_off: int = _weight(36, Unit.OFF)
    window: int = _weight(12, Unit.MONTHS)


WEIGHTS: Final = Weights()


@dataclass(frozen=True)
class Published:
    key: str
    value: int
    unit: Unit


def published(weights: Weights = WEIGHTS) -> list[Published]:
    """Every weight by its key, in the order in which they are explained."""
    return [
        Published(each.name, getattr(weights, each.name), each.metadata["unit"])
        for each in fields(weights)
    ]


def worth(members: int, weights: Weights = WEIGHTS) -> int:
    """What a concept is worth that so many available members confirmed.

    Only those who confirmed it count, so that somebody who has nothing to do with it changes
    nothing for the others.
    """
    doublings = max(members, 1).bit_length() - 1
    return max(weights.commonest, weights.rarest - weights.doubling * doublings)
