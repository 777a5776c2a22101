"""What is told and shown of a project: updates, pictures, documents.

Files come in as ``files.Kept``: they are on the disk before the transaction starts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.core.refusals import Refused
from gangmaker.projects import paper_rules
from gangmaker.projects.files import Kept
from gangmaker.projects.models import Attachment, AttachmentKind, Project, Update
from gangmaker.trail.models import Item
from gangmaker.trail.operations import record

from .telling import people_behind, tell

MOST_PICTURES = 6
"""In one update."""


class TooManyPictures(Refused):
    code = "too_many_pictures"
    message = _("An update shows at most six pictures.")


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
    """Put a picture or a document with a project or a result."""
    if not paper_rules.can_tell(by, item):
        raise NotYours
    attached = _attach(item, kept, alt=alt, parties_only=parties_only, by=by, now=now)
    record(
        "item.attached",
        by=by,
        item=item,
        at=now,
        data={"attachment": attached.pk, "kind": kept.kind, "parties_only": parties_only},
    )
    return attached


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
        by=by,
        at=now,
    )


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
