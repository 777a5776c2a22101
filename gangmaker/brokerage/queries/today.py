"""What Today shows of bringing people together, as parts of the one query that it makes anyway."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import F, QuerySet
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.actors.together import Found, Lists, first
from gangmaker.brokerage.models import Brief, FollowUpKind, Introduction, IntroductionState
from gangmaker.brokerage.rules import can_broker

from .briefs import silent_briefs
from .follow_ups import follow_ups_waiting
from .introductions import answers_waiting, waiting_for
from .profiles import (
    Unfinished,
    Worth,
    WorthMaking,
    profile_lists,
    profiles_of,
    worth_kept,
    worth_lists,
    worth_of,
)

MOST: Final = 5
PATIENCE: Final = timedelta(days=7)
"""So long the two have to answer by themselves what they were asked, before somebody phones."""


@dataclass(frozen=True)
class AsksHer:
    """An introduction that waits for the reader's own answer."""

    nonce: str
    title: str
    language: str
    asked_on: date


@dataclass(frozen=True)
class Waits:
    """An introduction, or a brief, about which the broker has to do something."""

    slug: str
    title: str
    language: str
    what: str
    since: date


@dataclass(frozen=True)
class BringingToday:
    """``asks`` for everybody; the rest is empty for who may not bring people together."""

    asks: Sequence[AsksHer] = ()
    answers: Sequence[Waits] = ()
    follow_ups: Sequence[Waits] = ()
    briefs: Sequence[Waits] = ()
    worth: Sequence[WorthMaking] = ()
    profiles: Sequence[Unfinished] = ()

    def __bool__(self) -> bool:
        return any((self.asks, self.answers, self.follow_ups, self.briefs, self.worth))


@dataclass(frozen=True)
class Asked:
    """What is asked for a reader: the lists, and what the worker kept of introductions."""

    lists: Lists
    kept: Sequence[Worth]


def asked_for(viewer: Actor, *, at: datetime) -> Asked:
    hers = waiting_for(viewer).annotate(
        title=F("introduction__title"), language=F("introduction__language")
    )
    lists: dict[str, QuerySet[Any]] = {"asks her": hers}
    if not can_broker(viewer):
        return Asked(lists, ())
    on, kept = timezone.localdate(at), worth_kept()
    due = follow_ups_waiting(viewer, on - PATIENCE).annotate(
        slug=F("introduction__slug"),
        title=F("introduction__title"),
        language=F("introduction__language"),
    )
    return Asked(
        {
            **lists,
            "answers": first(answers_waiting(viewer), MOST),
            "follow ups": first(due, MOST),
            "silent briefs": first(silent_briefs(at=at, keeper=viewer), MOST),
            **profile_lists(at=at, limit=MOST),
            **worth_lists(kept),
        },
        kept,
    )


def bringing_of(asked: Asked, found: Found, language: str) -> BringingToday:
    """What was found, for the page."""
    asks = [
        AsksHer(row.nonce.hex, row.title, row.language, timezone.localdate(row.asked_at))
        for row in found["asks her"]
    ]
    if "answers" not in found:
        return BringingToday(asks=asks)
    return BringingToday(
        asks=asks,
        answers=[_waits(row, str(IntroductionState(row.state).label)) for row in found["answers"]],
        follow_ups=[
            Waits(
                row.slug,
                row.title,
                row.language,
                str(FollowUpKind(row.kind).label),
                row.due_on,
            )
            for row in found["follow ups"]
        ],
        briefs=[_waits(row, "") for row in found["silent briefs"]],
        worth=worth_of(asked.kept, found, language),
        profiles=profiles_of(found, limit=MOST),
    )


def _waits(row: Introduction | Brief, what: str) -> Waits:
    return Waits(row.slug, row.title, row.language, what, row.words_on)
