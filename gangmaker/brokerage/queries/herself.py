"""Somebody as the arithmetic sees her, when what is looked for is what fits her."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F, Q, QuerySet

from gangmaker.actors.models import (
    Actor,
    ActorLanguage,
    ActorSector,
    Area,
    AreaKind,
    Membership,
)
from gangmaker.actors.together import together
from gangmaker.brokerage.models import Availability
from gangmaker.concepts.models import ActorConcept, ConceptLink
from gangmaker.core.brokerage.fit import Kind, Member
from gangmaker.core.brokerage.places import Centre, near
from gangmaker.core.brokerage.weights import Weights

from .asking import beside, municipality
from .available import records_of
from .crowd import OPEN, introduced_on, offered, proposed_since, sides


@dataclass(frozen=True)
class Herself:
    """``asked`` by concept that fits hers how hers stand to it; ``words`` of her own profile."""

    member: Member
    available: bool
    own: frozenset[int]
    """She herself and her organisations, with all their records: what these ask is not for her."""
    words: Mapping[int, tuple[str, ...]]
    asked: Mapping[int, Mapping[int, Kind]]
    proposed_for: Mapping[int, int]
    """By brief how often she was proposed for it: for that brief itself it does not count."""
    introduced_for: frozenset[int]
    centres: Mapping[int, Centre]
    """Of all municipalities."""

    @property
    def is_full(self) -> bool:
        """She has as many introductions as she wants."""
        return self.member.open >= self.member.at_once

    @property
    def with_room(self) -> Member:
        """Whoever is full is counted as if one of them had ended."""
        return replace(self.member, open=min(self.member.open, self.member.at_once - 1))

    def for_brief(self, brief: int) -> Member:
        """As she is counted for one brief: that she was proposed for it itself does not count."""
        others = self.member.proposals - self.proposed_for.get(brief, 0)
        return replace(self.with_room, proposals=others)

    def near_to(self, kilometres: int) -> set[int]:
        """The municipalities to which hers is near."""
        hers = {pk: centre for pk, centre in self.centres.items() if pk == self.member.place}
        return {
            there
            for there, centre in self.centres.items()
            if near(there, {there: centre, **hers}, kilometres=kilometres)
        }


def herself(actor: Actor, *, at: datetime, weights: Weights) -> Herself:
    """One query, with where she is from known. Without a word of hers: as who has every freedom."""
    hers = offered().filter(actor=actor)
    shortlisted, proposed = proposed_since(at, weights)
    records = records_of([actor.pk]).values("pk")
    houses = Membership.objects.filter(person__in=records).values("organisation")
    own = Q(pk__in=records) | Q(pk__in=houses) | Q(claimed_by__in=houses)
    found = together(
        {
            "said": Availability.objects.filter(actor=actor),
            "concepts": hers.order_by("concept"),
            "links": _links_of(hers),
            "languages": ActorLanguage.objects.filter(actor=actor),
            "sectors": ActorSector.objects.filter(actor=actor),
            "own": Actor.objects.filter(own),
            "shortlisted": shortlisted.filter(actor__in=records),
            "proposed": proposed.filter(actor__in=records).annotate(brief=_BRIEF),
            "sides": sides()
            .filter(actor__in=records)
            .annotate(state=F("introduction__state"), brief=_BRIEF),
            "areas": Area.objects.filter(kind=AreaKind.MUNICIPALITY),
            "steps": introduced_on().filter(introduction__sides__actor__in=records),
        }
    )
    said = found["said"][0] if found["said"] else Availability()
    times = [row.brief_id for row in found["shortlisted"]] + [
        row.brief for row in found["proposed"]
    ]
    member = Member(
        actor=actor.pk,
        public_id=str(actor.public_id),
        concepts=frozenset(row.concept_id for row in found["concepts"]),
        forms=frozenset(said.forms),
        languages=frozenset(row.language for row in found["languages"]),
        sectors=frozenset(row.sector for row in found["sectors"]),
        place=municipality(actor.area) if actor.area else None,
        free_from=said.free_from,
        hours=said.hours_a_month,
        at_once=said.at_once,
        open=sum(row.state in OPEN for row in found["sides"]),
        proposals=len(times),
        last_introduced=max((row.on for row in found["steps"]), default=None),
    )
    return Herself(
        member=member,
        available=bool(found["said"]),
        own=frozenset(row.pk for row in found["own"]),
        words={row.concept_id: tuple(row.words) for row in found["concepts"]},
        asked=_asked(member.concepts, found["links"]),
        proposed_for=Counter(brief for brief in times if brief),
        introduced_for=frozenset(row.brief for row in found["sides"] if row.brief),
        centres={row.pk: Centre(row.latitude, row.longitude) for row in found["areas"]},
    )


_BRIEF = F("introduction__for_brief")


def _links_of(hers: QuerySet[ActorConcept]) -> QuerySet[ConceptLink]:
    """What hangs together with her concepts, as far as it is in use."""
    in_use = Q(concept__retired_at=None, other__retired_at=None)
    concepts = hers.values("concept")
    return ConceptLink.objects.filter(in_use & (Q(concept__in=concepts) | Q(other__in=concepts)))


def _asked(hers: frozenset[int], links: Sequence[ConceptLink]) -> dict[int, dict[int, Kind]]:
    """The concepts that, when asked, she fits; with those of hers that stand beside each."""
    around = beside(links)
    asked = hers | {other for concept in hers for other in around.get(concept, ())}
    return {
        concept: {by: kind for by, kind in around.get(concept, {}).items() if by in hers}
        for concept in asked
    }
