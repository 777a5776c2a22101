"""What pages look up of introductions: lists of the broker, and what a side may know of hers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import know_who_stands, name_for
from gangmaker.brokerage import introduction_rules as rules
from gangmaker.brokerage.models import Brief, Introduction, IntroductionState, Side
from gangmaker.trail.models import Item

State = IntroductionState

MOST: Final = 100
LONGEST_WITHOUT_A_WORD: Final = ["words_on", "pk"]


@dataclass(frozen=True)
class SideRow:
    """One of the two, for the broker. ``answer`` is empty while there is none."""

    name: str
    slug: str
    answer: str
    asked_on: date | None


@dataclass(frozen=True)
class IntroductionRow:
    """For lists of the broker; ``state`` is an ``IntroductionState``."""

    slug: str
    title: str
    language: str
    state: str
    state_label: str
    silent_from: str
    words_on: date
    owner: str
    sides: tuple[SideRow, ...]


@dataclass(frozen=True)
class Wanted:
    """Which introductions the broker looks at."""

    state: str = ""
    mine: bool = False
    words: str = ""


@dataclass(frozen=True)
class MineRow:
    """An introduction as one of its sides may know it."""

    nonce: str
    title: str
    language: str
    seen: rules.Seen
    asked_at: datetime
    other: str


def found(wanted: Wanted, viewer: Actor) -> "QuerySet[Item]":
    """What silence hangs over first, then what waited longest for a word."""
    which = rules.not_one_of(viewer) & Q(withdrawal=None)
    if wanted.state:
        which &= Q(state=wanted.state)
    if wanted.mine:
        which &= rules.kept_by(viewer)
    if wanted.words:
        named = Q(actor__name__icontains=wanted.words) | Q(person__name__icontains=wanted.words)
        ours = Side.objects.filter(named).values("introduction")
        which &= Q(pk__in=ours) | Q(title__icontains=wanted.words)
    silent_first = Case(When(state=State.SILENT, then=Value(0)), default=Value(1))
    rows = Introduction.objects.filter(which).order_by(silent_first, *LONGEST_WITHOUT_A_WORD)
    return rows.select_related("owner__area")


def rows_of(introductions: Iterable[Item], viewer: Actor) -> list[IntroductionRow]:
    """Rows of introductions; one query for their sides, however many."""
    ones = [one for one in introductions if isinstance(one, Introduction)]
    sides = _sides_by_introduction(ones)
    return [_row(one, sides.get(one.pk, ()), viewer) for one in ones]


def introductions_of(brief: Brief, viewer: Actor) -> list[IntroductionRow]:
    """Those that were made for a brief, the newest first; two queries. For who may broker."""
    others = rules.not_one_of(viewer)
    rows = Introduction.objects.filter(others, for_brief=brief.pk, withdrawal=None)
    newest = rows.select_related("owner__area").order_by("-created_at", "-pk")[:MOST]
    return rows_of(newest, viewer)


def _sides_by_introduction(ones: Sequence[Introduction]) -> Mapping[int, Sequence[Side]]:
    sides = Side.objects.filter(introduction__in=[one.pk for one in ones])
    by_introduction: dict[int, list[Side]] = {}
    for side in sides.select_related("actor__area").order_by("introduction", "position"):
        by_introduction.setdefault(side.introduction_id, []).append(side)
    know_who_stands(side.actor for each in by_introduction.values() for side in each)
    return by_introduction


def _row(one: Introduction, sides: Sequence[Side], viewer: Actor) -> IntroductionRow:
    return IntroductionRow(
        slug=one.slug,
        title=one.title,
        language=one.language,
        state=one.state,
        state_label=str(State(one.state).label),
        silent_from=str(State(one.silent_from).label) if one.silent_from else "",
        words_on=one.words_on,
        owner=name_for(one.owner, viewer),
        sides=tuple(
            SideRow(
                name=name_for(side.actor, viewer),
                slug=side.actor.standing.slug,
                answer=side.answer,
                asked_on=timezone.localdate(side.asked_at) if side.asked_at else None,
            )
            for side in sides
        ),
    )


# --- What a side may know ---------------------------------------------------------------------


def asked_of(viewer: Actor) -> "QuerySet[Side]":
    """Her sides of which she was asked or that she knows of, the newest first."""
    known = Q(asked_at__isnull=False) | Q(introduction__audience="parties")
    sides = Side.objects.filter(rules.sides_of(viewer), known, introduction__withdrawal=None)
    return sides.select_related("introduction__withdrawal", "actor", "person").order_by(
        "-introduction__created_at", "-pk"
    )


def waiting_for(viewer: Actor) -> "QuerySet[Side]":
    """Those that ask for her answer. What the other answered makes no difference."""
    unanswered = asked_of(viewer).filter(answer="", asked_at__isnull=False)
    return unanswered.exclude(introduction__state=State.ENDED).exclude(
        introduction__audience="parties"
    )


def mine(sides: Iterable[Side]) -> list[MineRow]:
    """Rows for her own list; the other is named once both said yes. One query for those."""
    sides = list(sides)
    together = [side.introduction_id for side in sides if rules.is_accepted(side.introduction)]
    own = [side.pk for side in sides]
    others = Side.objects.filter(introduction__in=together).exclude(pk__in=own)
    names = {
        side.introduction_id: side.actor.standing.name
        for side in others.select_related("actor__claimed_by")
    }
    return [
        MineRow(
            nonce=side.nonce.hex,
            title=side.introduction.title,
            language=side.introduction.language,
            seen=rules.seen_by_side(side),
            asked_at=side.asked_at or side.introduction.created_at,
            other=names.get(side.introduction_id, ""),
        )
        for side in sides
    ]


# --- For Today --------------------------------------------------------------------------------


def answers_waiting(viewer: Actor) -> "QuerySet[Item]":
    """What the broker herself has to do something about: both asked and somebody said no, or
    nobody says anything any more. The longest first."""
    asked = Side.objects.filter(introduction=OuterRef("pk"), asked_at__isnull=False)
    said_no = Q(state=State.DECLINED) & Q(Exists(asked.exclude(answer="no")))
    stands_still = said_no | Q(state__in=[State.SILENT, State.PROPOSED])
    hers = Introduction.objects.filter(rules.kept_by(viewer) & stands_still, withdrawal=None)
    return hers.order_by(*LONGEST_WITHOUT_A_WORD).select_related("owner__area")
