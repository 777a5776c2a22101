"""What parties recover of the VAT that they pay: entered by day, never rewritten."""

from datetime import date, datetime

from django.db import transaction

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.projects import rules
from gangmaker.projects.models import VatRegime
from gangmaker.trail.operations import record


@transaction.atomic
def enter_vat_regime(
    *, party: Actor, recovers: int, valid_from: date, source: str, by: Actor, now: datetime
) -> VatRegime:
    """Say which part of its VAT a party recovers from a day on, in percent.

    For a day that has one already this is the word that counts. What was claimed stays as it was
    claimed, and says when it would count otherwise.
    """
    if not rules.can_keep_grants(by):
        raise NotYours
    regime = VatRegime.objects.create(
        party=party, recovers=recovers, valid_from=valid_from, source=source, by=by, at=now
    )
    record(
        "vat.regime_entered",
        by=by,
        subject=party,
        at=now,
        data={"regime": regime.pk, "recovers": recovers, "from": valid_from.isoformat()},
    )
    return regime
