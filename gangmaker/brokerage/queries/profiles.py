"""What the broker could do today for the people here: profiles to complete, introductions worth
making."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import ActorQuerySet, Exchange
from gangmaker.brokerage.models import Brief, Introduction
from gangmaker.concepts.models import ActorConcept, MeaningState
from gangmaker.concepts.queries import Named, named
from gangmaker.core.brokerage.fit import BESIDE, Reason

from .asking import confirmed_of_items
from .available import could_be_proposed
from .longlist import Proposed, longlist

HER_OWN_TIME: Final = timedelta(days=7)
"""So long nobody is spoken to about a profile: perhaps she completes it by herself."""


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


def profiles_to_complete(*, at: datetime, limit: int = 5) -> list[Unfinished]:
    """Who is available first; three queries. Of each kind who came last comes first."""
    said = {
        Lack.CONCEPTS: _available_without_concepts(before=at - HER_OWN_TIME),
        Lack.AVAILABILITY: _not_asked(before=at - HER_OWN_TIME),
        Lack.CONFIRMED: _unread(before=at - HER_OWN_TIME),
    }
    found = [
        Unfinished(slug, name, lack)
        for lack, people in said.items()
        for slug, name in people.order_by("-pk").values_list("slug", "name")[:limit]
    ]
    return found[:limit]


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
    """For each of the briefs that wait longest without an introduction, the first of the longlist.

    Only briefs that were approved and are open, and ask for a concept that somebody confirmed.
    Of equal points by the rule of the longlist. Five queries for each brief, and two.
    """
    waiting = _without_introduction().order_by("approved_at", "pk")[:limit]
    found = []
    for brief in waiting.select_related("by__area", "on_behalf_of__area", "area"):
        rows = longlist(brief, at=at, limit=1).rows
        found += [(brief, row) for row in rows]
    concepts = {why.concept for _brief, row in found for why in _of_concepts(row)}
    names = named((pk for pk in concepts if pk is not None), language) if found else {}
    return [
        WorthMaking(
            brief_slug=brief.slug,
            brief_title=brief.title,
            brief_language=brief.language,
            candidate_slug=row.slug,
            candidate_name=row.name,
            points=row.points,
            concepts=tuple(names[why.concept] for why in _of_concepts(row) if why.concept in names),
        )
        for brief, row in found
    ]


def _without_introduction() -> QuerySet[Brief]:
    open_briefs = Brief.objects.filter(approved_at__isnull=False, ended_at=None, withdrawal=None)
    tried = Introduction.objects.filter(for_brief=OuterRef("pk"))
    asks = confirmed_of_items().filter(item=OuterRef("pk"))
    return open_briefs.filter(Exists(asks)).exclude(Exists(tried))


def _of_concepts(row: Proposed) -> list[Reason]:
    return [why for why in row.fit.reasons if why.kind in BESIDE]
