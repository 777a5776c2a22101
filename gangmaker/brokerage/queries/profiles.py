"""What the broker could do today for the people here: profiles to complete, introductions worth
making."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.cache import caches
from django.db.models import Exists, OuterRef, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import ActorQuerySet, Exchange
from gangmaker.actors.together import Found, Lists, first, together
from gangmaker.brokerage.models import Brief, Candidate, Introduction
from gangmaker.concepts.models import ActorConcept, MeaningState
from gangmaker.concepts.queries import Named
from gangmaker.concepts.queries.names import best_of, preferred_names
from gangmaker.core.brokerage.fit import BESIDE

from .asking import confirmed_of_items
from .available import could_be_proposed, proposable
from .longlist import Proposed, longlist

HER_OWN_TIME: Final = timedelta(days=7)
"""So long nobody is spoken to about a profile: perhaps she completes it by herself."""


KEPT_IN: Final = "kept"
WORTH_MAKING: Final = "brokerage.worth_making"
LOOKED: Final = "brokerage.worth_making.looked"
EVERY: Final = timedelta(minutes=5)
KEPT_FOR: Final = timedelta(hours=1)
MOST_BRIEFS: Final = 5


class Lack(TextChoices):
    """What a profile is missing before somebody can be found by it."""

    CONCEPTS = "concepts", _("is available, and confirmed no concept yet")
    AVAILABILITY = "availability", _("confirmed concepts, and did not say whether she is available")
    CONFIRMED = "confirmed", _("wrote what she offers, and confirmed no concept of it yet")


@dataclass(frozen=True)
class Unfinished:
    """Somebody whose profile would be found if one thing more were said."""

    slug: str
    name: str
    lack: Lack


@dataclass(frozen=True)
class WorthMaking:
    """A brief and the best who was not introduced for it yet; ``concepts`` are why."""

    brief_slug: str
    brief_title: str
    brief_language: str
    candidate_slug: str
    candidate_name: str
    points: int
    concepts: tuple[Named, ...]


@dataclass(frozen=True)
class Worth:
    """The same by ids, as it is kept."""

    brief: int
    actor: int
    points: int
    concepts: tuple[int, ...]


def profiles_to_complete(*, at: datetime, limit: int = 5) -> list[Unfinished]:
    """Who is available first; one query. Of each kind who came last comes first."""
    return profiles_of(together(profile_lists(at=at, limit=limit)), limit=limit)


def profile_lists(*, at: datetime, limit: int = 5) -> Lists:
    """The same as parts of a page that asks for more at once."""
    before = at - HER_OWN_TIME
    lacking = {
        Lack.CONCEPTS: _available_without_concepts(before=before),
        Lack.AVAILABILITY: _not_asked(before=before),
        Lack.CONFIRMED: _unread(before=before),
    }
    return {
        f"lacks {lack}": first(people.order_by("-pk"), limit).order_by("-pk")
        for lack, people in lacking.items()
    }


def profiles_of(found: Found, *, limit: int = 5) -> list[Unfinished]:
    unfinished = [
        Unfinished(actor.slug, actor.name, lack)
        for lack in Lack
        for actor in found[f"lacks {lack}"]
    ]
    return unfinished[:limit]


def _available_without_concepts(*, before: datetime) -> ActorQuerySet:
    available = could_be_proposed().filter(availability__since__lt=before)
    return available.exclude(Exists(_confirmed()))


def _not_asked(*, before: datetime) -> ActorQuerySet:
    confirmed = _confirmed().filter(decided_at__lt=before)
    return could_be_proposed().filter(Exists(confirmed), availability=None)


def _unread(*, before: datetime) -> ActorQuerySet:
    """Nobody looked at what her words may mean."""
    hers = OuterRef("pk")
    words = Exchange.objects.filter(actor=hers).exclude(text="")
    meant = ActorConcept.objects.filter(actor=hers)
    decided = meant.exclude(state=MeaningState.SUGGESTED)
    waiting = meant.filter(state=MeaningState.SUGGESTED, suggested_at__lt=before)
    people = could_be_proposed().filter(Exists(words), Exists(waiting), availability=None)
    return people.exclude(Exists(decided))


def _confirmed() -> QuerySet[ActorConcept]:
    return ActorConcept.objects.filter(actor=OuterRef("pk"), state=MeaningState.CONFIRMED)


def worth_making(*, at: datetime, language: str, limit: int = 3) -> list[WorthMaking]:
    """What the worker found last (``look_for_worth_making``), as far as it still holds: for each of
    the briefs that wait longest without an introduction the first of its longlist.

    One query. Who is not available any more is not named, from that moment.
    """
    kept = worth_kept()
    return worth_of(kept, together(worth_lists(kept)), language, limit=limit) if kept else []


def worth_kept() -> list[Worth]:
    found: list[Worth] = caches[KEPT_IN].get(WORTH_MAKING, [])
    return found


def worth_lists(kept: Sequence[Worth]) -> Lists:
    """What tells of those that were kept, as parts of a page that asks for more at once."""
    if not kept:
        return {}
    briefs, people = [one.brief for one in kept], [one.actor for one in kept]
    meant = {concept for one in kept for concept in one.concepts}
    return {
        "worth briefs": _without_introduction().filter(pk__in=briefs),
        "worth people": proposable().filter(pk__in=people),
        "worth considered": Candidate.objects.filter(brief__in=briefs, actor__in=people),
        "worth names": preferred_names().filter(concept__in=meant),
    }


def worth_of(
    kept: Sequence[Worth], found: Found, language: str, *, limit: int = 3
) -> list[WorthMaking]:
    if not kept:
        return []
    briefs = {brief.pk: brief for brief in found["worth briefs"]}
    people = {actor.pk: actor for actor in found["worth people"]}
    known = {(row.brief_id, row.actor_id) for row in found["worth considered"]}
    names = best_of(found["worth names"], language)
    told = [
        WorthMaking(
            brief_slug=briefs[one.brief].slug,
            brief_title=briefs[one.brief].title,
            brief_language=briefs[one.brief].language,
            candidate_slug=people[one.actor].slug,
            candidate_name=people[one.actor].name,
            points=one.points,
            concepts=tuple(names[concept] for concept in one.concepts if concept in names),
        )
        for one in kept
        if one.brief in briefs and one.actor in people and (one.brief, one.actor) not in known
    ]
    return told[:limit]


def look_for_worth_making(*, now: datetime) -> int:
    """A duty of the worker, every few minutes: a longlist for each of a few briefs takes long.

    Only ids are kept, so that nothing is told that does not hold any more.
    """
    if not caches[KEPT_IN].add(LOOKED, 1, timeout=EVERY.total_seconds()):
        return 0
    found = worth_now(at=now)
    caches[KEPT_IN].set(WORTH_MAKING, found, timeout=KEPT_FOR.total_seconds())
    return len(found)


def worth_now(*, at: datetime, briefs: int = MOST_BRIEFS) -> list[Worth]:
    """Of briefs that were approved, are open and ask for a concept; who waits longest first.

    Of equal points by the rule of the longlist, whose queries it takes for each brief.
    """
    waiting = _without_introduction().order_by("approved_at", "pk")[:briefs]
    return [
        Worth(brief.pk, row.actor, row.points, tuple(_concepts_of(row)))
        for brief in waiting.select_related("by__area", "on_behalf_of__area", "area")
        for row in longlist(brief, at=at, limit=1).rows
    ]


def _without_introduction() -> QuerySet[Brief]:
    open_briefs = Brief.objects.filter(approved_at__isnull=False, ended_at=None, withdrawal=None)
    tried = Introduction.objects.filter(for_brief=OuterRef("pk"), withdrawal=None)
    asks = confirmed_of_items().filter(item=OuterRef("pk"))
    return open_briefs.filter(Exists(asks)).exclude(Exists(tried))


def _concepts_of(row: Proposed) -> list[int]:
    reasons = [why for why in row.fit.reasons if why.kind in BESIDE]
    return [why.concept for why in reasons if why.concept is not None]
