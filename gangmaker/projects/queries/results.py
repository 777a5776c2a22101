"""What pages look up about results: their evidence, credits and pictures."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.projects.models import Attachment, Evidence, Project, Result, Stage
from gangmaker.trail.models import Item, ItemAudience


@dataclass(frozen=True)
class EvidenceShown:
    """One thing that shows that a result is real. ``attachment`` of a photo or a file."""

    pk: int
    kind: str
    seen_on: date
    attachment: Attachment | None
    url: str
    text: str
    said_by: str
    consent_on: date | None
    count: int | None
    unit: str
    method: str
    by: int


@dataclass(frozen=True)
class CreditShown:
    """Somebody who made a result, by the name under which the reader knows her."""

    name: str
    slug: str
    role: str


@dataclass(frozen=True)
class Cover:
    """The first photo of a result."""

    pk: int
    file: str
    alt: str


@dataclass(frozen=True)
class ResultRow:
    """A result in a list. ``cover`` is its first photo; ``evidence`` what is not taken back."""

    item: Result
    evidence: int
    cover: Cover | None


def evidence_of(result: Result) -> list[EvidenceShown]:
    """What was not taken back, in order; one query."""
    rows = (
        Evidence.objects.filter(result=result, removed_on=None)
        .select_related("attachment")
        .order_by("position", "pk")
    )
    return [
        EvidenceShown(
            pk=row.pk,
            kind=row.kind,
            seen_on=row.seen_on,
            attachment=row.attachment,
            url=row.url,
            text=row.text,
            said_by=row.said_by,
            consent_on=row.consent_on,
            count=row.count,
            unit=row.unit,
            method=row.method,
            by=row.by_id,
        )
        for row in rows
    ]


def credits_of(result: Result, *, viewer: Actor | None) -> list[CreditShown]:
    """Who is named, in order; whoever the reader may not know has no address. Two queries."""
    rows = list(result.credits.select_related("actor__area").order_by("position", "pk"))
    known = _known([row.actor_id for row in rows if row.actor_id], viewer)
    return [
        CreditShown(
            name=name_for(row.actor, viewer) if row.actor else row.name,
            slug=row.actor.slug if row.actor and row.actor_id in known else "",
            role=row.role,
        )
        for row in rows
    ]


def _known(ids: list[int], viewer: Actor | None) -> set[int]:
    if not ids:
        return set()
    visible = Actor.objects.visible_to(viewer).filter(pk__in=ids)
    return set(visible.values_list("pk", flat=True))


def results_of(project: Item, *, viewer: Actor | None, at: datetime) -> list[ResultRow]:
    """The results of a project that ``viewer`` may see, the newest first; one query."""
    visible = Item.objects.visible_to(viewer, at=at).values("pk")
    photos = Evidence.objects.filter(
        result=OuterRef("pk"), kind="photo", removed_on=None, attachment__parties_only=False
    ).order_by("position", "pk")
    results = (
        QuerySet(Result)
        .filter(from_project=project.pk, pk__in=visible, withdrawal=None)
        .annotate(
            shown=Count("evidence", filter=Q(evidence__removed_on=None)),
            cover_pk=Subquery(photos.values("attachment")[:1]),
            cover_file=Subquery(photos.values("attachment__file")[:1]),
            cover_alt=Subquery(photos.values("attachment__alt")[:1]),
        )
        .order_by("-made_on", "-pk")
    )
    return [
        ResultRow(
            item=result,
            evidence=result.shown,
            cover=Cover(result.cover_pk, result.cover_file, result.cover_alt)
            if result.cover_pk
            else None,
        )
        for result in results
    ]


class Missing(StrEnum):
    """What a finished project lacks to count as realised (``projects.realised``)."""

    RESULT = "result"
    EVIDENCE = "evidence"
    READERS = "readers"
    """There is evidence, but not everybody may see it."""


def missing_to_be_realised(project: Project, rows: list[ResultRow]) -> Missing | None:
    """None for a project that is not finished, or that lacks nothing. No query."""
    if project.stage != Stage.FINISHED:
        return None
    if not rows:
        return Missing.RESULT
    if not any(row.evidence for row in rows):
        return Missing.EVIDENCE
    counts = any(row.evidence and row.item.audience == ItemAudience.PUBLIC for row in rows)
    return None if counts and project.audience == ItemAudience.PUBLIC else Missing.READERS
