"""Claims: somebody whom the team entered comes herself, or somebody of that organisation does.

Nothing is given without a check: the address on record says yes, or somebody of the team decides
with a reason.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import (
    Actor,
    ActorKind,
    Claim,
    ClaimCheck,
    ClaimDecision,
    Membership,
    MembershipRole,
)
from gangmaker.actors.ports import plugs
from gangmaker.actors.record_rules import can_be_claimed, can_claim, can_keep_records
from gangmaker.actors.rules import NotYours
from gangmaker.core.refusals import Refused

from .claiming import claim_record
from .people import LinkIsUsed

LINK_LIVES = timedelta(days=14)
ASK_AGAIN_AFTER = timedelta(hours=24)


class ClaimIsDecided(Refused):
    code = "claim_is_decided"
    message = _("This was decided already.")


class NobodysToClaim(Refused):
    code = "nobodys_to_claim"
    message = _("Somebody else has this record in the meantime. Ask her to let you in.")


class NotYourOwnClaim(Refused):
    code = "not_your_own_claim"
    message = _("You cannot decide about your own request. A colleague has to.")


class AskedToday(Refused):
    code = "asked_today"
    message = _("We sent a mail to that address already. Wait a day before the next one.")


class NoAddress(Refused):
    code = "no_address"
    message = _("We know no address of it. Ask the team instead.")


@transaction.atomic
def claim(*, actor: Actor, by: Actor, words: str, now: datetime) -> Claim:
    """Say that a record is one's own, or one's organisation; saying it twice changes the words.

    Who signs in with the address on record proved it already, and has it at once.
    """
    if not can_claim(by, actor):
        raise NotYours
    waiting = Claim.objects.open().filter(actor=actor, by=by).first()
    if waiting is not None:
        waiting.words = words
        waiting.save(update_fields=["words"])
        return waiting
    made = Claim.objects.create(actor=actor, by=by, words=words, at=now)
    plugs.write_act("claim.made", by=by, subject=actor, at=now, data={"claim": made.pk})
    if by.account is not None and by.account.email == actor.email:
        _grant(made, check=ClaimCheck.ACCOUNT, by=None, reason="", now=now)
    return made


@transaction.atomic
def ask_address(*, claim: Claim, by: Actor, now: datetime) -> None:
    """Owe the address on record a mail that names who claims, with a link that says yes."""
    if claim.by_id != by.pk or hasattr(claim, "decision"):
        raise NotYours
    if not claim.actor.email:
        raise NoAddress
    if claim.asked_address_at and now < claim.asked_address_at + ASK_AGAIN_AFTER:
        raise AskedToday
    claim.asked_address_at, claim.asked_until = now, now + LINK_LIVES
    claim.save(update_fields=["asked_address_at", "asked_until"])
    plugs.owe_mail(
        "claim_to_confirm",
        dedupe_key=f"claim:{claim.pk}:{now:%Y%m%d%H%M}",
        address=claim.actor.email,
        language=claim.actor.reads,
        to=claim.actor,
        at=now,
        payload={"claim": claim.pk},
    )
    plugs.write_act(
        "claim.address_asked", by=by, subject=claim.actor, at=now, data={"claim": claim.pk}
    )


@transaction.atomic
def say_yes(*, claim: Claim, now: datetime) -> None:
    """The address on record says yes: whoever follows its link and presses the button."""
    if not claim.link_is_usable(at=now):
        raise LinkIsUsed
    _grant(claim, check=ClaimCheck.ADDRESS, by=None, reason="", now=now)


@transaction.atomic
def decide_claim(*, claim: Claim, by: Actor, granted: bool, reason: str, now: datetime) -> None:
    """The team says yes or no, with a reason that goes to who claimed; never about one's own."""
    if not can_keep_records(by):
        raise NotYours
    if claim.by_id == by.pk:
        raise NotYourOwnClaim
    if granted:
        _grant(claim, check=ClaimCheck.TEAM, by=by, reason=reason, now=now)
        return
    _decide(claim, granted=False, check=ClaimCheck.TEAM, by=by, reason=reason, now=now)
    plugs.write_act("claim.refused", by=by, subject=claim.actor, at=now, data={"claim": claim.pk})


def _grant(claim: Claim, *, check: str, by: Actor | None, reason: str, now: datetime) -> None:
    """Give what was claimed: the record to a person, its administration to a member of it."""
    record = Actor.objects.select_for_update().get(pk=claim.actor_id)
    if hasattr(claim.by, "suspension") or not can_be_claimed(record):
        raise NobodysToClaim
    _decide(claim, granted=True, check=check, by=by, reason=reason, now=now)
    plugs.write_act(
        "claim.granted",
        by=by or claim.by,
        subject=record,
        at=now,
        data={"claim": claim.pk, "person": claim.by_id, "check": check},
    )
    if record.kind == ActorKind.PERSON:
        claim_record(record, by=claim.by, now=now)
        return
    Membership.objects.create(
        person=claim.by, organisation=record, role=MembershipRole.ADMIN, since=now
    )
    plugs.write_act(
        "organisation.joined",
        by=claim.by,
        subject=record,
        at=now,
        data={"role": MembershipRole.ADMIN},
    )


def _decide(
    claim: Claim, *, granted: bool, check: str, by: Actor | None, reason: str, now: datetime
) -> None:
    """One decision: of two at once one wins. Who claimed is told by mail."""
    _decision, new = ClaimDecision.objects.get_or_create(
        claim=claim,
        defaults={"granted": granted, "check_used": check, "by": by, "reason": reason, "at": now},
    )
    if not new:
        raise ClaimIsDecided
    plugs.owe_mail(
        "claim_decided",
        dedupe_key=f"claim-decided:{claim.pk}",
        address=claim.by.email,
        language=claim.by.reads,
        to=claim.by,
        at=now,
        payload={"claim": claim.pk},
    )
