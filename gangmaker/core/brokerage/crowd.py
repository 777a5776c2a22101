"""The points of all available members at once: the arithmetic of ``fit``, by columns.

Each fact is the ids of those of whom it holds, so a hundred thousand members are a few megabytes,
and what nobody asks is not looked at. Nothing is estimated: the points are those of ``fit``, and
``Crowd.members`` gives whoever is shown back to it, with the same facts, for the reasons.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .columns import NOBODY, Columns, Ids, Key, Marks, Points, Ranked
from .fit import TIMELY_FORMS, Ask, AskedConcept, Kind, Member, share
from .weights import WEIGHTS, Weights


class Load(NamedTuple):
    """How many introductions of somebody are open, of how many that she wants at a time."""

    open: int
    at_once: int


class Row(NamedTuple):
    """What is read of one member only when she is shown."""

    public_id: str
    place: int | None = None
    free_from: date | None = None
    hours: int | None = None
    at_once: int = 3
    last_introduced: date | None = None


@dataclass(frozen=True, eq=False)
class Crowd(Columns):
    """The facts about all available members that one ask looks at: they are who is counted."""

    confirmed: Mapping[int, Ids] = field(default_factory=dict)
    forms: Mapping[str, Ids] = field(default_factory=dict)
    languages: Mapping[str, Ids] = field(default_factory=dict)
    sectors: Mapping[str, Ids] = field(default_factory=dict)
    same_place: Ids = field(default_factory=lambda: NOBODY)
    near: Ids = field(default_factory=lambda: NOBODY)
    late: Ids = field(default_factory=lambda: NOBODY)
    """Available only after the day by which it is asked."""
    enough_hours: Ids = field(default_factory=lambda: NOBODY)
    introduced: Ids = field(default_factory=lambda: NOBODY)
    proposals: Ids = field(default_factory=lambda: NOBODY)
    """Once for each time."""
    loads: Mapping[int, Load] = field(default_factory=dict)
    """Of who has an open introduction."""

    @cached_property
    def times_proposed(self) -> Points:
        return np.bincount(self.where(self.proposals), minlength=len(self.ids)).astype(np.int64)

    def confirmed_by(self, concept: int) -> int:
        """How many available members confirmed it: its worth follows from that."""
        return len(self.where(self.confirmed.get(concept, NOBODY)))

    def members(self, rows: Mapping[int, Row]) -> list[Member]:
        """Some of them as ``fit`` sees them, as far as is asked. Who is not available is not
        among them."""
        places = self.where(np.array(sorted(rows), dtype=np.int64))
        concepts = self._told(self.confirmed, places)
        forms, languages = self._told(self.forms, places), self._told(self.languages, places)
        sectors = self._told(self.sectors, places)
        return [
            Member(
                actor=actor,
                concepts=concepts[at],
                forms=forms[at],
                languages=languages[at],
                sectors=sectors[at],
                open=self.loads[actor].open if actor in self.loads else 0,
                proposals=int(self.times_proposed[places[at]]),
                **rows[actor]._asdict(),
            )
            for at, actor in enumerate(self.ids[places].tolist())
        ]

    def _told(
        self, facts: Mapping[Key, Ids], places: NDArray[np.int32]
    ) -> Sequence[frozenset[Key]]:
        holds = {key: self.has(ids)[places] for key, ids in facts.items()}
        return [
            frozenset(key for key, marks in holds.items() if marks[at]) for at in range(len(places))
        ]


def ranked(ask: Ask, crowd: Crowd, *, left_out: Ids = NOBODY, weights: Weights = WEIGHTS) -> Ranked:
    """Everybody who fits and is not ``left_out``, the best first: by points, how often proposed
    and whether ever introduced. Of two with the same it is still to be seen whose last introduction
    is longer ago, and then whose public id comes first."""
    fits, points = _by_concepts(ask, crowd, weights)
    fits &= ~crowd.has(left_out)
    points += _by_facts(ask, crowd, weights)
    points += _by_fairness(ask, crowd, weights, fits)
    return crowd.ranked(fits, -points, crowd.times_proposed, crowd.has(crowd.introduced))


def _by_concepts(ask: Ask, crowd: Crowd, weights: Weights) -> tuple[Marks, Points]:
    fits, points = crowd.has(), crowd.none()
    for asked in ask.concepts:
        found, best = _nearest(asked, crowd, weights)
        fits |= found
        points += best
    return fits, points


def _nearest(asked: AskedConcept, crowd: Crowd, weights: Weights) -> tuple[Marks, Points]:
    """Who confirmed it or one beside it, and what the nearest is worth."""
    found, best = crowd.has(), crowd.none()
    for by, kind in {**asked.beside, asked.concept: Kind.EXACT}.items():
        places = crowd.where(crowd.confirmed.get(by, NOBODY))
        points = asked.worth * share(kind, weights) // 100
        best[places] = np.where(found[places], np.maximum(best[places], points), points)
        found[places] = True
    return found, best


def _by_facts(ask: Ask, crowd: Crowd, weights: Weights) -> Points:
    points = crowd.none()
    for form in ask.forms:
        points += weights.form * crowd.has_one_of(crowd.forms, [form])
    points += weights.language * crowd.has_one_of(crowd.languages, ask.languages)
    points += weights.sector * crowd.has_one_of(crowd.sectors, ask.sectors)
    points += weights.same_place * crowd.has(crowd.same_place)
    points += weights.near * crowd.has(crowd.near)
    if ask.by_when:
        points += weights.in_time * ~crowd.has(crowd.late)
    if ask.forms & TIMELY_FORMS:
        points += weights.hours * crowd.has(crowd.enough_hours)
    return points


def _by_fairness(ask: Ask, crowd: Crowd, weights: Weights, fits: Marks) -> Points:
    """Also takes out of ``fits`` who has as much as she wants."""
    points = crowd.none() + weights.room
    _count_loads(crowd, points, fits, weights)
    points += weights.first_time * ~crowd.has(crowd.introduced)
    if ask.asker_sectors:
        other = crowd.has(*crowd.sectors.values())
        other &= ~crowd.has_one_of(crowd.sectors, ask.asker_sectors)
        points += weights.bridge * other
    points -= np.minimum(weights.most_off, weights.proposal * crowd.times_proposed)
    return points


def _count_loads(crowd: Crowd, points: Points, fits: Marks, weights: Weights) -> None:
    actors = crowd.known(np.array(sorted(crowd.loads), dtype=np.int64))
    if not len(actors):
        return
    loads = np.array([crowd.loads[actor] for actor in actors.tolist()], dtype=np.int64)
    now_open, at_once = loads[:, 0], loads[:, 1]
    places = crowd.where(actors)
    points[places] = weights.room * (at_once - now_open) // at_once
    fits[places] &= now_open < at_once
