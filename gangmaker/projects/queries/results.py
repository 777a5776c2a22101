"""What pages look up about results: their evidence, credits and pictures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.actors.rules import sees
from gangmaker.actors.together import Found, Lists
from gangmaker.projects.models import Attachment, Credit, Evidence, Project, Result, Stage
from gangmaker.trail.models import Item, ItemAudience, Party


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


def result_lists(result: Result, *, viewer: Actor | None, at: datetime) -> Lists:
    """What a page asks of a result at once; evidence is what was not taken back."""
    evidence = Evidence.objects.filter(result=result, removed_on=None)
    return {
        "evidence": evidence.order_by("position", "pk"),
        "files": Attachment.objects.filter(pk__in=evidence.values("attachment")),
        "credits": Credit.objects.filter(result=result).order_by("position", "pk"),
        "of project": Item.objects.visible_to(viewer, at=at).filter(pk=result.from_project_id),
        "parties here": Party.objects.filter(item=result.from_project_id),
    }


def evidence_in(rows: Found) -> list[EvidenceShown]:
    """The evidence that ``result_lists`` found, in order."""
    files = {file.pk: file for file in rows["files"]}
    return [
        EvidenceShown(
            pk=row.pk,
            kind=row.kind,
            seen_on=row.seen_on,
            attachment=files.get(row.attachment_id),
            url=row.url,
            text=row.text,
            said_by=row.said_by,
            consent_on=row.consent_on,
            count=row.count,
            unit=row.unit,
            method=row.method,
            by=row.by_id,
        )
        for row in rows["evidence"]
    ]


def credits_in(rows: Found, *, viewer: Actor | None) -> list[CreditShown]:
    """Who is named, in order; whoever the reader may not know has no address."""
    return [
        CreditShown(
            name=name_for(row.actor, viewer) if row.actor else row.name,
            slug=row.actor.slug if row.actor and _is_known(row.actor, viewer) else "",
            role=row.role,
        )
        for row in rows["credits"]
    ]


def _is_known(actor: Actor, viewer: Actor | None) -> bool:
    """``Actor.objects.visible_to`` for one that is loaded."""
    return actor.claimed_by_id is None and sees(viewer, actor, actor.audience)


def results_of(project: Item, *, viewer: Actor | None, at: datetime) -> QuerySet[Result]:
    """The results of a project that ``viewer`` may see, the newest first, with their covers."""
    visible = Item.objects.visible_to(viewer, at=at).values("pk")
    evidence = Evidence.objects.filter(result=OuterRef("pk"), removed_on=None).order_by()
    photos = evidence.filter(kind="photo", attachment__parties_only=False).order_by(
        "position", "pk"
    )
    counted = evidence.values("result").annotate(count=Count("pk")).values("count")
    results: QuerySet[Result] = QuerySet(Result).filter(
        from_project=project.pk, pk__in=visible, withdrawal=None
    )
    return results.order_by("-made_on", "-pk").annotate(
        shown=Coalesce(Subquery(counted), 0),
        cover_pk=Subquery(photos.values("attachment")[:1]),
        cover_file=Subquery(photos.values("attachment__file")[:1]),
        cover_alt=Subquery(photos.values("attachment__alt")[:1]),
    )


def result_rows(results: Iterable[Result]) -> list[ResultRow]:
    """The rows of ``results_of``."""
    return [
        ResultRow(
            item=result,
            evidence=facts["shown"],
            cover=Cover(facts["cover_pk"], facts["cover_file"], facts["cover_alt"])
            if facts["cover_pk"]
            else None,
        )
        for result, facts in ((result, vars(result)) for result in results)
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
