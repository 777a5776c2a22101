"""All available members as one ask sees them: one query, in which each fact is a text of ids.

Nothing is kept between two requests, so what is shown is what holds; the memory that it takes is
eight bytes for each id that is told, given back at the end.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np
from django.db.models import (
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast

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
from gangmaker.core.brokerage.crowd import NOBODY, Crowd, Load
from gangmaker.core.brokerage.crowd import Ids as Column
from gangmaker.core.brokerage.fit import TIMELY_FORMS, Ask
from gangmaker.core.brokerage.weights import Weights

from .ids import Ids, column

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
Told = dict[str, dict[int | str, Column]]


def crowd_for(ask: Ask, *, brief: int, at: datetime, weights: Weights) -> Crowd:
    """What is true of everybody who is available, as far as ``ask`` looks. One query.

    What was proposed for this ``brief`` itself is not held against anybody.
    """
    told = _told(
        [*_of_availability(ask, weights), *_of_actors(ask), *_of_history(brief, at, weights)]
    )
    return Crowd(
        available=_one(told, "available"),
        confirmed={int(key): ids for key, ids in told["concept"].items()},
        forms=_words(told, "form"),
        languages=_words(told, "language"),
        sectors=_words(told, "sector"),
        same_place=_one(told, "here"),
        near=_one(told, "near"),
        late=_one(told, "late"),
        enough_hours=_one(told, "hours"),
        introduced=_one(told, "introduced"),
        proposals=np.concatenate([_one(told, "shortlisted"), _one(told, "proposed")]),
        loads=_loads(told),
    )


def proposed_since(at: datetime, weights: Weights) -> tuple[QuerySet[Candidate], QuerySet[Side]]:
    """Who was put on a shortlist lately, and who was introduced without one: a row each time.

    Two who met by themselves were not proposed.
    """
    since = at - timedelta(days=weights.window * 365 // MONTHS_OF_A_YEAR)
    shortlisted = Candidate.objects.filter(state=CandidateState.SHORTLISTED, at__gte=since)
    same = shortlisted.filter(brief=OuterRef("introduction__for_brief"), actor=OuterRef("actor"))
    sides = Side.objects.filter(introduction__created_at__gte=since).filter(~Exists(same))
    return shortlisted, sides.exclude(introduction__origin=Origin.ENCOUNTER)


def _of_availability(ask: Ask, weights: Weights) -> Parts:
    rows = Availability.objects.annotate(said=Cast("forms", TextField()))
    yield _ids("available", rows)
    for form in sorted(ask.forms):
        yield _ids("form", rows.filter(said__contains=f'"{form}"'), word=Value(form))
    if ask.by_when:
        yield _ids("late", rows.filter(free_from__gt=ask.by_when))
    if ask.forms & TIMELY_FORMS:
        yield _ids("hours", rows.filter(hours_a_month__gte=weights.enough_hours))
    busy = Side.objects.filter(introduction__state__in=OPEN).values("actor")
    yield _ids("at once", rows.filter(actor__in=busy), number=F("at_once"))


def _of_actors(ask: Ask) -> Parts:
    asked = {each.concept for each in ask.concepts} | {
        other for each in ask.concepts for other in each.beside
    }
    yield _ids("concept", offered().filter(concept__in=asked), number=F("concept_id"))
    yield _ids("sector", ActorSector.objects.all(), word=F("sector"))
    if ask.languages:
        spoken = ActorLanguage.objects.filter(language__in=ask.languages)
        yield _ids("language", spoken, word=F("language"))
    for kind, places in (("here", {ask.place} - {None}), ("near", ask.near)):
        if places:
            there = Q(area__in=places) | Q(area__parent__in=places)
            yield _ids(kind, Actor.objects.filter(there), who="pk")


def _of_history(brief: int, at: datetime, weights: Weights) -> Parts:
    shortlisted, proposed = proposed_since(at, weights)
    yield _ids("shortlisted", shortlisted.exclude(brief=brief))
    others = Q(introduction__for_brief=None) | ~Q(introduction__for_brief=brief)
    yield _ids("proposed", proposed.filter(others))
    yield _ids("open", Side.objects.filter(introduction__state__in=OPEN))
    came_so_far = Step.objects.filter(state__in=INTRODUCED).values("introduction")
    yield _ids("introduced", Side.objects.filter(introduction__in=came_so_far))


def offered() -> QuerySet[ActorConcept]:
    """What somebody confirmed to offer."""
    return ActorConcept.objects.filter(state=MeaningState.CONFIRMED, direction=Direction.OFFERS)


def _ids(
    kind: str, rows: QuerySet[Any], *, number: Any = None, word: Any = None, who: str = "actor_id"
) -> QuerySet[Any, Any]:
    """One row for each ``number`` and ``word``: the ids of those of whom it holds."""
    labels = {
        "of_kind": Value(kind, output_field=CharField()),
        "number": Value(0, output_field=IntegerField()) if number is None else number,
        "word": Value("", output_field=CharField()) if word is None else word,
    }
    grouped: QuerySet[Any, Any] = rows.order_by().values(**labels).annotate(ids=Ids(who))
    told: QuerySet[Any, Any] = grouped.values_list("of_kind", "number", "word", "ids")
    return told


def _told(parts: list[QuerySet[Any, Any]]) -> Told:
    told: Told = defaultdict(dict)
    for kind, number, word, ids in parts[0].union(*parts[1:], all=True):
        told[kind][word or number] = column(ids)
    return told


def _one(told: Told, kind: str) -> Column:
    return told[kind].get(0, NOBODY)


def _words(told: Told, kind: str) -> dict[str, Column]:
    return {str(key): ids for key, ids in told[kind].items()}


def _loads(told: Told) -> dict[int, Load]:
    """Only of who is available: of others it is not known how many they want."""
    at_once = {actor: int(many) for many, ids in told["at once"].items() for actor in ids.tolist()}
    actors, counts = np.unique(_one(told, "open"), return_counts=True)
    return {
        actor: Load(number, at_once[actor])
        for actor, number in zip(actors.tolist(), counts.tolist(), strict=True)
        if actor in at_once
    }
