"""Flags: something looks wrong, and a human looks at it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours, can_moderate
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import Flag, FlagKind, FlagVerdict

from .journal import record


class LookedAtAlready(Refused):
    code = "looked_at_already"
    message = _("Somebody looked at this meanwhile.")


@transaction.atomic
def raise_flag(
    *,
    kind: FlagKind,
    item: int | None,
    people: Sequence[int],
    times: int,
    since: datetime,
    now: datetime,
) -> Flag:
    """Ask a human to look. What was sent stays as it is."""
    flag = Flag.objects.create(
        kind=kind,
        item_id=item,
        people=list(people),
        times=times,
        first_at=min(since, now),
        last_at=now,
    )
    record("flag.raised", by=None, at=now, data={"flag": flag.pk, "kind": kind.value})
    return flag


def flag_more(flag: int, *, people: Sequence[int], times: int, now: datetime) -> None:
    """It goes on: the flag that nobody looked at yet says how much it is by now."""
    waiting = Flag.objects.filter(pk=flag, looked_at=None, times__lt=times)
    waiting.update(people=list(people), times=times, last_at=now)


@transaction.atomic
def look_at_flag(*, flag: Flag, by: Actor, verdict: FlagVerdict, now: datetime) -> None:
    """Somebody looked: nothing is wrong, or something was decided."""
    if not can_moderate(by):
        raise NotYours
    waiting = Flag.objects.filter(pk=flag.pk, looked_at=None)
    if not waiting.update(verdict=verdict, looked_at=now, looked_by=by):
        raise LookedAtAlready
    facts = {"flag": flag.pk, "verdict": verdict.value}
    record("flag.looked_at", by=by, at=now, data=facts)
