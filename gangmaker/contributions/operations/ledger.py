"""The ledger: pledged by an accepted offer, confirmed by the receiver, never rewritten."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.contributions import rules
from gangmaker.contributions.models import (
    UNIT_OF_FORM,
    Confirmation,
    Form,
    Idea,
    LedgerEntry,
    Offer,
    Unit,
)
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import Answer, Item, Outcome, Promise
from gangmaker.trail.operations import Reply, answer, record


class AlreadyConfirmed(Refused):
    code = "already_confirmed"
    message = _("This was confirmed already. Add a correction if it is not right.")


@transaction.atomic
def answer_contribution(*, promise: Promise, by: Actor, reply: Reply, now: datetime) -> Answer:
    """Answer any item. What is accepted for another item is pledged in the ledger at once.

    An idea is pledged where its item asks for ideas, an offer always.
    """
    given = answer(promise=promise, by=by, reply=reply, now=now)
    brought = _brought(given.item_id)
    if brought and brought.target and reply.outcome == Outcome.ACCEPTED:
        today = timezone.localdate(now)
        pledge(brought=brought, to=brought.target, by=by, given_on=today, now=now)
    return given


def _brought(item_id: int) -> Idea | Offer | None:
    for kind in (Offer, Idea):
        found = kind.objects.filter(pk=item_id).select_related("by", "on_behalf_of").first()
        if isinstance(found, Idea | Offer):
            return found
    return None


@transaction.atomic
def pledge(
    *, brought: Idea | Offer, to: Item, by: Actor, given_on: date, now: datetime
) -> LedgerEntry | None:
    """Enter what was accepted for an item, once.

    Nothing is entered for an idea that no need asks for, nor for time and money of which nobody
    said how much. One piece is meant where pieces were not counted.
    """
    quantity = _quantity(brought)
    if quantity is None or LedgerEntry.objects.filter(contribution=brought).exists():
        return None
    form = brought.form if isinstance(brought, Offer) else Form.IDEA
    entry = LedgerEntry.objects.create(
        giver=brought.by,
        on_behalf_of=brought.on_behalf_of,
        item=to,
        contribution=brought,
        need=brought.need,
        form=form,
        level=brought.level,
        unit=UNIT_OF_FORM[Form(form)],
        quantity=quantity,
        given_on=given_on,
        entered_by=by,
        entered_at=now,
    )
    record("ledger.pledged", by=by, item=to, at=now, data=_facts(entry))
    return entry


def _quantity(brought: Idea | Offer) -> int | None:
    if isinstance(brought, Idea):
        return 1 if brought.need_id else None
    if brought.quantity is None and brought.unit == Unit.ITEMS:
        return 1
    return brought.quantity


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


class CorrectedMeanwhile(Refused):
    code = "corrected_meanwhile"
    message = _("Somebody corrected this in the meantime. Look again.")


def said_by(entry: LedgerEntry) -> int:
    """What an entry says with its corrections, in its unit."""
    corrected = entry.corrections.aggregate(by=Sum("quantity"))["by"] or 0
    return entry.quantity + int(corrected)


@transaction.atomic
def correct_entry(
    *, entry: LedgerEntry, difference: int, seen: int, reason: str, by: Actor, now: datetime
) -> LedgerEntry:
    """Add ``difference`` (in the entry's unit, may be negative) to what an entry says.

    Refused when it does not say ``seen`` any more, so that two people do not correct it at once.
    The correction is confirmed when the entry is, since the receiver makes it.
    """
    if not rules.can_correct(by, entry):
        raise NotYours
    LedgerEntry.objects.select_for_update().get(pk=entry.pk)
    if said_by(entry) != seen:
        raise CorrectedMeanwhile
    correction = LedgerEntry.objects.create(
        giver=entry.giver,
        on_behalf_of=entry.on_behalf_of,
        item=entry.item,
        contribution=entry.contribution,
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
