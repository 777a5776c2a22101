"""From a draft to a brief that is shown: sent, corrected, approved, closed, open again."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.actors.tokens import token_for
from gangmaker.brokerage import rules
from gangmaker.brokerage.brief_rules import can_approve
from gangmaker.brokerage.models import Brief, BriefEnd, Confidentiality
from gangmaker.core.refusals import Refused
from gangmaker.projects.operations.telling import people_behind, tell
from gangmaker.trail.operations import record

from .briefs import AUDIENCES, UNTITLED, is_wider, keep_words_before, lock, moved, put

LINK: Final = "brokerage.brief"
"""The purpose of the link by which who asks reads, corrects and approves."""


class NotReadyYet(Refused):
    code = "brief_not_ready"
    message = _("Give the brief a title and write down what is asked. Then send it.")


class BriefIsClosed(Refused):
    code = "brief_is_closed"
    message = _("This brief is closed. Ask the broker to open it again.")


class ApprovedAlready(Refused):
    code = "brief_approved_already"
    message = _("This brief is approved. To change it, write to the broker.")


class AgreedAlready(Refused):
    code = "brief_agreed_already"
    message = _("Who asks approved this brief already.")


def link_token(brief: Brief) -> str:
    return token_for(brief.link_nonce.hex, purpose=LINK)


def is_ready(brief: Brief) -> bool:
    return brief.title not in ("", UNTITLED) and bool(brief.summary.strip())


@transaction.atomic
def send_for_approval(*, brief: Brief, by: Actor, now: datetime) -> int:
    """Let who asks read it, by a link; answers to how many people it went by mail.

    Without an address it goes to nobody: then the link is copied, or the brief is read aloud.
    """
    _hold(brief, by=by)
    if brief.approved_at is not None:
        raise AgreedAlready
    if not is_ready(brief):
        raise NotReadyYet
    brief.sent_at = now
    moved(brief, now=now)
    brief.save(update_fields=["sent_at", "updated_at", "words_on"])
    record("brief.sent", by=by, item=brief, at=now)
    people = [person for person in people_behind([brief.by]) if person != by]
    about = f"{brief.pk}:{now.isoformat(timespec='seconds')}"
    tell("brief_to_read", people, about=about, payload={"brief": brief.pk}, now=now)
    return len(people)


@transaction.atomic
def renew_link(*, brief: Brief, by: Actor, now: datetime) -> None:
    """The link that went around before opens nothing any more."""
    _hold(brief, by=by)
    brief.link_nonce = uuid.uuid4()
    brief.save(update_fields=["link_nonce"])
    record("brief.link_renewed", by=by, item=brief, at=now)


@transaction.atomic
def correct_brief(
    *, brief: Brief, said: Mapping[str, Any], by: Actor | None = None, now: datetime
) -> list[str]:
    """Who asks says it better, by her link or signed in; the broker can read the words before.

    Until it is approved: from then on the broker changes it, and she sees what.
    """
    lock(brief)
    if brief.ended_at is not None:
        raise BriefIsClosed
    if brief.approved_at is not None:
        raise ApprovedAlready
    before = put(brief, said)
    if before:
        author = by or brief.by
        keep_words_before(brief, before, by=author, now=now)
        moved(brief, now=now)
        brief.save()
        data = {"fields": sorted(before)}
        record("brief.corrected", by=author, item=brief, at=now, data=data)
    return list(before)


@transaction.atomic
def approve_brief(
    *,
    brief: Brief,
    by: Actor | None = None,
    confidentiality: str = "",
    now: datetime,
) -> None:
    """Who asks agrees with what it says and with who may read it: from now on they do.

    ``by`` is None when she uses her link. A broker enters it for who says yes on the phone.
    Approving again is how she lets more people, or fewer, read it. Doing it twice changes nothing.
    """
    lock(brief)
    if by is not None and not can_approve(by, brief):
        raise NotYours
    if brief.ended_at is not None:
        raise BriefIsClosed
    if not is_ready(brief):
        raise NotReadyYet
    wanted = Confidentiality(confidentiality or brief.confidentiality)
    if brief.approved_at is not None and wanted == brief.confidentiality:
        return
    brief.confidentiality, brief.audience = wanted, AUDIENCES[wanted]
    brief.approved_at = brief.approved_at or now
    brief.approved_by = brief.approved_by or _who_agreed(brief, by)
    brief.published_at = brief.published_at or now
    moved(brief, now=now)
    brief.save()
    author = by or brief.by
    typed = author != brief.by and rules.can_broker(author)
    behalf = brief.by if typed else None
    record("brief.approved", by=author, on_behalf_of=behalf, item=brief, at=now)
    _tell_keepers(brief, but=author, now=now)


def _who_agreed(brief: Brief, by: Actor | None) -> Actor:
    """The one who asks, also when a broker types it; or who signed in for her organisation."""
    return brief.by if by is None or rules.can_broker(by) else by


def _tell_keepers(brief: Brief, *, but: Actor, now: datetime) -> None:
    about = f"{brief.pk}:{brief.confidentiality}"
    keepers = people_behind([brief.owner, *([brief.deputy] if brief.deputy else [])])
    tell("brief_approved", keepers, about=about, payload={"brief": brief.pk}, now=now, but=but)


@transaction.atomic
def change_confidentiality(*, brief: Brief, confidentiality: str, by: Actor, now: datetime) -> None:
    """Fewer readers at once; more than who asks agreed to only by her approval."""
    lock(brief)
    if not can_approve(by, brief):
        raise NotYours
    wanted = Confidentiality(confidentiality)
    if wanted == brief.confidentiality:
        return
    if brief.approved_at is not None and is_wider(wanted, than=brief.confidentiality):
        approve_brief(brief=brief, by=by, confidentiality=wanted, now=now)
        return
    brief.confidentiality = wanted
    if brief.approved_at is not None:
        brief.audience = AUDIENCES[wanted]
    moved(brief, now=now)
    brief.save()
    data = {"confidentiality": str(wanted)}
    record("brief.confidentiality_changed", by=by, item=brief, at=now, data=data)


@transaction.atomic
def end_brief(*, brief: Brief, end: str, by: Actor, now: datetime) -> None:
    """It is closed, and how; who read it may still do so. Closing twice changes nothing."""
    if not rules.can_broker(by):
        raise NotYours
    lock(brief)
    if brief.ended_at is None:
        brief.ended_at, brief.end = now, BriefEnd(end)
        brief.save(update_fields=["ended_at", "end"])
        record("brief.ended", by=by, item=brief, at=now, data={"end": str(end)})


@transaction.atomic
def reopen_brief(*, brief: Brief, by: Actor, now: datetime) -> None:
    if not rules.can_broker(by):
        raise NotYours
    lock(brief)
    if brief.ended_at is None:
        return
    brief.ended_at, brief.end = None, ""
    moved(brief, now=now)
    brief.save(update_fields=["ended_at", "end", "updated_at", "words_on"])
    record("brief.reopened", by=by, item=brief, at=now)


def _hold(brief: Brief, *, by: Actor) -> None:
    """Only who may broker, and only what goes on."""
    if not rules.can_broker(by):
        raise NotYours
    lock(brief)
    if brief.ended_at is not None:
        raise BriefIsClosed
