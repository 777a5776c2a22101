"""What pages look up of briefs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.brokerage.models import (
    Brief,
    BriefCorrection,
    Candidate,
    CandidateState,
    SecrecyAgreement,
)
from gangmaker.brokerage.operations.secrecy import ASKED
from gangmaker.trail.models import Act, Item

SILENT_AFTER = 14


class BriefState(StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"
    OPEN = "open"
    ENDED = "ended"


def state_of(brief: Brief) -> BriefState:
    """Where a brief stands; what was withdrawn says so elsewhere."""
    if brief.ended_at is not None:
        return BriefState.ENDED
    if brief.approved_at is not None:
        return BriefState.OPEN
    return BriefState.WAITING if brief.sent_at is not None else BriefState.DRAFT


STATES = {
    BriefState.DRAFT: Q(ended_at=None, approved_at=None, sent_at=None),
    BriefState.WAITING: Q(ended_at=None, approved_at=None, sent_at__isnull=False),
    BriefState.OPEN: Q(ended_at=None, approved_at__isnull=False),
    BriefState.ENDED: Q(ended_at__isnull=False),
}


def briefs_seen(viewer: Actor | None, *, at: datetime) -> QuerySet[Brief]:
    """The briefs that ``viewer`` may know of, without what was withdrawn."""
    seen = Item.objects.visible_to(viewer, at=at).values("pk")
    return Brief.objects.filter(pk__in=seen, withdrawal=None)


def silent_briefs(
    *, at: datetime, days: int = SILENT_AFTER, keeper: Actor | None = None
) -> QuerySet[Brief]:
    """Briefs that go on, and about which nobody had words for so many days; longest first.

    With ``keeper`` those that she keeps, as owner or as deputy.
    """
    until = timezone.localdate(at) - timedelta(days=days)
    shown: QuerySet[Brief] = Brief.objects.filter(withdrawal=None)
    silent = shown.filter(ended_at=None, words_on__lte=until)
    if keeper is not None:
        silent = silent.filter(Q(owner=keeper) | Q(deputy=keeper))
    return silent.order_by("words_on", "pk")


def counted_by_state(briefs: QuerySet[Brief], *, at: datetime) -> dict[str, int]:
    """How many there are in each state, and how many are silent. One query."""
    until = timezone.localdate(at) - timedelta(days=SILENT_AFTER)
    silent = Q(ended_at=None, words_on__lte=until)
    sums = {str(state): Count("pk", filter=where) for state, where in STATES.items()}
    return briefs.aggregate(silent=Count("pk", filter=silent), **sums)


@dataclass(frozen=True)
class Correction:
    field: str
    was: str
    by: Actor
    on: date


def corrections_of(
    brief: Brief, *, most: int = 40, since: datetime | None = None
) -> list[Correction]:
    """What was corrected, the newest first; ``since`` the approval: what changed after it."""
    rows = BriefCorrection.objects.filter(brief=brief).select_related("by__area")
    if since is not None:
        rows = rows.filter(at__gt=since)
    return [
        Correction(row.field, row.was, row.by, timezone.localdate(row.at))
        for row in rows.order_by("-at", "-pk")[:most]
    ]


@dataclass(frozen=True)
class Listed:
    """Somebody on the shortlist of a confidential brief: when she was asked, and promised."""

    candidate: Candidate
    asked_on: date | None
    promised_on: date | None


def secrecy_of(brief: Brief) -> list[Listed]:
    """Everybody on the shortlist, in the order of the broker. Three queries."""
    rows = Candidate.objects.filter(brief=brief, state=CandidateState.SHORTLISTED)
    promises = SecrecyAgreement.objects.filter(brief=brief).values_list("actor", "at")
    asked = Act.objects.filter(item=brief.pk, verb=ASKED).order_by("at", "pk")
    promised_at, asked_at = dict(promises), dict(asked.values_list("subject", "at"))
    return [
        Listed(
            candidate=row,
            asked_on=_day(asked_at.get(row.actor_id)),
            promised_on=_day(promised_at.get(row.actor_id)),
        )
        for row in rows.select_related("actor__area", "brief").order_by("position", "pk")
    ]


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None
