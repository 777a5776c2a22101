"""Setting the goals that a region works towards."""

from datetime import datetime

from django.db import transaction

from gangmaker.actors.rules import NotYours, is_team
from gangmaker.projects.models import Goal
from gangmaker.trail.models import ItemKind
from gangmaker.trail.operations import NewItem, item_fields, record


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
