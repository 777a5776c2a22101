"""Asking a candidate to promise secrecy, and letting her read once she did."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.brokerage import rules
from gangmaker.brokerage.brief_rules import asks_secrecy, can_be_asked, can_promise
from gangmaker.brokerage.models import Brief, Candidate, CandidateState, SecrecyAgreement
from gangmaker.core.refusals import Refused
from gangmaker.projects.operations.telling import people_behind, tell
from gangmaker.trail.models import UNNAMED_ROLES, Party
from gangmaker.trail.operations import record

from .briefs import note_words

(ROLE,) = UNNAMED_ROLES
"""As what she is a party of the brief: she reads it, and is named to nobody but the team."""
ASKED: Final = "brief.secrecy_asked"


class NothingToPromise(Refused):
    code = "nothing_to_promise"
    message = _("No secrecy is asked for this brief now.")


@transaction.atomic
def ask_secrecy(*, candidate: Candidate, by: Actor, now: datetime) -> int:
    """Write to a candidate that there is something to read; answers to how many people.

    The mail says neither who asks nor what. Who cannot sign in could not promise by it.
    """
    brief = candidate.brief
    if not rules.can_broker(by):
        raise NotYours
    if not can_be_asked(candidate):
        raise NothingToPromise
    record(ASKED, by=by, item=brief, subject=candidate.actor, at=now)
    note_words(brief.pk, on=timezone.localdate(now))
    people = [one for one in people_behind([candidate.actor]) if one.account_id]
    payload = {"candidate": candidate.pk}
    about = f"{candidate.pk}:{timezone.localdate(now).isoformat()}"
    tell("secrecy_asked", people, about=about, payload=payload, now=now)
    return len(people)


@transaction.atomic
def promise_secrecy(*, candidate: Candidate, by: Actor, now: datetime) -> SecrecyAgreement:
    """She promises not to tell what it says, and reads it from now on. Twice changes nothing.

    A broker enters it for who promised on the phone.
    """
    brief = candidate.brief
    typed = rules.can_broker(by) and candidate.state == CandidateState.SHORTLISTED
    if not can_promise(by, candidate) and not (typed and asks_secrecy(brief)):
        raise NothingToPromise
    agreement, new = SecrecyAgreement.objects.get_or_create(
        brief=brief, actor=candidate.actor, defaults={"by": by, "at": now}
    )
    let_read(brief, candidate.actor)
    if new:
        record("brief.secrecy_promised", by=by, item=brief, subject=candidate.actor, at=now)
        note_words(brief.pk, on=timezone.localdate(now))
    return agreement


def let_read(brief: Brief, actor: Actor) -> None:
    """Who promised and is considered reads the brief."""
    if SecrecyAgreement.objects.filter(brief=brief, actor=actor).exists():
        reader = {"actor_id": actor.reader_id}
        Party.objects.get_or_create(item=brief, **reader, defaults={"role": ROLE})


def let_read_no_more(brief: Brief, actor: Actor) -> None:
    """Who is considered no more does not read what is written from now on; her promise stays."""
    Party.objects.filter(item=brief, actor=actor.reader_id, role=ROLE).delete()
