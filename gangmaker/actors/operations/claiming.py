"""One record of a person, taken over by another of hers: she showed that it is she."""

from datetime import datetime

from gangmaker.actors.models import Actor
from gangmaker.actors.ports import plugs

from .merges import part


def claim_record(record: Actor, *, by: Actor, now: datetime) -> None:
    """``by`` stands for ``record`` from now on, and for whatever ``record`` stood for.

    What was merged into it stays merged, not claimed: nobody showed that those are hers. Where
    the team had merged it, what she shows is stronger.
    """
    part(record, by=by, now=now)
    Actor.objects.filter(claimed_by=record).update(claimed_by=by)
    record.claimed_by = by
    record.save(update_fields=["claimed_by"])
    plugs.write_act("actor.claimed", by=by, subject=record, at=now)
