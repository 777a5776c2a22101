"""Mails about claims: the address on record is asked, and who claimed hears what was decided."""

from django.utils import timezone

from gangmaker.actors.models import ActorKind, Claim, ClaimCheck
from gangmaker.actors.queries import name_for
from gangmaker.actors.record_rules import can_be_claimed
from gangmaker.actors.tokens import CLAIM, token_for
from gangmaker.core.text import normalise_line, unlinked

from .mail_texts import page_url, write
from .mails import Mail, renders
from .models import Message


def _claim(message: Message) -> Claim | None:
    rows = Claim.objects.select_related("actor", "by__account", "decision")
    return rows.filter(pk=message.payload["claim"]).first()


@renders("claim_to_confirm")
def claim_to_confirm(message: Message) -> Mail | None:
    """Names who claims and her address, since that is what is asked. Not sent when it is over."""
    claim = _claim(message)
    if claim is None or not claim.link_is_usable(at=timezone.now()):
        return None
    if claim.actor.email != message.address or hasattr(claim.by, "suspension"):
        return None
    if not can_be_claimed(claim.actor):
        return None
    return write(
        "claim_to_confirm",
        record=unlinked(normalise_line(claim.actor.name)),
        is_organisation=claim.actor.kind == ActorKind.ORGANISATION,
        person=unlinked(normalise_line(claim.by.name)),
        address=claim.by.account.email if claim.by.account else "",
        url=page_url("claim-answer", token_for(claim.nonce, purpose=CLAIM)),
        until=claim.asked_until,
    )


@renders("claim_decided")
def claim_decided(message: Message) -> Mail | None:
    claim = _claim(message)
    if claim is None or not hasattr(claim, "decision") or hasattr(claim.by, "suspension"):
        return None
    if claim.by.email != message.address:
        return None
    return write(
        "claim_decided",
        record=unlinked(normalise_line(name_for(claim.actor, claim.by))),
        is_organisation=claim.actor.kind == ActorKind.ORGANISATION,
        granted=claim.decision.granted,
        by_team=claim.decision.check_used == ClaimCheck.TEAM,
        reason=unlinked(claim.decision.reason),
        url=page_url("claim", str(claim.public_id)),
    )
