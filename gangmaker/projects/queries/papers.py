"""What pages look up about updates, and the pictures and documents of items."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.projects.models import Attachment, AttachmentKind, Update
from gangmaker.trail.models import Item, ItemKind


@dataclass(frozen=True)
class UpdateShown:
    """News of a project as its reader may see it."""

    pk: int
    text: str
    language: str
    parties_only: bool
    who: str
    by: int
    at: datetime
    changed_at: datetime | None
    pictures: tuple[Attachment, ...]


def updates_of(project: Item, *, inside: bool) -> QuerySet[Update]:
    """The newest first; those for the parties only when the reader stands ``inside``."""
    rows = Update.objects.filter(project=project.pk).order_by("-at", "-pk")
    return rows if inside else rows.filter(parties_only=False)


def shown_updates(updates: Iterable[Update], *, viewer: Actor | None) -> list[UpdateShown]:
    """As pages show them; the caller's query and one for their pictures."""
    updates = list(updates)
    return updates_with(updates, pictures_of(updates) if updates else (), viewer=viewer)


def pictures_of(updates: Iterable[Update]) -> QuerySet[Attachment]:
    """The pictures of updates, in the order in which they were sent."""
    pictures = Attachment.objects.filter(kind=AttachmentKind.PICTURE, update__in=updates)
    return pictures.order_by("pk")


def updates_with(
    updates: Iterable[Update], pictures: Iterable[Attachment], *, viewer: Actor | None
) -> list[UpdateShown]:
    """Updates as pages show them, among ``pictures`` with their own."""
    of_update: dict[int, list[Attachment]] = {}
    for picture in pictures:
        of_update.setdefault(picture.update_id or 0, []).append(picture)
    return [
        UpdateShown(
            pk=update.pk,
            text=update.text,
            language=update.language,
            parties_only=update.parties_only,
            who=name_for(update.on_behalf_of or update.by, viewer),
            by=update.by_id,
            at=update.at,
            changed_at=update.changed_at,
            pictures=tuple(of_update.get(update.pk, [])),
        )
        for update in updates
    ]


def documents_of(item: Item, *, inside: bool) -> QuerySet[Attachment]:
    """The newest first, without evidence that was taken back; those of costs are inside.

    Letters of assignment stand with their grant.
    """
    papers = Attachment.objects.filter(item=item.pk, kind=AttachmentKind.DOCUMENT)
    rows = papers.exclude(assignment_letters__isnull=False)
    shown = rows.exclude(evidence_of__removed_on__isnull=False).order_by("-at", "-pk")
    return shown if inside else shown.filter(parties_only=False)


def own_pictures(item: Item, *, inside: bool) -> QuerySet[Attachment]:
    """The pictures of the item itself, not of its news, in their order."""
    pictures = Attachment.objects.filter(item=item.pk, kind=AttachmentKind.PICTURE, update=None)
    rows = pictures.exclude(evidence_of__isnull=False).order_by("position", "pk")
    return rows if inside else rows.filter(parties_only=False)


def covers_of(items: QuerySet[Item]) -> QuerySet[Attachment]:
    """The pictures of ``items`` that whoever sees them may see; of each the first is its cover."""
    pictures = Attachment.objects.filter(kind=AttachmentKind.PICTURE, update=None, evidence_of=None)
    return pictures.filter(item__in=items.values("pk"), parties_only=False).order_by(
        "position", "pk"
    )


def file_lists(item: Item, *, inside: bool) -> dict[str, QuerySet[Attachment]]:
    """What a page asks of the pictures and documents of an item at once."""
    lists = {"own pictures": own_pictures(item, inside=inside)}
    if item.kind == ItemKind.PROJECT:  # its documents stand among what it shows
        return lists
    return {**lists, "own documents": documents_of(item, inside=inside)}
