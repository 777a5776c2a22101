"""What texts mean: the words suggest concepts, a person confirms or dismisses them.

A suggestion is no act: nobody said anything yet. What a person decides is one.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, Exchange
from gangmaker.actors.rules import NotYours
from gangmaker.concepts.embedding import stays_here
from gangmaker.concepts.models import (
    ActorConcept,
    Concept,
    ItemConcept,
    MeaningState,
)
from gangmaker.concepts.rules import can_say_what_it_means, can_say_what_she_means
from gangmaker.concepts.suggesting import suggested_for
from gangmaker.core.concepts import Suggestion
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import OF_THE_TEAM, Item, ItemAudience
from gangmaker.trail.operations import record

AnyMeaning = ItemConcept | ActorConcept


class NotAConcept(Refused):
    code = "not_a_concept"
    message = _("This concept is not used any more. Choose another.")


CONFIDENTIAL: Final = frozenset({ItemAudience.PARTIES, *OF_THE_TEAM})

WordsOf = Callable[[Item], str]
_words_of: dict[str, WordsOf] = {}


def says_more(kind: str) -> Callable[[WordsOf], WordsOf]:
    """Register which words items of a kind have beside title and summary."""

    def register(words: WordsOf) -> WordsOf:
        _words_of[kind] = words
        return words

    return register


def suggest_for_item(*, item: Item, now: datetime, by_words: bool = False) -> None:
    """Suggest anew what its words are about; what a person decided stays.

    ``by_words`` alone, without the model: while somebody waits. So is what only some may read,
    when the model is on another server: its words go to nobody else.
    """
    by_words = by_words or (item.audience in CONFIDENTIAL and not stays_here())
    more = _words_of.get(item.kind)
    text = "\n".join([item.title, item.summary, *([more(item)] if more else [])])
    found = suggested_for(text, item.language, by_words=by_words)
    _write(ItemConcept.objects.filter(item=item), found, now, item=item)


def suggest_for_exchange(*, exchange: Exchange, now: datetime, by_words: bool = False) -> bool:
    """Suggest anew what somebody offers or seeks, by her words and tags; whether any is new."""
    actor, direction = exchange.actor, exchange.direction
    text = "\n".join([exchange.text, *(tag.name for tag in exchange.tags.all())])
    found = suggested_for(text, actor.about_language or actor.reads, by_words=by_words)
    rows = ActorConcept.objects.filter(actor=actor, direction=direction)
    return _write(rows, found, now, actor=actor, direction=direction)


def suggest_while_she_waits(*, actor: Actor, now: datetime) -> bool:
    """Suggest by words alone what her profile is about; whether anything is new since ``now``.

    The worker reads it again with the model, and may have been quicker: what it suggested in the
    meantime is new to her as well.
    """
    said = Exchange.objects.filter(actor=actor).select_related("actor").prefetch_related("tags")
    new = [
        suggest_for_exchange(exchange=exchange, now=now, by_words=True)
        for exchange in said.order_by("pk")
    ]
    waiting = ActorConcept.objects.filter(actor=actor, state=MeaningState.SUGGESTED)
    return any(new) or waiting.filter(suggested_at__gt=now).exists()


@transaction.atomic
def _write(
    rows: QuerySet[Any], found: Sequence[Suggestion], now: datetime, **whose: object
) -> bool:
    decided = set(rows.exclude(state=MeaningState.SUGGESTED).values_list("concept__key", flat=True))
    wanted = {each.concept: each for each in found if each.concept not in decided}
    waiting = rows.filter(state=MeaningState.SUGGESTED)
    waiting.exclude(concept__key__in=wanted).delete()
    there = set(waiting.values_list("concept__key", flat=True))
    new = Concept.objects.in_bulk([key for key in wanted if key not in there], field_name="key")
    rows.model.objects.bulk_create(
        [
            rows.model(
                concept=concept,
                score=wanted[key].score,
                words=list(wanted[key].words),
                suggested_at=now,
                **whose,
            )
            for key, concept in new.items()
        ],
        ignore_conflicts=True,
    )
    return bool(new)


def confirm_meaning(*, meaning: AnyMeaning, by: Actor, now: datetime) -> None:
    """Yes, it is about that: from now on it counts."""
    _decide(meaning, MeaningState.CONFIRMED, by=by, now=now)


def dismiss_meaning(*, meaning: AnyMeaning, by: Actor, now: datetime) -> None:
    """No, or no longer: it does not come back by itself."""
    _decide(meaning, MeaningState.DISMISSED, by=by, now=now)


@transaction.atomic
def _decide(meaning: AnyMeaning, state: MeaningState, *, by: Actor, now: datetime) -> None:
    _refuse_others(meaning, by)
    there = type(meaning).objects.filter(pk=meaning.pk)
    if there.exclude(state=state).update(state=state, decided_by=by, decided_at=now):
        _say(meaning, state, by=by, now=now)


@transaction.atomic
def add_meaning(*, meaning: AnyMeaning, by: Actor, now: datetime) -> None:
    """Say by hand what something is about; also what was dismissed before."""
    _refuse_others(meaning, by)
    if meaning.concept.retired_at is not None:
        raise NotAConcept
    confirmed = {"state": MeaningState.CONFIRMED, "suggested_at": now, "decided_by": by}
    row, new = type(meaning).objects.get_or_create(
        concept=meaning.concept, **_whose(meaning), defaults={**confirmed, "decided_at": now}
    )
    if new:
        _say(row, MeaningState.CONFIRMED, by=by, now=now)
    else:
        _decide(row, MeaningState.CONFIRMED, by=by, now=now)


def _whose(meaning: AnyMeaning) -> dict[str, Any]:
    if isinstance(meaning, ItemConcept):
        return {"item": meaning.item}
    return {"actor": meaning.actor, "direction": meaning.direction}


def _refuse_others(meaning: AnyMeaning, by: Actor) -> None:
    if isinstance(meaning, ItemConcept):
        may = can_say_what_it_means(by, meaning.item)
    else:
        may = can_say_what_she_means(by, meaning.actor)
    if not may:
        raise NotYours


def _say(meaning: AnyMeaning, state: MeaningState, *, by: Actor, now: datetime) -> None:
    yes = state == MeaningState.CONFIRMED
    data: dict[str, Any] = {"concept": meaning.concept_id}
    if isinstance(meaning, ItemConcept):
        verb = "item.concept_confirmed" if yes else "item.concept_dismissed"
        record(verb, by=by, item=meaning.item, at=now, data=data)
    else:
        verb = "actor.concept_confirmed" if yes else "actor.concept_dismissed"
        data["direction"] = meaning.direction
        record(verb, by=by, subject=meaning.actor, at=now, data=data)
