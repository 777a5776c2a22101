"""Results: what came of a project, by what evidence, thanks to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.core.refusals import Refused
from gangmaker.projects import paper_rules
from gangmaker.projects.files import Kept
from gangmaker.projects.models import (
    Credit,
    Evidence,
    EvidenceKind,
    Project,
    Result,
)
from gangmaker.projects.rules import can_manage
from gangmaker.trail.models import ItemAudience, ItemKind, LinkVerb, Party
from gangmaker.trail.operations import NewItem, item_fields, link_items, record

from .papers import attach, note_news
from .parties import locked

TAKEN_BACK = "–"
"""What stays of the words of somebody who no longer agrees to them."""

CIRCLES = (ItemAudience.TEAM, ItemAudience.PARTIES, ItemAudience.MEMBERS, ItemAudience.PUBLIC)


class WiderThanProject(Refused):
    code = "result_wider_than_project"
    message = _("The project is not shown to so many people. Show the project first.")


class AlreadyRemoved(Refused):
    code = "evidence_already_removed"
    message = _("This was taken back in the meantime.")


@dataclass(frozen=True)
class NewCredit:
    """Somebody who made a result: an actor, or only a name; and for what she is thanked."""

    role: str
    actor: Actor | None = None
    name: str = ""


@dataclass(frozen=True)
class NewEvidence:
    """One thing that shows that a result is real; which fields are needed follows from ``kind``."""

    kind: str
    seen_on: date
    kept: Kept | None = None
    alt: str = ""
    url: str = ""
    text: str = ""
    said_by: str = ""
    consent_on: date | None = None
    count: int | None = None
    unit: str = ""
    method: str = ""


@transaction.atomic
def publish_result(
    *,
    project: Project,
    new: NewItem,
    type: str,
    for_whom: str,
    where: str = "",
    url: str = "",
    made_on: date,
    credits: Sequence[NewCredit] = (),
    now: datetime,
) -> Result:
    """Say what came of a project. Those involved in the project are involved in its result.

    A form sent twice makes one. The project is held meanwhile, so that nobody hides it while
    its result is shown.
    """
    if not can_manage(new.by, project):
        raise NotYours
    held = locked(project)
    if sent := _sent_before(new):
        return sent
    if CIRCLES.index(ItemAudience(new.audience)) > CIRCLES.index(ItemAudience(held.audience)):
        raise WiderThanProject
    result = Result.objects.create(
        **item_fields(new, kind=ItemKind.RESULT, now=now),
        from_project=project,
        type=type,
        for_whom=for_whom,
        where=where,
        url=url,
        made_on=made_on,
    )
    _write_credits(result, credits)
    Party.objects.bulk_create(
        Party(item=result, actor_id=party.actor_id, role=party.role, position=party.position)
        for party in project.parties.all()
    )
    act = record(
        "result.published",
        by=new.by,
        on_behalf_of=new.on_behalf_of,
        item=result,
        at=now,
        data={"project": project.pk, "type": type},
    )
    link_items(source=project, verb=LinkVerb.PRODUCED, target=result, by=new.by, now=act.at)
    note_news(project, now=now)
    return result


def _sent_before(new: NewItem) -> Result | None:
    if new.form_token is None:
        return None
    return QuerySet(Result).filter(form_token=new.form_token).first()


@transaction.atomic
def edit_result(
    *,
    result: Result,
    type: str,
    for_whom: str,
    where: str,
    url: str,
    made_on: date,
    by: Actor,
    now: datetime,
) -> None:
    """Change the facts of a result; its title and text are those of any item."""
    if not paper_rules.can_manage_result(by, result):
        raise NotYours
    result.type, result.for_whom, result.where = type, for_whom, where
    result.url, result.made_on, result.updated_at = url, made_on, now
    result.save(update_fields=["type", "for_whom", "where", "url", "made_on", "updated_at"])
    record("result.edited", by=by, item=result, at=now, data={"type": type})


@transaction.atomic
def set_credits(
    *,
    result: Result,
    credits: Sequence[NewCredit],
    by: Actor,
    now: datetime,
) -> None:
    """Name who made a result, in this order, instead of who was named before."""
    if not paper_rules.can_manage_result(by, result):
        raise NotYours
    result.credits.all().delete()
    _write_credits(result, credits)
    record("result.credited", by=by, item=result, at=now, data={"count": len(credits)})


def _write_credits(result: Result, credited: Sequence[NewCredit]) -> None:
    Credit.objects.bulk_create(
        Credit(
            result=result,
            actor=credit.actor,
            name="" if credit.actor else credit.name,
            role=credit.role,
            position=position,
        )
        for position, credit in enumerate(credited)
    )


@transaction.atomic
def add_evidence(*, result: Result, evidence: NewEvidence, by: Actor, now: datetime) -> Evidence:
    """Show that a result is real. A photo or file is attached to the result."""
    if not paper_rules.can_tell(by, result):
        raise NotYours
    attachment = None
    if evidence.kept is not None:
        attachment = attach(item=result, kept=evidence.kept, alt=evidence.alt, by=by, now=now)
    shown = Evidence.objects.create(
        result=result,
        kind=evidence.kind,
        attachment=attachment,
        url=evidence.url,
        text=evidence.text,
        said_by=evidence.said_by,
        consent_on=evidence.consent_on,
        count=evidence.count,
        unit=evidence.unit,
        method=evidence.method,
        seen_on=evidence.seen_on,
        position=result.evidence.count(),
        by=by,
        at=now,
    )
    record(
        "result.evidence_added",
        by=by,
        item=result,
        at=now,
        data={"evidence": shown.pk, "kind": shown.kind},
    )
    note_news(result.from_project, now=now)
    return shown


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Actor, now: datetime) -> None:
    """Take evidence back. That it was there stays on record; of a quote no word stays."""
    if not paper_rules.can_remove_evidence(by, evidence):
        raise NotYours
    gone: dict[str, object] = {"removed_on": timezone.localdate(now)}
    if evidence.kind == EvidenceKind.QUOTE:
        gone |= {"text": TAKEN_BACK, "said_by": TAKEN_BACK}
    if not Evidence.objects.filter(pk=evidence.pk, removed_on=None).update(**gone):
        raise AlreadyRemoved
    record(
        "result.evidence_removed",
        by=by,
        item=evidence.result,
        at=now,
        data={"evidence": evidence.pk, "kind": evidence.kind},
    )
