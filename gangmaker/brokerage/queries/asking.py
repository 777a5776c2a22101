"""What a brief asks, in the terms of the arithmetic."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from gangmaker.actors.models import (
    Actor,
    ActorQuerySet,
    ActorSector,
    Area,
    AreaKind,
    Membership,
)
from gangmaker.actors.together import together
from gangmaker.brokerage.models import Brief, Candidate
from gangmaker.concepts.models import ConceptLink, ItemConcept, LinkKind, MeaningState
from gangmaker.core.brokerage.crowd import Crowd
from gangmaker.core.brokerage.fit import Ask, AskedConcept, Kind
from gangmaker.core.brokerage.places import Centre, near
from gangmaker.core.brokerage.weights import Weights, worth

from .available import STANDS, records_of
from .crowd import sides

Beside = Mapping[int, Mapping[int, Kind]]


@dataclass(frozen=True)
class Asking:
    """``ask`` has no worths yet: they follow from who is available. ``own`` are who asks and all
    of her organisation; ``candidates`` who are considered or left out, ``introduced`` who was
    introduced for it: by the record that was named, and by the one that stands for it."""

    ask: Ask
    own: frozenset[int]
    candidates: tuple[Candidate, ...]
    standing: frozenset[int]
    """Who stands for the records of the candidates."""
    introduced: frozenset[int]

    @property
    def left_out(self) -> frozenset[int]:
        return self.own | self.introduced | self.standing


def asking(brief: Brief, weights: Weights) -> Asking:
    """One query, with who asks known."""
    asker = brief.on_behalf_of_id or brief.by_id
    meant = confirmed_of_items().filter(item=brief.pk)
    candidates = Candidate.objects.filter(brief=brief.pk)
    found = together(
        {
            "concepts": meant.order_by("concept"),
            "links": links_of(meant.values("concept")),
            "sectors": ActorSector.objects.filter(actor=asker),
            "areas": Area.objects.filter(kind=AreaKind.MUNICIPALITY),
            "asks": records_of([brief.by_id, asker]),
            "members": members_of(asker),
            "candidates": candidates.annotate(stands=STANDS).order_by("position", "pk"),
            "sides": sides().filter(introduction__for_brief=brief.pk).annotate(stands=STANDS),
        }
    )
    place, close = places_of(brief, found["areas"], weights)
    ask = Ask(
        concepts=with_those_beside((row.concept_id for row in found["concepts"]), found["links"]),
        forms=frozenset(brief.forms),
        languages=frozenset(brief.languages),
        sectors=frozenset(brief.sectors),
        asker_sectors=frozenset(row.sector for row in found["sectors"]),
        place=place,
        near=close,
        by_when=brief.by_when,
    )
    return Asking(
        ask,
        own=frozenset(row.pk for row in (*found["asks"], *found["members"])),
        candidates=tuple(found["candidates"]),
        standing=frozenset(row.stands for row in found["candidates"]),
        introduced=frozenset(pk for row in found["sides"] for pk in (row.actor_id, row.stands)),
    )


def members_of(asker: int) -> ActorQuerySet:
    """Who belongs to an organisation, under whichever record; nobody belongs to a person."""
    inside = Membership.objects.filter(organisation__in=records_of([asker]).values("pk"))
    stands = inside.values(one=Coalesce("person__claimed_by", "person"))
    return Actor.objects.filter(pk__in=stands)


def confirmed_of_items() -> QuerySet[ItemConcept]:
    return ItemConcept.objects.filter(state=MeaningState.CONFIRMED, concept__retired_at=None)


def links_of(concepts: QuerySet[ItemConcept, Any]) -> QuerySet[ConceptLink]:
    """What hangs together with these, as far as it is in use."""
    in_use = Q(concept__retired_at=None, other__retired_at=None)
    touching = Q(concept__in=concepts) | Q(other__in=concepts)
    return ConceptLink.objects.filter(in_use & touching)


def with_those_beside(
    concepts: Iterable[int], links: Iterable[ConceptLink]
) -> tuple[AskedConcept, ...]:
    around = beside(links)
    return tuple(AskedConcept(concept, 0, around.get(concept, {})) for concept in concepts)


def beside(links: Iterable[ConceptLink]) -> Beside:
    """By concept those beside it. Who is both broader or narrower and related is not only that."""
    found: dict[int, dict[int, Kind]] = defaultdict(dict)
    for link in sorted(links, key=lambda each: each.kind == LinkKind.BROADER):
        broader = link.kind == LinkKind.BROADER
        found[link.concept_id][link.other_id] = Kind.BROADER if broader else Kind.RELATED
        found[link.other_id][link.concept_id] = Kind.NARROWER if broader else Kind.RELATED
    return found


def places_of(
    brief: Brief, municipalities: Iterable[Area], weights: Weights
) -> tuple[int | None, frozenset[int]]:
    """Where it is asked: the place of the brief, of the organisation or of the person."""
    behalf = brief.on_behalf_of
    area = brief.area or (behalf.area if behalf else None) or brief.by.area
    if area is None:
        return None, frozenset()
    place = municipality(area)
    centres = {row.pk: Centre(row.latitude, row.longitude) for row in municipalities}
    return place, near(place, centres, kilometres=weights.near_km)


def municipality(area: Area) -> int:
    return area.parent_id or area.pk


def with_worths(ask: Ask, crowd: Crowd, weights: Weights) -> Ask:
    """What each concept is worth, by how many available members confirmed it."""
    weighed = tuple(
        replace(each, worth=worth(crowd.confirmed_by(each.concept), weights))
        for each in ask.concepts
    )
    return replace(ask, concepts=weighed)
