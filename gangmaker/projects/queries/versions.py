"""The plan as plain data: to freeze it, and to compare two states of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gangmaker.projects.models import Action, Goal, Indicator
from gangmaker.trail.models import Item, ItemKind

Rows = dict[str, dict[str, object]]


def plan_content(*, at: datetime) -> dict[str, Rows]:
    """What everybody may read of the plan, by kind and by an id that lasts; three queries."""
    public = Item.objects.visible_to(None, at=at)
    goals = public.filter(kind=ItemKind.GOAL).select_related("goal__parent").order_by("pk")
    actions = public.filter(kind=ItemKind.ACTION, action__for_goal__in=goals.values("pk"))
    indicators = Indicator.objects.filter(goal__in=goals.values("pk"), ended_on=None)
    return {
        "goals": {str(item.public_id): _goal(item.goal) for item in goals},
        "indicators": {
            str(indicator.pk): _indicator(indicator)
            for indicator in indicators.select_related("goal").order_by("position", "pk")
        },
        "actions": {
            str(item.public_id): _action(item.action)
            for item in actions.select_related("action__for_goal").order_by("pk")
        },
    }


def _goal(goal: Goal) -> dict[str, object]:
    return {
        "title": goal.title,
        "summary": goal.summary,
        "year": goal.year,
        "parent": str(goal.parent.public_id) if goal.parent else "",
        "owner": goal.owner_id,
    }


def _indicator(indicator: Indicator) -> dict[str, object]:
    return {
        "goal": str(indicator.goal.public_id),
        "name": indicator.name.data,
        "definition": indicator.definition.data,
        "unit": indicator.unit.data,
        "source": indicator.source,
        "how_often": indicator.how_often,
        "baseline": f"{indicator.baseline:.2f}",
        "baseline_on": indicator.baseline_on.isoformat(),
        "target": f"{indicator.target:.2f}",
        "target_on": indicator.target_on.isoformat(),
    }


def _action(action: Action) -> dict[str, object]:
    return {
        "goal": str(action.for_goal.public_id),
        "title": action.title,
        "summary": action.summary,
        "owner": action.owner_id,
        "starts_on": action.starts_on.isoformat() if action.starts_on else "",
        "due_on": action.due_on.isoformat(),
        "done_on": action.done_on.isoformat() if action.done_on else "",
        "dropped_on": action.dropped_on.isoformat() if action.dropped_on else "",
    }


@dataclass(frozen=True)
class FieldChange:
    """One thing that a plan says differently. ``before`` and ``after`` are plain values."""

    field: str
    before: object
    after: object


@dataclass(frozen=True)
class Difference:
    """What became of one goal, indicator or action between two versions of the plan."""

    kind: str
    key: str
    row: Mapping[str, object]
    what: str
    changes: tuple[FieldChange, ...] = ()


def differences(older: Mapping[str, Any], newer: Mapping[str, Any]) -> list[Difference]:
    """What was added, left out and changed, goals first; in the order of the newer version."""
    found: list[Difference] = []
    for kind in ("goals", "indicators", "actions"):
        before, after = older.get(kind, {}), newer.get(kind, {})
        for key, row in after.items():
            if key not in before:
                found.append(Difference(kind, key, row, "added"))
            elif changes := _changes(before[key], row):
                found.append(Difference(kind, key, row, "changed", changes))
        found += [
            Difference(kind, key, row, "left_out")
            for key, row in before.items()
            if key not in after
        ]
    return found


def _changes(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[FieldChange, ...]:
    fields = [*after, *(field for field in before if field not in after)]
    return tuple(
        FieldChange(field, before.get(field), after.get(field))
        for field in fields
        if before.get(field) != after.get(field)
    )
