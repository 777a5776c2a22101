"""Which sectors and concepts of a region never meet, and who could connect them.

Counted over confirmed facts and over who met whom, by the rules written here: no number is
learned from people, and the same facts always give the same answer, in whatever order they come.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Final

Sectors = tuple[str, str]
"""Two sectors in the order of their keys; the same twice for those who meet among themselves."""
Met = frozenset[tuple[int, int]]
"""Who met whom, each two once, the lower number first."""


@dataclass(frozen=True)
class Known:
    """Somebody as bridges are counted."""

    sectors: frozenset[str] = frozenset()
    offers: frozenset[int] = frozenset()
    seeks: frozenset[int] = frozenset()


NOBODY: Final = Known()


@dataclass(frozen=True)
class Demand:
    """How many seek and offer one concept, in all and in each sector; ``both``: who does both."""

    concept: int
    seek: int
    offer: int
    both: int
    seek_in: Mapping[str, int] = field(default_factory=dict)
    offer_in: Mapping[str, int] = field(default_factory=dict)

    @property
    def could_meet(self) -> int:
        """How many pairs of two different ones could talk about it."""
        return self.seek * self.offer - self.both


@dataclass(frozen=True)
class BridgePoints:
    """How much counts for whoever could connect two sectors; published like the other weights."""

    in_sector: int = 3
    """For each of the two sectors to which she belongs."""
    met_somebody: int = 2
    """For each of the two from which she met somebody, without belonging to it."""
    concept: int = 1
    """For each concept that one of them seeks and the other offers, and that she confirmed."""
    most_concepts: int = 5
    """So many concepts count, not more."""


POINTS: Final = BridgePoints()


@dataclass(frozen=True)
class MissingPair:
    """Two sectors that have something for each other, and how many of them met."""

    sectors: Sectors
    met: int
    concepts: tuple[int, ...]


@dataclass(frozen=True)
class Connector:
    """Somebody who could connect; ``met_sectors`` are those of the people whom she met."""

    actor: int
    public_id: str
    known: Known
    met_sectors: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Connects:
    """Why somebody could connect two sectors."""

    actor: int
    points: int
    belongs_to: tuple[str, ...]
    met_from: tuple[str, ...]
    concepts: tuple[int, ...]


def published(points: BridgePoints = POINTS) -> list[tuple[str, int]]:
    return [(each.name, getattr(points, each.name)) for each in fields(points)]


def two(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def sectors_of(one: str, other: str) -> Sectors:
    return (one, other) if one <= other else (other, one)


def pairs_of(groups: Iterable[Iterable[int]]) -> Met:
    """Everybody in a group met everybody else in it."""
    met: set[tuple[int, int]] = set()
    for group in groups:
        people = sorted(set(group))
        met.update((one, other) for place, one in enumerate(people) for other in people[:place])
    return frozenset(two(*pair) for pair in met)


def met_between(met: Met, people: Mapping[int, Known]) -> Counter[Sectors]:
    """How many pairs of people met, by their sectors. Who has several counts in each of them."""
    counted: Counter[Sectors] = Counter()
    for one, other in met:
        theirs, others = people.get(one, NOBODY).sectors, people.get(other, NOBODY).sectors
        counted.update({sectors_of(a, b) for a in theirs for b in others})
    return counted


def talked_about(met: Met, people: Mapping[int, Known]) -> frozenset[int]:
    """Concepts that one sought and another offered who met."""
    found: set[int] = set()
    for one, other in met:
        left, right = people.get(one, NOBODY), people.get(other, NOBODY)
        found |= (left.seeks & right.offers) | (right.seeks & left.offers)
    return frozenset(found)


def wanted_between(demands: Iterable[Demand]) -> dict[Sectors, list[Demand]]:
    """By two different sectors the concepts that one seeks and the other offers; most wanted
    first, which is what most pairs could talk about; then by number."""
    found: dict[Sectors, list[Demand]] = {}
    for demand in sorted(demands, key=_most_wanted):
        if demand.could_meet < 1:
            continue
        between = {sectors_of(a, b) for a in demand.seek_in for b in demand.offer_in if a != b}
        for sectors in between:
            found.setdefault(sectors, []).append(demand)
    return found


def _most_wanted(demand: Demand) -> tuple[int, int]:
    return (-demand.could_meet, demand.concept)


def missing_pairs(
    met: Mapping[Sectors, int], wanted: Mapping[Sectors, list[Demand]]
) -> list[MissingPair]:
    """Sectors that have something for each other: who met least first, then who has most for each
    other, then by their keys."""
    pairs = [
        MissingPair(sectors, met.get(sectors, 0), tuple(each.concept for each in demands))
        for sectors, demands in wanted.items()
    ]
    return sorted(pairs, key=lambda pair: (pair.met, -len(pair.concepts), pair.sectors))


def missing_concepts(demands: Iterable[Demand], talked: frozenset[int]) -> list[Demand]:
    """What most pairs could talk about and no pair that met did; ties by number."""
    never = [one for one in demands if one.could_meet > 0 and one.concept not in talked]
    return sorted(never, key=_most_wanted)


def connectors(
    pair: MissingPair, people: Iterable[Connector], points: BridgePoints = POINTS
) -> list[Connects]:
    """Who belongs to both sectors or met somebody from them; the most points first, then the
    public id. Who touches only one of the two connects nothing."""
    found = [(one.public_id, _connects(pair, one, points)) for one in people]
    reaching = [(tie, one) for tie, one in found if one is not None]
    return [one for _tie, one in sorted(reaching, key=lambda each: (-each[1].points, each[0]))]


def _connects(pair: MissingPair, one: Connector, points: BridgePoints) -> Connects | None:
    belongs = tuple(sector for sector in pair.sectors if sector in one.known.sectors)
    met = tuple(
        sector for sector in pair.sectors if sector in one.met_sectors and sector not in belongs
    )
    if len(belongs) + len(met) < len(pair.sectors):
        return None
    hers = one.known.offers | one.known.seeks
    concepts = tuple(concept for concept in pair.concepts if concept in hers)
    counted = concepts[: points.most_concepts]
    total = (
        points.in_sector * len(belongs)
        + points.met_somebody * len(met)
        + points.concept * len(counted)
    )
    return Connects(one.actor, total, belongs, met, counted)
