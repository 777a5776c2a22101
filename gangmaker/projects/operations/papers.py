"""What is told of a project, and the pictures and documents of items of every kind.

Files come in as ``files.Kept``: they are on the disk before the transaction starts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max, ProtectedError, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.core.refusals import Refused
from gangmaker.projects import paper_rules
from gangmaker.projects.files import Kept
from gangmaker.projects.models import Attachment, AttachmentKind, Project, Update
from gangmaker.trail.models import Item, ItemKind
from gangmaker.trail.operations import record

from .telling import people_behind, tell

MOST_PICTURES = 6
"""In one update."""

LAST_PLACE = 30_000
MOST_FILES = 30
"""Of each sort with one item; but projects and results gather documents for years."""


class TooManyPictures(Refused):
    code = "too_many_pictures"
    message = _("An update shows at most six pictures.")


class PicturesAreFull(Refused):
    code = "pictures_are_full"
    message = _("There are 30 pictures here already. Take one away first.")


class DocumentsAreFull(Refused):
    code = "documents_are_full"
    message = _("There are 30 documents here already. Take one away first.")


class AltMissing(Refused):
    code = "alt_missing"
    message = _("Say what the picture shows, for who cannot see it.")


class StillNeeded(Refused):
    code = "attachment_still_needed"
    message = _("This is evidence of a result or belongs to a cost. Take that back first.")


@dataclass(frozen=True)
class NewPicture:
    """A picture and what it shows."""

    kept: Kept
    alt: str


@transaction.atomic
def post_update(
    *,
    project: Project,
    text: str,
    language: str,
    by: Actor,
    pictures: Sequence[NewPicture] = (),
    parties_only: bool = False,
    on_behalf_of: Actor | None = None,
    now: datetime,
) -> Update:
    """Tell what happened in a project. Those involved read it by mail, once each."""
    if not paper_rules.can_tell(by, project):
        raise NotYours
    if len(pictures) > MOST_PICTURES:
        raise TooManyPictures
    update = Update.objects.create(
        project=project,
        text=text,
        language=language,
        parties_only=parties_only,
        by=by,
        on_behalf_of=on_behalf_of,
        at=now,
    )
    for picture in pictures:
        _attach(project, picture.kept, alt=picture.alt, update=update, by=by, now=now)
    record(
        "project.update_posted",
        by=by,
        on_behalf_of=on_behalf_of,
        item=project,
        at=now,
        data={"update": update.pk, "parties_only": parties_only},
    )
    note_news(project, now=now)
    tell(
        "project_update",
        readers_of(project),
        about=str(update.pk),
        payload={"update": update.pk},
        now=now,
        but=by,
    )
    return update


def readers_of(project: Item) -> list[Actor]:
    """Who reads news of a project: who answers for it, who proposed it, and its parties."""
    involved = {project.owner_id, project.by_id, *project.parties.values_list("actor", flat=True)}
    involved |= {other for other in (project.deputy_id, project.on_behalf_of_id) if other}
    return people_behind(Actor.objects.filter(pk__in=involved))


@transaction.atomic
def edit_update(
    *, update: Update, text: str, language: str, parties_only: bool, by: Actor, now: datetime
) -> None:
    """Change what an update says; readers see that it changed. Nobody is mailed again."""
    if not paper_rules.can_edit_update(by, update):
        raise NotYours
    update.text, update.language = text, language
    update.parties_only, update.changed_at = parties_only, now
    update.save(update_fields=["text", "language", "parties_only", "changed_at"])
    update.attachments.update(parties_only=parties_only)
    record(
        "project.update_edited",
        by=by,
        item=update.project,
        at=now,
        data={"update": update.pk, "parties_only": parties_only},
    )


@transaction.atomic
def remove_update(*, update: Update, by: Actor, now: datetime) -> None:
    """Take an update and its pictures away; that there was one stays on record."""
    if not paper_rules.can_remove_update(by, update):
        raise NotYours
    project, number = update.project, update.pk
    update.delete()
    record("project.update_removed", by=by, item=project, at=now, data={"update": number})


@transaction.atomic
def attach(
    *,
    item: Item,
    kept: Kept,
    alt: str = "",
    parties_only: bool = False,
    by: Actor,
    now: datetime,
) -> Attachment:
    """Put a picture or a document with an item; a picture comes after those that are there."""
    if not paper_rules.can_attach(by, item):
        raise NotYours
    Item.objects.select_for_update().get(pk=item.pk)  # two at once would take the same place
    _refuse_more(item, kept.kind)
    attached = _attach(item, kept, alt=alt, parties_only=parties_only, by=by, now=now)
    record(
        "item.attached",
        by=by,
        item=item,
        at=now,
        data={"attachment": attached.pk, "kind": kept.kind, "parties_only": parties_only},
    )
    return attached


@transaction.atomic
def attach_once(*, item: Item, kept: Kept, alt: str, by: Actor, now: datetime) -> None:
    """The photo that came along with a contribution; nothing when one is there already.

    So a form that is sent twice, also at the same moment, makes one item with one photo.
    """
    Item.objects.select_for_update().get(pk=item.pk)
    if not own_files(item, AttachmentKind.PICTURE).exists():
        attach(item=item, kept=kept, alt=alt, by=by, now=now)


def own_files(item: Item, kind: str) -> QuerySet[Attachment]:
    """The pictures or documents of the item itself: not of its news, nor shown as evidence."""
    return Attachment.objects.filter(item=item.pk, kind=kind, update=None, evidence_of=None)


def _refuse_more(item: Item, kind: str) -> None:
    if kind == AttachmentKind.DOCUMENT and item.kind in (ItemKind.PROJECT, ItemKind.RESULT):
        return
    if own_files(item, kind).count() >= MOST_FILES:
        raise PicturesAreFull if kind == AttachmentKind.PICTURE else DocumentsAreFull


def _attach(
    item: Item,
    kept: Kept,
    *,
    alt: str,
    by: Actor,
    now: datetime,
    update: Update | None = None,
    parties_only: bool = False,
) -> Attachment:
    if kept.kind == AttachmentKind.PICTURE and not alt.strip():
        raise AltMissing
    return Attachment.objects.create(
        item=item,
        update=update,
        kind=kept.kind,
        file=kept.file,
        name=kept.name,
        alt=alt,
        media_type=kept.media_type,
        size=kept.size,
        parties_only=update.parties_only if update else parties_only,
        position=_next_place(item) if update is None else 0,
        by=by,
        at=now,
    )


def _next_place(item: Item) -> int:
    last = Attachment.objects.filter(item=item.pk).aggregate(last=Max("position"))["last"]
    return min((last or 0) + 1, LAST_PLACE)


@dataclass(frozen=True)
class Described:
    """What a picture shows, and the place where it stands."""

    alt: str
    position: int


@transaction.atomic
def arrange_pictures(
    *, item: Item, pictures: Mapping[int, Described], by: Actor, now: datetime
) -> None:
    """Order the pictures of an item and say what they show, by their ``pk``.

    Of equal places the one that was there first comes first. What is no picture of the item, or
    is not named, stays as it is.
    """
    if not paper_rules.can_arrange(by, item):
        raise NotYours
    own = own_files(item, AttachmentKind.PICTURE).filter(pk__in=pictures)
    wanted = sorted(own, key=lambda one: (pictures[one.pk].position, one.position, one.pk))
    for place, picture in enumerate(wanted, start=1):
        alt = pictures[picture.pk].alt
        if not alt.strip():
            raise AltMissing
        picture.alt, picture.position = alt, place
        picture.save(update_fields=["alt", "position"])
    record("item.pictures_arranged", by=by, item=item, at=now)


@transaction.atomic
def detach(*, attachment: Attachment, by: Actor, now: datetime) -> None:
    """Take a picture or document away; refused while it is evidence or belongs to a cost."""
    if not paper_rules.can_remove_attachment(by, attachment):
        raise NotYours
    item, number = attachment.item, attachment.pk
    try:
        attachment.delete()
    except ProtectedError as error:
        raise StillNeeded from error
    record("item.detached", by=by, item=item, at=now, data={"attachment": number})


def note_news(project: Project, *, now: datetime) -> None:
    """Something was told of the project today."""
    QuerySet(Project).filter(pk=project.pk).update(news_on=timezone.localdate(now))
