"""The points of all that is open, for one member: ``fit`` the other way round, by columns.

Nothing is estimated: the points are those of ``fit``, which says the reasons for what is shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np

from .columns import NOBODY, Columns, Ids, Marks, Points, Ranked
from .fit import TIMELY_FORMS, AskedConcept, Member, nearest, room_for, taken_off
from .weights import WEIGHTS, Weights

NO_END: Final = date.max


@dataclass(frozen=True, eq=False)
class OpenAsks(Columns):
    """What is open, as far as one member is concerned: of each fact the ids of what asks so."""

    concepts: Mapping[int, Ids] = field(default_factory=dict)
    forms: Mapping[str, Ids] = field(default_factory=dict)
    language: Ids = field(default_factory=lambda: NOBODY)
    """Asks for one that she speaks; the same with ``sector``."""
    sector: Ids = field(default_factory=lambda: NOBODY)
    same_place: Ids = field(default_factory=lambda: NOBODY)
    near: Ids = field(default_factory=lambda: NOBODY)
    other_sectors: Ids = field(default_factory=lambda: NOBODY)
    """Asked by somebody who has sectors, and none of hers."""
    by_when: Mapping[date, Ids] = field(default_factory=dict)
    closes: Mapping[date, Ids] = field(default_factory=dict)
    """What ends on a day, without being asked by then."""


def ranked(
    asks: OpenAsks,
    member: Member,
    asked: Iterable[AskedConcept],
    *,
    not_counted: Mapping[int, int],
    weights: Weights = WEIGHTS,
) -> Ranked:
    """Everything that she fits, the best first: by points, and then what ends soonest.

    ``asked``: what can be asked, with its worth. ``not_counted``: how often she was proposed for
    one of these itself, which is not held against her there.
    """
    fits, points = _by_concepts(asks, member, asked, weights)
    points += _by_facts(asks, member, weights)
    points += sum(reason.points for reason in room_for(member, weights))
    points -= _off(asks, member, not_counted, weights)
    return asks.ranked(fits, -points, _ends(asks))


def _by_concepts(
    asks: OpenAsks, member: Member, asked: Iterable[AskedConcept], weights: Weights
) -> tuple[Marks, Points]:
    fits, points = asks.has(), asks.none()
    for each in asked:
        way = nearest(each, member, weights)
        if way is not None:
            marks = asks.has(asks.concepts.get(each.concept, NOBODY))
            fits |= marks
            points += way.points * marks
    return fits, points


def _by_facts(asks: OpenAsks, member: Member, weights: Weights) -> Points:
    points = asks.none()
    for form in member.forms:
        points += weights.form * asks.has_one_of(asks.forms, [form])
    points += weights.language * asks.has(asks.language)
    points += weights.sector * asks.has(asks.sector)
    points += weights.same_place * asks.has(asks.same_place)
    points += weights.near * asks.has(asks.near)
    points += weights.bridge * asks.has(asks.other_sectors)
    in_time = [day for day in asks.by_when if not member.free_from or member.free_from <= day]
    points += weights.in_time * asks.has_one_of(asks.by_when, in_time)
    if (member.hours or 0) >= weights.enough_hours:
        points += weights.hours * asks.has_one_of(asks.forms, TIMELY_FORMS)
    return points


def _off(
    asks: OpenAsks, member: Member, not_counted: Mapping[int, int], weights: Weights
) -> Points:
    off = asks.none() + taken_off(member.proposals, weights)
    for one in asks.known(np.array(sorted(not_counted), dtype=np.int64)).tolist():
        others = member.proposals - not_counted[one]
        off[asks.where(np.array([one]))] = taken_off(others, weights)
    return off


def _ends(asks: OpenAsks) -> Points:
    """The day on which each ends, as a number; what does not end comes last."""
    days = asks.none() + NO_END.toordinal()
    for day, ids in (*asks.by_when.items(), *asks.closes.items()):
        days[asks.where(ids)] = day.toordinal()
    return days
