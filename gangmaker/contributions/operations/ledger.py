"""The ledger: pledged by an accepted offer, confirmed by the receiver, never rewritten."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.contributions import rules
from gangmaker.contributions.models import Confirmation, LedgerEntry, Offer
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import Answer, Item, Outcome, Promise
from gangmaker.trail.operations import Reply, answer, record


class AlreadyConfirmed(Refused):
    code = "already_confirmed"
    message = _("This was confirmed already. Add a correction if it is not right.")


@transaction.atomic
def answer_contribution(*, promise: Promise, by: Actor, reply: Reply, now: datetime) -> Answer:
    """Answer any item; an accepted offer for an item is pledged in the ledger at once."""
    given = answer(promise=promise, by=by, reply=reply, now=now)
    offer = Offer.objects.filter(pk=given.item_id).select_related("by", "on_behalf_of").first()
    pledged = offer is None or LedgerEntry.objects.filter(offer=offer).exists()
    if offer and offer.target and not pledged and reply.outcome == Outcome.ACCEPTED:
        pledge(offer=offer, to=offer.target, by=by, given_on=timezone.localdate(now), now=now)
    return given


@transaction.atomic
def pledge(*, offer: Offer, to: Item, by: Actor, given_on: date, now: datetime) -> LedgerEntry:
    """Enter what an accepted offer brings to its item; an unsaid quantity counts as one piece."""
    entry = LedgerEntry.objects.create(
        giver=offer.by,
        on_behalf_of=offer.on_behalf_of,
        item=to,
        offer=offer,
        need=offer.need,
        form=offer.form,
        level=offer.level,
        unit=offer.unit,
        quantity=offer.quantity or 1,
        given_on=given_on,
        entered_by=by,
        entered_at=now,
    )
    record("ledger.pledged", by=by, item=to, at=now, data=_facts(entry))
    return entry


@transaction.atomic
def confirm_entry(*, entry: LedgerEntry, by: Actor, now: datetime) -> Confirmation:
    """The receiver says that it was given. Of two confirmations at once one wins."""
    if not rules.can_confirm(by, entry):
        raise NotYours
    try:
        with transaction.atomic():
            confirmation = Confirmation.objects.create(entry=entry, by=by, at=now)
    except IntegrityError as error:
        raise AlreadyConfirmed from error
    record("ledger.confirmed", by=by, item=entry.item, at=now, data=_facts(entry))
    return confirmation


@transaction.atomic
def correct_entry(
    *, entry: LedgerEntry, difference: int, reason: str, by: Actor, now: datetime
) -> LedgerEntry:
    """Add ``difference`` (in the entry's unit, may be negative) to what an entry says.

    The correction is confirmed when the entry is, since the receiver makes it.
    """
    if not rules.can_correct(by, entry):
        raise NotYours
    correction = LedgerEntry.objects.create(
        giver=entry.giver,
        on_behalf_of=entry.on_behalf_of,
        item=entry.item,
        offer=entry.offer,
        need=entry.need,
        form=entry.form,
        level=entry.level,
        unit=entry.unit,
        quantity=difference,
        given_on=entry.given_on,
        corrects=entry,
        reason=reason,
        entered_by=by,
        entered_at=now,
    )
    record("ledger.corrected", by=by, item=entry.item, at=now, data=_facts(correction))
    if hasattr(entry, "confirmation"):
        Confirmation.objects.create(entry=correction, by=by, at=now)
    return correction


def _facts(entry: LedgerEntry) -> dict[str, object]:
    return {
        "entry": entry.pk,
        "form": entry.form,
        "unit": entry.unit,
        "quantity": entry.quantity,
    }
