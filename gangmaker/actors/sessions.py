"""End what somebody left open elsewhere."""

from datetime import datetime

from django.db import transaction

from .models import Actor
from .ports import plugs
from .rules import NotYours


@transaction.atomic
def sign_out_elsewhere(*, actor: Actor, by: Actor, now: datetime) -> None:
    """End every session of ``actor``: each carries a mark of the account that now changes.

    Whoever calls this from a session renews that one, or it ends too.
    """
    if by.pk != actor.pk or actor.account is None:
        raise NotYours
    actor.account.set_unusable_password()  # random, so the mark of every session changes
    actor.account.save(update_fields=["password"])
    plugs.write_act("actor.signed_out_elsewhere", by=by, subject=actor, at=now)
