"""Results, papers and news in the words and addresses of a page."""

from collections.abc import Iterable

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from gangmaker.actors.models import Actor
from gangmaker.projects.models import Attachment, EvidenceKind
from gangmaker.projects.queries.papers import UpdateShown
from gangmaker.projects.queries.results import Cover, CreditShown, EvidenceShown
from gangmaker.trail.models import Item
from gangmaker.web import quantities

from .files import file_url
from .shapes import Credited, News, Paper, Picture, Proof

KINDS_OF_DOCUMENT = {
    "application/pdf": "PDF",
    "application/vnd.oasis.opendocument.text": "ODT",
    "application/vnd.oasis.opendocument.spreadsheet": "ODS",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "text/csv; charset=utf-8": "CSV",
    "text/plain; charset=utf-8": "TXT",
    "image/webp": "WebP",
}


def picture_of(slug: str, attachment: Attachment | Cover) -> Picture:
    return Picture(
        small_url=file_url(slug, attachment, "small"),
        medium_url=file_url(slug, attachment, "medium"),
        large_url=file_url(slug, attachment, "large"),
        alt=attachment.alt,
    )


def paper_of(item: Item, attachment: Attachment, *, may_remove: bool = False) -> Paper:
    remove_url = reverse("web:paper-removal", args=[item.slug, attachment.pk])
    return Paper(
        name=attachment.name,
        url=file_url(item.slug, attachment),
        kind=KINDS_OF_DOCUMENT.get(attachment.media_type, ""),
        size=filesizeformat(attachment.size),
        on=timezone.localdate(attachment.at),
        parties_only=attachment.parties_only,
        remove_url=remove_url if may_remove else "",
    )


def proofs_of(
    item: Item, shown: Iterable[EvidenceShown], *, viewer: Actor | None, may_manage: bool
) -> list[Proof]:
    """Evidence as the page shows it; who showed it herself may take it back."""
    return [
        _proof(item, one, may_remove=may_manage or (viewer is not None and one.by == viewer.pk))
        for one in shown
    ]


def _proof(item: Item, shown: EvidenceShown, *, may_remove: bool) -> Proof:
    file = shown.attachment
    is_photo = shown.kind == EvidenceKind.PHOTO
    remove_url = reverse("web:evidence-removal", args=[item.slug, shown.pk])
    return Proof(
        kind=shown.kind,
        kind_label=capfirst(str(EvidenceKind(shown.kind).label)),
        seen_on=shown.seen_on,
        picture=picture_of(item.slug, file) if file and is_photo else None,
        paper=paper_of(item, file) if file and not is_photo else None,
        url=shown.url,
        text=shown.text,
        said_by=shown.said_by,
        consent_on=shown.consent_on,
        count=quantities.number(shown.count) if shown.count is not None else "",
        unit=shown.unit,
        method=shown.method,
        remove_url=remove_url if may_remove else "",
    )


def credited(credits_shown: Iterable[CreditShown]) -> list[Credited]:
    return [
        Credited(
            name=credit.name,
            url=reverse("web:actor", args=[credit.slug]) if credit.slug else "",
            role=credit.role,
        )
        for credit in credits_shown
    ]


def news_of(
    project: Item, shown: Iterable[UpdateShown], *, viewer: Actor | None, may_manage: bool
) -> list[News]:
    return [_news(project, one, viewer=viewer, may_manage=may_manage) for one in shown]


def _news(project: Item, shown: UpdateShown, *, viewer: Actor | None, may_manage: bool) -> News:
    hers = viewer is not None and shown.by == viewer.pk
    place = [project.slug, shown.pk]
    return News(
        pk=shown.pk,
        who=shown.who,
        text=shown.text,
        lang=shown.language if shown.language != "other" else "",
        at=shown.at,
        changed_at=shown.changed_at,
        parties_only=shown.parties_only,
        pictures=[picture_of(project.slug, picture) for picture in shown.pictures],
        edit_url=reverse("web:update", args=place) if hers else "",
        remove_url=reverse("web:update-removal", args=place) if hers or may_manage else "",
    )
