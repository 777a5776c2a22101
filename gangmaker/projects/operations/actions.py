"""What the region does for a goal: planned, done, dropped or taken up again."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours, is_team
from gangmaker.core.refusals import Refused
from gangmaker.projects import rules
from gangmaker.projects.models import Action, Goal
from gangmaker.trail.models import ItemKind, LinkVerb
from gangmaker.trail.operations import NewItem, item_fields, link_items

from .changes import record_change


class EndsBeforeStart(Refused):
    code = "ends_before_start"
    message = _("An action ends on the day it starts, or later.")


class AlreadyEnded(Refused):
    code = "action_already_ended"
    message = _("This action was ended in the meantime. Look again.")


@dataclass(frozen=True)
class ActionTerms:
    """What a plan says of an action."""

    title: str
    summary: str
    starts_on: date | None
    due_on: date
    owner: Actor
    deputy: Actor | None


@transaction.atomic
def add_action(
    *,
    goal: Goal,
    new: NewItem,
    starts_on: date | None,
    due_on: date,
    reason: str,
    position: int = 0,
    now: datetime,
) -> Action:
    """Plan an action for a goal; the team does. It has an owner and two dates."""
    if not is_team(new.by):
        raise NotYours
    _refuse_reversed(starts_on, due_on)
    action = Action.objects.create(
        **item_fields(new, kind=ItemKind.ACTION, now=now),
        for_goal=goal,
        starts_on=starts_on,
        due_on=due_on,
        position=position,
    )
    link_items(source=action, verb=LinkVerb.SERVES_GOAL, target=goal, by=new.by, now=now)
    record_change(
        "action.added",
        goal=goal,
        by=new.by,
        reason=reason,
        before={},
        after=action_terms(action),
        action=action,
        now=now,
    )
    return action


@transaction.atomic
def change_action(
    *, action: Action, terms: ActionTerms, reason: str, by: Actor, now: datetime
) -> None:
    """Change what is to be done or by when, with a reason."""
    if not is_team(by):
        raise NotYours
    _refuse_reversed(terms.starts_on, terms.due_on)
    before = action_terms(action)
    action.title, action.summary = terms.title, terms.summary
    action.starts_on, action.due_on = terms.starts_on, terms.due_on
    action.owner, action.deputy, action.updated_at = terms.owner, terms.deputy, now
    action.save()
    _record(action, "action.changed", before=before, reason=reason, by=by, now=now)


@transaction.atomic
def finish_action(*, action: Action, what_came_of_it: str, by: Actor, now: datetime) -> None:
    """Say that an action is done, and what came of it: its owner, its deputy, or the team."""
    _end(action, "action.done", field="done_on", reason=what_came_of_it, by=by, now=now)


@transaction.atomic
def drop_action(*, action: Action, reason: str, by: Actor, now: datetime) -> None:
    """Say that an action will not happen, and why. It stays in the plan, as dropped."""
    if not is_team(by):
        raise NotYours
    _end(action, "action.dropped", field="dropped_on", reason=reason, by=by, now=now)


@transaction.atomic
def reopen_action(*, action: Action, reason: str, by: Actor, now: datetime) -> None:
    """Take up again what was done or dropped, with a reason."""
    if not is_team(by):
        raise NotYours
    before = action_terms(action)
    action.done_on = action.dropped_on = None
    action.save(update_fields=["done_on", "dropped_on"])
    _record(action, "action.reopened", before=before, reason=reason, by=by, now=now)


def _end(action: Action, verb: str, *, field: str, reason: str, by: Actor, now: datetime) -> None:
    if not rules.can_finish_action(by, action):
        raise NotYours
    before = action_terms(action)
    today = timezone.localdate(now)
    still_open = Action.objects.filter(pk=action.pk, done_on=None, dropped_on=None)
    if not still_open.update(**{field: today}):
        raise AlreadyEnded
    setattr(action, field, today)
    _record(action, verb, before=before, reason=reason, by=by, now=now)


def _record(
    action: Action,
    verb: str,
    *,
    before: dict[str, object],
    reason: str,
    by: Actor,
    now: datetime,
) -> None:
    record_change(
        verb,
        goal=action.for_goal,
        by=by,
        reason=reason,
        before=before,
        after=action_terms(action),
        action=action,
        now=now,
    )


def _refuse_reversed(starts_on: date | None, due_on: date) -> None:
    if starts_on is not None and starts_on > due_on:
        raise EndsBeforeStart


def action_terms(action: Action) -> dict[str, object]:
    """What the plan says of an action, as plain values; its owner by id, since names change."""
    return {
        "title": action.title,
        "summary": action.summary,
        "owner": action.owner_id,
        "deputy": action.deputy_id,
        "starts_on": _day(action.starts_on),
        "due_on": _day(action.due_on),
        "done_on": _day(action.done_on),
        "dropped_on": _day(action.dropped_on),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
