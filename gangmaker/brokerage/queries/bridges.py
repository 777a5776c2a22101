"""Which sectors and concepts of the region never meet, from who met whom and what was confirmed.

Everything is counted by the database or over ids; only who is named on the page is looked up.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import CharField, Count, Exists, F, IntegerField, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from gangmaker.actors.models import ActorSector, Direction
from gangmaker.brokerage.models import Answer, Encounter, Side
from gangmaker.concepts.models import ActorConcept, MeaningState
from gangmaker.core.brokerage import bridges
from gangmaker.core.brokerage.bridges import (
    NOBODY,
    Connector,
    Connects,
    Demand,
    Known,
    Met,
    MissingPair,
    Sectors,
)
from gangmaker.projects.models import Project, Stage
from gangmaker.trail.models import Party

from .available import proposable

WORKED_TOGETHER: Final = (Stage.ACCEPTED, Stage.RUNNING, Stage.FINISHED, Stage.STOPPED)
MOST_PAIRS: Final = 6
MOST_CONCEPTS: Final = 10
MOST_CONNECTORS: Final = 3
MOST_IN_A_QUERY: Final = 10_000
OF_A_PAIR: Final = 5
"""So many concepts are named of two sectors."""
TEXT: Final = CharField()
NUMBER: Final = IntegerField()


@dataclass(frozen=True)
class Bridges:
    """``met`` by two sectors how many pairs of people; what is missing, the most missing first;
    ``connecting`` who could, by the place of the pair. Ids only: who is named is asked when the
    page is shown."""

    met: Mapping[Sectors, int]
    pairs: tuple[MissingPair, ...]
    connecting: tuple[tuple[Connects, ...], ...]
    concepts: tuple[Demand, ...]

    @property
    def named_concepts(self) -> set[int]:
        """Those that the page has to name."""
        of_pairs = {one for pair in self.pairs for one in pair.concepts[:OF_A_PAIR]}
        of_people = {one for row in self.connecting for each in row for one in each.concepts}
        return of_pairs | of_people | {demand.concept for demand in self.concepts}

    @property
    def named_people(self) -> set[int]:
        return {each.actor for row in self.connecting for each in row}


def missing_bridges() -> Bridges:
    """Five queries, however many take part."""
    met = who_met()
    meeting = {actor for pair in met for actor in pair}
    several = _of_several_sectors()
    people = _known(meeting | several)
    demands = _demands()
    counted = bridges.met_between(met, people)
    pairs = bridges.missing_pairs(counted, bridges.wanted_between(demands))[:MOST_PAIRS]
    connectors = _connectors(meeting | several, met, people)
    talked = bridges.talked_about(met, people)
    return Bridges(
        met=counted,
        pairs=tuple(pairs),
        connecting=tuple(
            tuple(bridges.connectors(pair, connectors)[:MOST_CONNECTORS]) for pair in pairs
        ),
        concepts=tuple(bridges.missing_concepts(demands, talked)[:MOST_CONCEPTS]),
    )


def who_met() -> Met:
    """Introduced to each other and both said yes, in one project, or seen to meet. One query.

    Records that are one person are one.
    """
    projects = Project.objects.filter(withdrawal=None, stage__in=WORKED_TOGETHER)
    parties = Party.objects.filter(item__in=projects.values("pk"))
    parts = [
        _met("introduction", Side.objects.filter(answer=Answer.YES), "introduction_id", "actor"),
        _met("project", parties, "item_id", "actor"),
        _met("encounter", Encounter.objects.all(), "pk", "one"),
        _met("encounter", Encounter.objects.all(), "pk", "other"),
    ]
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for way, number, actor in parts[0].union(*parts[1:], all=True):
        groups[way, number].append(actor)
    return bridges.pairs_of(groups.values())


def _met(way: str, rows: QuerySet[Any], number: str, who: str) -> QuerySet[Any, Any]:
    return rows.order_by().values_list(
        Value(way, output_field=TEXT), F(number), Coalesce(f"{who}__claimed_by", who)
    )


def _known(actors: set[int]) -> dict[int, Known]:
    """The sectors and confirmed concepts of these. One query.

    When there are very many, everybody's are asked: a list so long is no query any more.
    """
    sectors, concepts = ActorSector.objects.all(), _confirmed()
    if len(actors) <= MOST_IN_A_QUERY:
        sectors, concepts = sectors.filter(actor__in=actors), concepts.filter(actor__in=actors)
    rows = sectors.order_by().values_list("actor", Value("sector", output_field=TEXT), "sector")
    said = concepts.order_by().values_list("actor", "direction", Cast("concept_id", TEXT))
    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for actor, what, value in rows.union(said, all=True):
        if actor in actors:
            found[actor][what].add(value)
    return {actor: _one(told) for actor, told in found.items()}


def _one(told: Mapping[str, Iterable[str]]) -> Known:
    return Known(
        sectors=frozenset(told.get("sector", ())),
        offers=frozenset(map(int, told.get(Direction.OFFERS, ()))),
        seeks=frozenset(map(int, told.get(Direction.SEEKS, ()))),
    )


def _confirmed() -> QuerySet[ActorConcept]:
    here = {"actor__claimed_by": None, "actor__suspension": None}
    return ActorConcept.objects.filter(
        state=MeaningState.CONFIRMED, concept__retired_at=None, **here
    )


def _demands() -> list[Demand]:
    """How many seek and offer each concept that is both, in all and by sector. One query."""
    hers = ActorConcept.objects.filter(concept=OuterRef("concept"), state=MeaningState.CONFIRMED)
    both_ways = _confirmed().filter(
        Exists(hers.filter(direction=Direction.SEEKS)),
        Exists(hers.filter(direction=Direction.OFFERS)),
    )
    hers_too = hers.filter(actor=OuterRef("actor"), direction=Direction.OFFERS)
    by_herself = both_ways.filter(Exists(hers_too), direction=Direction.SEEKS)
    with_sectors = both_ways.exclude(actor__sectors=None)
    parts = [
        _counted(both_ways, F("direction"), Value("", output_field=TEXT)),
        _counted(with_sectors, F("direction"), F("actor__sectors__sector")),
        _counted(by_herself, Value("both", output_field=TEXT), Value("", output_field=TEXT)),
    ]
    counts: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for concept, way, sector, count in parts[0].union(*parts[1:], all=True):
        counts[concept][way, sector] = count
    return [_demand(concept, told) for concept, told in sorted(counts.items())]


def _counted(rows: QuerySet[ActorConcept], way: Any, sector: Any) -> QuerySet[Any, Any]:
    grouped = rows.order_by().annotate(way=way, sector=sector).values("concept", "way", "sector")
    return grouped.annotate(people=Count("pk")).values_list("concept", "way", "sector", "people")


def _demand(concept: int, told: Mapping[tuple[str, str], int]) -> Demand:
    def by_sector(way: str) -> dict[str, int]:
        return {sector: count for (how, sector), count in told.items() if how == way and sector}

    return Demand(
        concept=concept,
        seek=told.get((Direction.SEEKS, ""), 0),
        offer=told.get((Direction.OFFERS, ""), 0),
        both=told.get(("both", ""), 0),
        seek_in=by_sector(Direction.SEEKS),
        offer_in=by_sector(Direction.OFFERS),
    )


def _of_several_sectors() -> set[int]:
    """Who is available and belongs to more than one. One query."""
    theirs = ActorSector.objects.filter(actor__availability__isnull=False)
    several = theirs.order_by().values("actor").annotate(many=Count("pk")).filter(many__gt=1)
    return set(several.values_list("actor", flat=True))


def _connectors(actors: set[int], met: Met, people: Mapping[int, Known]) -> list[Connector]:
    """Those of them who may be proposed; whoever met nobody and has one sector touches no two. One
    query."""
    around: dict[int, set[str]] = defaultdict(set)
    for one, other in met:
        around[one] |= people.get(other, NOBODY).sectors
        around[other] |= people.get(one, NOBODY).sectors
    available = proposable()
    if len(actors) <= MOST_IN_A_QUERY:
        available = available.filter(pk__in=actors)
    return [
        Connector(pk, str(public_id), people.get(pk, NOBODY), frozenset(around.get(pk, ())))
        for pk, public_id in available.order_by("pk").values_list("pk", "public_id")
        if pk in actors
    ]
