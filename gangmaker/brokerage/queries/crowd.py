"""All available members as one ask sees them: one query, in which each fact is a text of ids.

Nothing is kept between two requests, so what is shown is what holds; the memory that it takes is
eight bytes for each id that is told, given back at the end.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np
from django.db.models import (
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, StrIndex

from gangmaker.actors.models import Actor, ActorLanguage, ActorSector, Direction
from gangmaker.brokerage.models import (
    Availability,
    Candidate,
    CandidateState,
    IntroductionState,
    Origin,
    Side,
    Step,
)
from gangmaker.concepts.models import ActorConcept, MeaningState
from gangmaker.core.brokerage.columns import Ids as Column
from gangmaker.core.brokerage.crowd import Crowd, Load
from gangmaker.core.brokerage.fit import TIMELY_FORMS, Ask
from gangmaker.core.brokerage.weights import Weights

from .available import STANDS
from .ids import Told, ids_of, numbers, one, told_by, words

OPEN: Final = (
    IntroductionState.PROPOSED,
    IntroductionState.ASKED,
    IntroductionState.ACCEPTED,
    IntroductionState.MET,
    IntroductionState.AGREEMENT,
)
"""An introduction in one of these takes room of who is in it."""
INTRODUCED: Final = (
    IntroductionState.ACCEPTED,
    IntroductionState.MET,
    IntroductionState.AGREEMENT,
    IntroductionState.PROJECT,
    IntroductionState.RESULT,
)
"""Who ever came so far was introduced; whoever said no was not."""
MONTHS_OF_A_YEAR: Final = 12

Parts = Iterator[QuerySet[Any, Any]]


def crowd_for(ask: Ask, *, brief: int, at: datetime, weights: Weights) -> Crowd:
    """What is true of everybody who is available, as far as ``ask`` looks. One query.

    What was proposed for this ``brief`` itself is not held against anybody.
    """
    told = told_by(
        [*_of_availability(ask, weights), *_of_actors(ask), *_of_history(brief, at, weights)]
    )
    hers = _standing(numbers(told, "records"))
    return Crowd(
        counted=one(told, "available"),
        confirmed=numbers(told, "concept"),
        forms=words(told, "form"),
        languages=words(told, "language"),
        sectors=words(told, "sector"),
        same_place=one(told, "here"),
        near=one(told, "near"),
        late=one(told, "late"),
        enough_hours=one(told, "hours"),
        introduced=hers(one(told, "introduced")),
        proposals=hers(np.concatenate([one(told, "shortlisted"), one(told, "proposed")])),
        loads=_loads(told, hers(one(told, "open"))),
    )


def proposed_since(at: datetime, weights: Weights) -> tuple[QuerySet[Candidate], QuerySet[Side]]:
    """Who was put on a shortlist lately, and who was introduced without one: a row each time.

    Two who met by themselves were not proposed.
    """
    since = at - timedelta(days=weights.window * 365 // MONTHS_OF_A_YEAR)
    shortlisted = Candidate.objects.filter(state=CandidateState.SHORTLISTED, at__gte=since)
    same = shortlisted.filter(brief=OuterRef("introduction__for_brief"), actor=OuterRef("actor"))
    introduced = sides().filter(introduction__created_at__gte=since).filter(~Exists(same))
    return shortlisted, introduced.exclude(introduction__origin=Origin.ENCOUNTER)


def sides() -> QuerySet[Side]:
    """Of introductions that were not withdrawn: those bring nobody together."""
    return Side.objects.filter(introduction__withdrawal=None)


def introduced_on() -> QuerySet[Step]:
    """Steps by which two were introduced."""
    return Step.objects.filter(state__in=INTRODUCED, introduction__withdrawal=None)


def _of_availability(ask: Ask, weights: Weights) -> Parts:
    rows = Availability.objects.annotate(said=Cast("forms", TextField()))
    yield ids_of("available", rows)
    for form in sorted(ask.forms):
        says = rows.alias(place=StrIndex("said", Value(f'"{form}"'))).filter(place__gt=0)
        yield ids_of("form", says, word=Value(form))
    if ask.by_when:
        yield ids_of("late", rows.filter(free_from__gt=ask.by_when))
    if ask.forms & TIMELY_FORMS:
        yield ids_of("hours", rows.filter(hours_a_month__gte=weights.enough_hours))
    busy = sides().filter(introduction__state__in=OPEN).values(one=STANDS)
    yield ids_of("at once", rows.filter(actor__in=busy), number=F("at_once"))


def _of_actors(ask: Ask) -> Parts:
    asked = {each.concept for each in ask.concepts} | {
        other for each in ask.concepts for other in each.beside
    }
    yield ids_of("concept", offered().filter(concept__in=asked), number=F("concept_id"))
    yield ids_of("sector", ActorSector.objects.all(), word=F("sector"))
    if ask.languages:
        spoken = ActorLanguage.objects.filter(language__in=ask.languages)
        yield ids_of("language", spoken, word=F("language"))
    for kind, places in (("here", {ask.place} - {None}), ("near", ask.near)):
        if places:
            there = Q(area__in=places) | Q(area__parent__in=places)
            yield ids_of(kind, Actor.objects.filter(there), who="pk")


def _of_history(brief: int, at: datetime, weights: Weights) -> Parts:
    shortlisted, proposed = proposed_since(at, weights)
    yield ids_of("shortlisted", shortlisted.exclude(brief=brief))
    others = Q(introduction__for_brief=None) | ~Q(introduction__for_brief=brief)
    yield ids_of("proposed", proposed.filter(others))
    yield ids_of("open", sides().filter(introduction__state__in=OPEN))
    came_so_far = introduced_on().values("introduction")
    yield ids_of("introduced", Side.objects.filter(introduction__in=came_so_far))
    claimed = Actor.objects.exclude(claimed_by=None)
    yield ids_of("records", claimed, number=F("claimed_by_id"), who="pk")


def offered() -> QuerySet[ActorConcept]:
    """What somebody confirmed to offer."""
    return ActorConcept.objects.filter(state=MeaningState.CONFIRMED, direction=Direction.OFFERS)


def _standing(records: dict[int, Column]) -> Callable[[Column], Column]:
    """Says of ids who stands for them: what was done under another record of hers is hers."""
    stands = {pk: one for one, claimed in records.items() for pk in claimed.tolist()}
    others = np.array(sorted(stands), dtype=np.int64)
    theirs = np.array([stands[pk] for pk in others.tolist()], dtype=np.int64)

    def hers(ids: Column) -> Column:
        if not len(others):
            return ids
        places = np.minimum(np.searchsorted(others, ids), len(others) - 1)
        found: Column = np.where(others[places] == ids, theirs[places], ids)
        return found

    return hers


def _loads(told: Told, now_open: Column) -> dict[int, Load]:
    """Only of who is available: of others it is not known how many they want."""
    at_once = {actor: int(many) for many, ids in told["at once"].items() for actor in ids.tolist()}
    actors, counts = np.unique(now_open, return_counts=True)
    return {
        actor: Load(number, at_once[actor])
        for actor, number in zip(actors.tolist(), counts.tolist(), strict=True)
        if actor in at_once
    }
