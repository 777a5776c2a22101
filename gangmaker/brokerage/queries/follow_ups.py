"""Which introductions are to be followed up on a day."""

from datetime import date
from typing import Final

from django.db.models import QuerySet

from gangmaker.actors.models import Actor
from gangmaker.brokerage.introduction_rules import kept_by
from gangmaker.brokerage.models import FollowUp, Introduction, IntroductionState

State = IntroductionState

GOING_ON: Final = (State.MET, State.AGREEMENT, State.PROJECT, State.RESULT)


def due_by(day: date) -> "QuerySet[FollowUp]":
    """Those that nobody finished, of introductions that go on or fell silent after a meeting."""
    waiting = FollowUp.objects.filter(done_at=None, due_on__lte=day)
    going = waiting.filter(introduction__withdrawal=None)
    return going.filter(introduction__state__in=GOING_ON) | going.filter(
        introduction__state=State.SILENT, introduction__silent_from__in=GOING_ON
    )


def follow_ups_waiting(viewer: Actor, day: date) -> "QuerySet[FollowUp]":
    """Those that are due and of which not both said a word, for who keeps the introduction."""
    hers = Introduction.objects.filter(kept_by(viewer))
    due = due_by(day).filter(introduction__in=hers)
    return due.select_related("introduction").order_by("due_on", "pk")
