"""Missing bridges, for brokers: which sectors and concepts never meet, and who could connect."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.actors.models import Actor, Sector
from gangmaker.brokerage.queries.available import proposable
from gangmaker.brokerage.queries.bridges import OF_A_PAIR, Bridges, missing_bridges
from gangmaker.concepts.queries import Named, named
from gangmaker.core.brokerage.bridges import Connects, Demand, MissingPair, sectors_of
from gangmaker.web.concepts.shapes import Linked, linked
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items.rows import current_language
from gangmaker.web.kept import is_due, keep, kept
from gangmaker.web.quantities import number

BRIDGES: Final = "brokerage.bridges"
RENEWED: Final = "brokerage.bridges:renewed"
SHADES: Final = 4
"""A cell has one of so many shades, by its part of the highest number; 0 has none."""


@dataclass(frozen=True)
class Cell:
    value: str
    shade: int


@dataclass(frozen=True)
class MatrixRow:
    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Person:
    url: str
    name: str
    points: int
    why: str


@dataclass(frozen=True)
class PairRow:
    """Two sectors that have something for each other."""

    title: str
    said: str
    concepts: list[Linked]
    people: list[Person]


@dataclass(frozen=True)
class ConceptRow:
    """What is sought and offered, and nobody who does met over it."""

    concept: Linked
    said: str
    sought_in: str
    offered_in: str


def bridges(request: ActorRequest) -> HttpResponse:
    """What was counted may be ten minutes old; who is named is asked now."""
    found: Bridges = kept(BRIDGES, missing_bridges, at=timezone.now())
    names = named(found.named_concepts, current_language())
    people = proposable().in_bulk(found.named_people)
    context = {
        "sectors": [str(capfirst(str(label))) for _key, label in Sector.choices],
        "matrix": _matrix(found),
        "anybody": bool(found.met),
        "pairs": [
            _pair(pair, connecting, names, people)
            for pair, connecting in zip(found.pairs, found.connecting, strict=True)
        ],
        "concepts": [_concept(one, names) for one in found.concepts if one.concept in names],
    }
    return render(request, "web/fitting/bridges.html", context)


def renew_bridges(*, now: datetime) -> None:
    """A duty of the worker: in a large region it takes seconds, for which no broker waits."""
    if is_due(RENEWED):
        keep(BRIDGES, missing_bridges(), at=now)


def _matrix(found: Bridges) -> list[MatrixRow]:
    highest = max(found.met.values(), default=0)
    return [
        MatrixRow(
            label=str(capfirst(str(label))),
            cells=[
                _cell(found.met.get(sectors_of(one, other), 0), highest) for other in Sector.values
            ],
        )
        for one, label in Sector.choices
    ]


def _cell(count: int, highest: int) -> Cell:
    """More than nothing is never without a shade."""
    return Cell(number(count), -(-count * SHADES // highest) if highest else 0)


def _pair(
    pair: MissingPair,
    connecting: tuple[Connects, ...],
    names: Mapping[int, Named],
    people: Mapping[int, Actor],
) -> PairRow:
    one, other = pair.sectors
    met = ngettext("%(count)s pair met", "%(count)s pairs met", pair.met)
    return PairRow(
        title=_("%(one)s and %(other)s")
        % {"one": capfirst(str(Sector(one).label)), "other": Sector(other).label},
        said=met % {"count": number(pair.met)} if pair.met else _("never met"),
        concepts=linked(pair.concepts[:OF_A_PAIR], dict(names)),
        people=[
            Person(
                url=reverse("web:actor", args=[people[each.actor].slug]),
                name=people[each.actor].name,
                points=each.points,
                why=_why(each, names),
            )
            for each in connecting
            if each.actor in people
        ],
    )


def _why(one: Connects, names: Mapping[int, Named]) -> str:
    reasons = [_("belongs to: %(sectors)s") % {"sectors": _called(one.belongs_to)}]
    if not one.belongs_to:
        reasons = []
    if one.met_from:
        reasons.append(_("met people from: %(sectors)s") % {"sectors": _called(one.met_from)})
    concepts = [names[each].name for each in one.concepts if each in names]
    if concepts:
        reasons.append(_("confirmed: %(concepts)s") % {"concepts": ", ".join(concepts)})
    return " · ".join(reasons)


def _called(sectors: tuple[str, ...]) -> str:
    return ", ".join(str(Sector(each).label) for each in sectors)


def _concept(demand: Demand, names: Mapping[int, Named]) -> ConceptRow:
    pairs = ngettext(
        "%(count)s pair could talk about it",
        "%(count)s pairs could talk about it",
        demand.could_meet,
    )
    return ConceptRow(
        concept=linked([demand.concept], dict(names))[0],
        said=pairs % {"count": number(demand.could_meet)},
        sought_in=_called(tuple(sorted(demand.seek_in))),
        offered_in=_called(tuple(sorted(demand.offer_in))),
    )
