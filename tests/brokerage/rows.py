"""Rows for whoever weighs who fits: briefs, available people, what was proposed before."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from gangmaker.actors.models import Actor, ActorLanguage, ActorSector, Direction
from gangmaker.brokerage.models import (
    Availability,
    Brief,
    Candidate,
    CandidateState,
    Introduction,
    IntroductionState,
    Origin,
    Side,
    Step,
)
from gangmaker.concepts.models import (
    ActorConcept,
    Concept,
    ConceptLink,
    ItemConcept,
    LinkKind,
    MeaningState,
)
from gangmaker.trail.models import ItemAudience, ItemKind
from gangmaker.trail.operations import item_fields
from tests.world import NOON, make_new_item, make_person, make_team

TODAY = NOON.date()


def make_brief(
    *,
    by: Actor | None = None,
    owner: Actor | None = None,
    on_behalf_of: Actor | None = None,
    concepts: Iterable[Concept] = (),
    audience: str = ItemAudience.PARTIES,
    title: str = "Een handleiding die lezers houdt",
    **said: Any,
) -> Brief:
    """An approved brief with what was confirmed of it."""
    by, owner = by or make_person("Bedrijfsleider, Menen"), owner or make_team()
    new = make_new_item(
        by=by, owner=owner, on_behalf_of=on_behalf_of, audience=audience, title=title
    )
    fields = item_fields(new, kind=ItemKind.BRIEF, now=NOON)
    defaults = {"approved_at": NOON, "approved_by": by, "words_on": TODAY}
    brief = Brief.objects.create(**(fields | defaults | said))
    for concept in concepts:
        ItemConcept.objects.create(item=brief, concept=concept, **confirmed(owner))
    return brief


def make_available(
    *concepts: Concept,
    name: str = "Illustrator, Kortrijk",
    sectors: Iterable[str] = (),
    languages: Iterable[str] = (),
    actor: Actor | None = None,
    area: Any = None,
    words: Iterable[str] = (),
    **said: Any,
) -> Actor:
    """Somebody who wants to be proposed and confirmed that she offers these."""
    actor = actor or make_person(name, area=area)
    Availability.objects.create(actor=actor, since=NOON, **said)
    for sector in sectors:
        ActorSector.objects.create(actor=actor, sector=sector)
    for language in languages:
        ActorLanguage.objects.create(actor=actor, language=language)
    for concept in concepts:
        ActorConcept.objects.create(
            actor=actor,
            concept=concept,
            direction=Direction.OFFERS,
            words=list(words),
            **confirmed(actor),
        )
    return actor


def confirmed(by: Actor) -> dict[str, Any]:
    return {"state": MeaningState.CONFIRMED, "decided_by": by, "decided_at": NOON}


def make_broader(concept: Concept, other: Concept) -> None:
    ConceptLink.objects.create(concept=concept, other=other, kind=LinkKind.BROADER)


def make_candidate(
    brief: Brief, actor: Actor, *, state: str = CandidateState.SHORTLISTED, at: datetime = NOON
) -> Candidate:
    return Candidate.objects.create(brief=brief, actor=actor, state=state, by=brief.owner, at=at)


def make_introduced(
    one: Actor,
    other: Actor,
    *,
    brief: Brief | None = None,
    state: str = IntroductionState.ACCEPTED,
    on: date = TODAY,
    created_at: datetime = NOON,
) -> Introduction:
    """Two who said yes on that day, whatever became of it."""
    broker = make_team()
    fields = item_fields(make_new_item(by=broker), kind=ItemKind.INTRODUCTION, now=created_at)
    fields |= {"created_at": created_at}
    introduction = Introduction.objects.create(
        **fields,
        for_brief=brief,
        origin=Origin.BRIEF if brief else Origin.BROKER,
        state=state,
        words_on=on,
    )
    for position, actor in enumerate((one, other)):
        Side.objects.create(introduction=introduction, actor=actor, position=position)
    if state not in (IntroductionState.PROPOSED, IntroductionState.ASKED):
        Step.objects.create(
            introduction=introduction, state=IntroductionState.ACCEPTED, on=on, by=broker, at=NOON
        )
    return introduction
