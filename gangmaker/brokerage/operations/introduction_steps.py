"""What comes of an introduction once both said yes: each step with its day, and silence."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.brokerage import introduction_rules as rules
from gangmaker.brokerage.models import FollowUp, Introduction, IntroductionState, Step
from gangmaker.brokerage.rules import can_broker
from gangmaker.core.brokerage.follow_ups import MEETING, days_after_meeting
from gangmaker.core.refusals import Refused
from gangmaker.projects.models import Project
from gangmaker.trail.models import ItemKind, Link, LinkVerb
from gangmaker.trail.operations import link_items, record

from .introductions import came_into, held

State = IntroductionState

SILENT_AFTER: Final = {
    State.ASKED: timedelta(days=14),
    State.ACCEPTED: timedelta(days=30),
    State.MET: timedelta(days=30),
}
"""So long without a word from anybody, and it is silent."""
FROM: Final = time(7)
CHECKED: Final = "brokerage.silence"
A_DAY: Final = 24 * 3600
STILL_ASKED: Final = timedelta(days=14)
"""Of a meeting that is entered late, what should have been asked longer ago is not asked."""


class NotThatStep(Refused):
    code = "not_that_step"
    message = _("It came that far already, or not both said yes yet.")


class NotYet(Refused):
    code = "not_yet"
    message = _("That day is still to come.")


class NothingToTakeBack(Refused):
    code = "nothing_to_take_back"
    message = _("This step cannot be taken back: others were told of it.")


def steps_from(introduction: Introduction) -> Sequence[str]:
    """What can happen next, by the order in which things come; ending it is always possible."""
    if not rules.is_accepted(introduction) or rules.is_closed(introduction):
        return ()
    place = rules.TOGETHER.index(State(rules.reached(introduction)))
    return (*rules.TOGETHER[place + 1 :], State.ENDED)


@transaction.atomic
def step(
    *,
    introduction: Introduction,
    state: str,
    on: date,
    by: Actor,
    now: datetime,
    note: str = "",
    project: Project | None = None,
) -> None:
    """Say that it came that far on a day, which may be past: somebody told it by phone."""
    if not can_broker(by):
        raise NotYours
    take_step(introduction, state, on=on, by=by, now=now, note=note, project=project)


@transaction.atomic
def take_step(
    introduction: Introduction,
    state: str,
    *,
    on: date,
    by: Actor,
    now: datetime,
    note: str = "",
    project: Project | None = None,
) -> None:
    """As ``step``; also for what a side herself says."""
    intro = held(introduction)
    if state not in steps_from(intro):
        raise NotThatStep
    if on > timezone.localdate(now):
        raise NotYet
    came_into(intro, state, on=on, by=by, now=now, note=note)
    if state == State.MET:
        plan_follow_ups(intro, met_on=on, now=now)
    if project is not None:
        intro.came_of_it = project
        intro.save(update_fields=["came_of_it"])
        link_items(source=project, verb=LinkVerb.CAME_FROM, target=intro, by=by, now=now)


def plan_follow_ups(introduction: Introduction, *, met_on: date, now: datetime) -> None:
    """Both are asked the day after, and after two weeks, three months and a year."""
    first = timezone.localdate(now) - STILL_ASKED
    FollowUp.objects.bulk_create(
        (
            FollowUp(introduction=introduction, kind=kind, due_on=day)
            for kind, day in days_after_meeting(met_on).items()
            if day >= first or kind == MEETING
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def undo_step(*, introduction: Introduction, state: str, by: Actor, now: datetime) -> None:
    """Take back the step that was entered last, ``state``, when it was one by mistake.

    Where another one is the last by now nothing happens: what is sent twice takes back one.

    That both said yes was told to them, and that it was closed as well: those stay.
    """
    if not can_broker(by):
        raise NotYours
    intro = held(introduction)
    last, before = last_steps(intro)
    if last is not None and last.state != state:
        return
    if last is None or before is None or not can_take_back(intro, last):
        raise NothingToTakeBack
    if last.state == State.MET:
        intro.follow_ups.filter(words=None).delete()
    _take_project_back(intro, last, by=by, now=now)
    last.delete()
    intro.state, intro.silent_from = before.state, ""
    if before.state == State.SILENT:
        intro.state = _before_silence(intro)
    intro.save(update_fields=["state", "silent_from", "came_of_it"])
    record("introduction.step_undone", by=by, item=intro, at=now)


def _take_project_back(introduction: Introduction, last: Step, *, by: Actor, now: datetime) -> None:
    """What the step named came of something else; what was named before it came of this still."""
    came = Link.objects.filter(target=introduction, verb=LinkVerb.CAME_FROM)
    for link in came.filter(at=last.at).select_related("source"):
        record("item.unlinked", by=by, item=link.source, at=now, data={"target": introduction.pk})
        link.delete()
    before = came.filter(source__kind=ItemKind.PROJECT).order_by("-at", "-pk").first()
    introduction.came_of_it_id = before.source_id if before is not None else None


def can_take_back(introduction: Introduction, last: Step) -> bool:
    told = {State.PROPOSED, State.ASKED, State.DECLINED, State.ACCEPTED, State.SILENT}
    return rules.is_accepted(introduction) and last.state not in told


def last_steps(introduction: Introduction) -> tuple[Step | None, Step | None]:
    """The step that was entered last, and the one before it."""
    last = list(introduction.steps.order_by("-pk")[:2])
    return (last[0] if last else None, last[1] if len(last) > 1 else None)


def _before_silence(introduction: Introduction) -> str:
    spoken = introduction.steps.exclude(state=State.SILENT).order_by("-pk").first()
    return spoken.state if spoken is not None else State.PROPOSED


# --- Silence ----------------------------------------------------------------------------------


def find_silent_introductions(*, now: datetime) -> int:
    """Write down which fell silent; a duty of the worker, looked at once a day."""
    local = timezone.localtime(now)
    if local.time() < FROM or not cache.add(f"{CHECKED}:{local.date()}", 1, timeout=A_DAY):
        return 0
    return fall_silent_on(local.date(), now=now)


def fall_silent_on(day: date, *, now: datetime) -> int:
    """Those without a word for so long. Doing it twice changes nothing."""
    found = 0
    for state, wait in SILENT_AFTER.items():
        waiting = Introduction.objects.filter(state=state, words_on__lte=day - wait)
        for introduction in waiting.filter(withdrawal=None).order_by("pk"):
            found += _fall_silent(introduction, state, day, now=now)
    return found


@transaction.atomic
def _fall_silent(introduction: Introduction, state: State, day: date, *, now: datetime) -> bool:
    """Held and looked at again: a word may have come meanwhile."""
    intro = held(introduction)
    if intro.state != state or intro.words_on > day - SILENT_AFTER[state]:
        return False
    came_into(intro, State.SILENT, on=day, by=None, now=now)
    return True
