"""Setting the goals that a region works towards, and changing them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours, is_team
from gangmaker.core.refusals import Refused
from gangmaker.projects.models import Goal
from gangmaker.trail.models import Item, ItemKind, Link, LinkVerb
from gangmaker.trail.operations import NewItem, item_fields, link_items, record
from gangmaker.trail.rules import can_edit

from .changes import record_change


class GoalBelowItself(Refused):
    code = "goal_below_itself"
    message = _("A goal cannot stand below itself, nor below one of the goals below it.")


@transaction.atomic
def set_goal(
    *, new: NewItem, year: int, parent: Goal | None = None, position: int = 0, now: datetime
) -> Goal:
    """Add a goal to the region's tree; only the team sets goals."""
    if not is_team(new.by):
        raise NotYours
    goal = Goal.objects.create(
        **item_fields(new, kind=ItemKind.GOAL, now=now),
        parent=parent,
        year=year,
        position=position,
    )
    record("goal.set", by=new.by, item=goal, at=now, data={"year": year})
    return goal


@dataclass(frozen=True)
class GoalTerms:
    """What a plan says of a goal beside its words."""

    title: str
    summary: str
    year: int
    parent: Goal | None
    owner: Actor
    deputy: Actor | None


@transaction.atomic
def change_goal(*, goal: Goal, terms: GoalTerms, reason: str, by: Actor, now: datetime) -> None:
    """Say something else, with a reason; only the team does. A goal never stands below itself."""
    if not is_team(by):
        raise NotYours
    if terms.parent is not None and goal.pk in _lineage(terms.parent):
        raise GoalBelowItself
    before = _terms_of(goal)
    goal.title, goal.summary, goal.year = terms.title, terms.summary, terms.year
    goal.parent, goal.owner, goal.deputy = terms.parent, terms.owner, terms.deputy
    goal.updated_at = now
    goal.save()
    record_change(
        "goal.changed",
        goal=goal,
        by=by,
        reason=reason,
        before=before,
        after=_terms_of(goal),
        now=now,
    )


def _terms_of(goal: Goal) -> dict[str, object]:
    return {
        "title": goal.title,
        "summary": goal.summary,
        "year": goal.year,
        "parent": goal.parent.title if goal.parent else "",
        "owner": goal.owner_id,
        "deputy": goal.deputy_id,
    }


def _lineage(goal: Goal) -> set[int]:
    """The goal and all goals above it."""
    seen: set[int] = set()
    at: Goal | None = goal
    while at is not None and at.pk not in seen:
        seen.add(at.pk)
        at = at.parent
    return seen


@transaction.atomic
def say_what_is_served(
    *, item: Item, chosen: Sequence[Item], among: Sequence[Item], by: Actor, now: datetime
) -> None:
    """Let ``item`` serve the ``chosen`` goals and actions and, of those ``among``, no others.

    ``among`` is what ``by`` could choose from, so that what she may not see keeps its link.
    """
    if not (is_team(by) or can_edit(by, item)):
        raise NotYours
    for target in chosen:
        link_items(source=item, verb=LinkVerb.SERVES_GOAL, target=target, by=by, now=now)
    left = [target for target in among if target not in chosen]
    links = Link.objects.filter(source=item, verb=LinkVerb.SERVES_GOAL, target__in=left)
    for link in links:
        record("item.unlinked", by=by, item=item, at=now, data={"target": link.target_id})
    links.delete()
