"""How somebody fits what is asked: whole points over confirmed facts, each with its reason.

Nothing here is learned from people. The same facts always give the same points, in whatever order
they arrive, and of two with the same points a stated rule says who comes first (``order``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from .weights import WEIGHTS, Weights


class Kind(StrEnum):
    """Why there are points, or why some are missing."""

    EXACT = "exact"
    NARROWER = "narrower"
    BROADER = "broader"
    RELATED = "related"
    FORM = "form"
    LANGUAGE = "language"
    SECTOR = "sector"
    SAME_PLACE = "same_place"
    NEAR = "near"
    IN_TIME = "in_time"
    HOURS = "hours"
    ROOM = "room"
    FIRST_TIME = "first_time"
    BRIDGE = "bridge"
    PROPOSALS = "proposals"


BESIDE: Final = (Kind.EXACT, Kind.NARROWER, Kind.BROADER, Kind.RELATED)
"""How a confirmed concept can stand to the one that is asked; of two with the same points the
earlier is the reason."""
BONUSES: Final = frozenset({Kind.FIRST_TIME, Kind.BRIDGE})
TIMELY_FORMS: Final = frozenset({"time", "expertise"})
"""Forms for which hours a month are looked at."""


@dataclass(frozen=True)
class AskedConcept:
    """A concept that is asked: its worth, and the concepts beside it by how they stand to it.

    ``beside[other] = Kind.NARROWER``: the other is narrower than this one.
    """

    concept: int
    worth: int
    beside: Mapping[int, Kind] = field(default_factory=dict)


@dataclass(frozen=True)
class Ask:
    """What a brief asks, or any item that asks for something. What is empty is not asked."""

    concepts: tuple[AskedConcept, ...]
    forms: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    asker_sectors: frozenset[str] = frozenset()
    place: int | None = None
    """The municipality of who asks."""
    near: frozenset[int] = frozenset()
    """Municipalities near to it, without itself."""
    by_when: date | None = None


@dataclass(frozen=True)
class Member:
    """An available member as the arithmetic sees her: confirmed facts, no name."""

    actor: int
    public_id: str
    concepts: frozenset[int]
    forms: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    place: int | None = None
    free_from: date | None = None
    hours: int | None = None
    at_once: int = 3
    open: int = 0
    """Introductions that are open now."""
    proposals: int = 0
    """How often she was proposed lately: put on a shortlist, or introduced without one."""
    last_introduced: date | None = None


@dataclass(frozen=True)
class Reason:
    """Why so many points. ``concept`` is the one that is asked, ``by`` the one she confirmed;
    ``value`` a form, a language, a sector or a number."""

    kind: Kind
    points: int
    concept: int | None = None
    by: int | None = None
    value: str = ""

    def as_data(self) -> dict[str, Any]:
        """Ids and choices only, as it is kept with a candidate."""
        return {key: value for key, value in asdict(self).items() if value not in (None, "")}


@dataclass(frozen=True)
class Lack:
    """What is asked and not there."""

    kind: Kind
    concept: int | None = None
    value: str = ""


@dataclass(frozen=True)
class Fit:
    member: Member
    points: int
    reasons: tuple[Reason, ...]
    missing: tuple[Lack, ...]

    @property
    def order(self) -> tuple[int, int, int, str]:
        """The most points first; then who was proposed less often, then whose last introduction is
        longer ago (never is the longest), then the public id."""
        last = self.member.last_introduced
        since = last.toordinal() if last else 0
        return (-self.points, self.member.proposals, since, self.member.public_id)


def fit(ask: Ask, member: Member, weights: Weights = WEIGHTS) -> Fit | None:
    """How ``member`` fits, or nothing: when no concept does, or she has as much as she wants."""
    by_concept, lacking = _concepts(ask, member, weights)
    if not by_concept or member.open >= member.at_once:
        return None
    reasons = (*by_concept, *_facts(ask, member, weights), *_fairness(ask, member, weights))
    missing = (*lacking, *_lacks(ask, member))
    return Fit(member, sum(reason.points for reason in reasons), reasons, missing)


def in_order(ask: Ask, members: Iterable[Member], weights: Weights = WEIGHTS) -> list[Fit]:
    """Everybody who fits, the best first, whatever the order in which they came."""
    fits = [found for member in members if (found := fit(ask, member, weights))]
    return sorted(fits, key=lambda each: each.order)


def share(kind: Kind, weights: Weights) -> int:
    """How many percent of a concept's worth one beside it has."""
    shares = {
        Kind.EXACT: 100,
        Kind.NARROWER: weights.narrower,
        Kind.BROADER: weights.broader,
        Kind.RELATED: weights.related,
    }
    return shares[kind]


def _concepts(ask: Ask, member: Member, weights: Weights) -> tuple[list[Reason], list[Lack]]:
    """Each concept that is asked counts once, by the nearest that she confirmed."""
    reasons, missing = [], []
    for asked in sorted(ask.concepts, key=lambda each: (-each.worth, each.concept)):
        way = nearest(asked, member, weights)
        if way is not None:
            reasons.append(way)
        else:
            missing.append(Lack(Kind.EXACT, asked.concept))
    return reasons, missing


def nearest(asked: AskedConcept, member: Member, weights: Weights) -> Reason | None:
    """By which of her concepts she fits one that is asked; by none of them, nothing."""
    ways = [
        Reason(kind, asked.worth * share(kind, weights) // 100, asked.concept, by)
        for by, kind in ({**asked.beside, asked.concept: Kind.EXACT}).items()
        if by in member.concepts
    ]
    return min(ways, key=_nearest, default=None)


def _nearest(reason: Reason) -> tuple[int, int, int]:
    return (-reason.points, BESIDE.index(reason.kind), reason.by or 0)


def _facts(ask: Ask, member: Member, weights: Weights) -> list[Reason]:
    reasons = [Reason(Kind.FORM, weights.form, value=f) for f in sorted(ask.forms & member.forms)]
    for kind, points, common in (
        (Kind.LANGUAGE, weights.language, ask.languages & member.languages),
        (Kind.SECTOR, weights.sector, ask.sectors & member.sectors),
    ):
        if common:
            reasons.append(Reason(kind, points, value=min(common)))
    if member.place is not None and member.place == ask.place:
        reasons.append(Reason(Kind.SAME_PLACE, weights.same_place))
    elif member.place in ask.near:
        reasons.append(Reason(Kind.NEAR, weights.near))
    if ask.by_when and not _too_late(ask, member):
        reasons.append(Reason(Kind.IN_TIME, weights.in_time))
    if ask.forms & TIMELY_FORMS and (member.hours or 0) >= weights.enough_hours:
        reasons.append(Reason(Kind.HOURS, weights.hours, value=str(member.hours)))
    return reasons


def _fairness(ask: Ask, member: Member, weights: Weights) -> list[Reason]:
    """Room, the bonuses, and what goes off for who came up often."""
    reasons = room_for(member, weights)
    if ask.asker_sectors and member.sectors and not ask.asker_sectors & member.sectors:
        reasons.append(Reason(Kind.BRIDGE, weights.bridge, value=min(member.sectors)))
    if member.proposals:
        off = -taken_off(member.proposals, weights)
        reasons.append(Reason(Kind.PROPOSALS, off, value=str(member.proposals)))
    return reasons


def room_for(member: Member, weights: Weights) -> list[Reason]:
    """What counts for her whatever is asked."""
    free = member.at_once - member.open
    reasons = [Reason(Kind.ROOM, weights.room * free // member.at_once, value=str(free))]
    if member.last_introduced is None:
        reasons.append(Reason(Kind.FIRST_TIME, weights.first_time))
    return reasons


def taken_off(proposals: int, weights: Weights) -> int:
    """How many points less for who was proposed so often."""
    return min(weights.most_off, weights.proposal * proposals)


def _lacks(ask: Ask, member: Member) -> list[Lack]:
    missing = [Lack(Kind.FORM, value=form) for form in sorted(ask.forms - member.forms)]
    if ask.languages and not ask.languages & member.languages:
        missing.append(Lack(Kind.LANGUAGE))
    if ask.sectors and not ask.sectors & member.sectors:
        missing.append(Lack(Kind.SECTOR))
    if _too_late(ask, member):
        missing.append(Lack(Kind.IN_TIME, value=str(member.free_from)))
    return missing


def _too_late(ask: Ask, member: Member) -> bool:
    return bool(ask.by_when and member.free_from and member.free_from > ask.by_when)
