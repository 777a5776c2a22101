"""Asking both how it was and what comes next; and what they, or the broker for them, answer."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.brokerage import introduction_rules as rules
from gangmaker.brokerage.models import FollowUp, IntroductionState, Next, Side, Word
from gangmaker.brokerage.queries.follow_ups import due_by
from gangmaker.brokerage.rules import can_broker
from gangmaker.core.refusals import Refused
from gangmaker.trail.operations import record

from .introduction_steps import steps_from, take_step
from .introductions import heard_of, held, mail_side

State = IntroductionState

FROM: Final = time(8)
"""Nobody gets a mail about this in the night."""
CHECKED: Final = "brokerage.follow_ups"
A_DAY: Final = 24 * 3600


class NothingAsked(Refused):
    code = "nothing_asked"
    message = _("Nobody asks this any more.")


class SayOne(Refused):
    code = "say_one"
    message = _("Say how it was, or what comes next.")


@dataclass(frozen=True)
class Said:
    """How it was, from 1 to 4, and what comes next; either can be left open."""

    how: int | None = None
    next: str = ""


def ask_follow_ups(*, now: datetime) -> int:
    """Ask what has become due; returns of how many. A duty of the worker, looked at once a day."""
    local = timezone.localtime(now)
    if local.time() < FROM or not cache.add(f"{CHECKED}:{local.date()}", 1, timeout=A_DAY):
        return 0
    return ask_on(local.date(), now=now)


def ask_on(day: date, *, now: datetime) -> int:
    """Of each introduction the last that fell due; what was missed before it is not caught up,
    and nobody waits any more for what was not answered."""
    due = due_by(day).filter(asked_at=None).select_related("introduction")
    last = {each.introduction_id: each for each in due.order_by("due_on", "pk")}
    for follow_up in last.values():
        _ask(follow_up, day, now=now)
    return len(last)


@transaction.atomic
def _ask(follow_up: FollowUp, day: date, *, now: datetime) -> None:
    """Once, also with two workers at once."""
    won = FollowUp.objects.filter(pk=follow_up.pk, asked_at=None).update(asked_at=now)
    if not won:
        return
    before = FollowUp.objects.filter(
        introduction=follow_up.introduction_id, done_at=None, due_on__lt=follow_up.due_on
    )
    before.update(done_at=now)
    for side in follow_up.introduction.sides.select_related("actor", "person"):
        mail_side(
            "introduction_follow_up",
            side,
            about=f"{follow_up.pk}",
            now=now,
            more={"follow_up": follow_up.pk},
        )


@transaction.atomic
def say(
    *,
    follow_up: FollowUp,
    side: Side,
    said: Said,
    by: Actor,
    now: datetime,
    entered_by: Actor | None = None,
) -> Word:
    """What one side says; saying it again replaces it. "We agreed" makes it an agreement.

    How it was stays with the broker. Any word ends silence.
    """
    if entered_by is not None and not can_broker(entered_by):
        raise NotYours
    if said.how is None and not said.next:
        raise SayOne
    intro = held(follow_up.introduction)
    if not rules.is_accepted(intro) or rules.is_closed(intro):
        raise NothingAsked
    word, _created = Word.objects.update_or_create(
        follow_up=follow_up,
        side=side,
        defaults={"how": said.how, "next": said.next, "at": now, "entered_by": entered_by},
    )
    heard_of(intro, on=timezone.localdate(now))
    speaker = entered_by or by
    record(
        "introduction.followed_up", by=speaker, item=intro, at=now, data={"kind": follow_up.kind}
    )
    if follow_up.words.count() == intro.sides.count():
        FollowUp.objects.filter(pk=follow_up.pk, done_at=None).update(done_at=now)
    if said.next == Next.AGREEMENT and State.AGREEMENT in steps_from(intro):
        on = timezone.localdate(now)
        take_step(intro, State.AGREEMENT, on=on, by=speaker, now=now)
    return word
