"""Who may do what with goals, projects and results. One-line predicates."""

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import is_team
from gangmaker.trail.rules import keeps

from .models import Action, Goal


def can_plan(viewer: Actor | None) -> bool:
    """Change the region's plan: the team."""
    return is_team(viewer)


def can_measure(viewer: Actor | None, goal: Goal) -> bool:
    """Enter what an indicator is: the team, and who answers for the goal."""
    return can_plan(viewer) or keeps(viewer, goal)


def can_finish_action(viewer: Actor | None, action: Action) -> bool:
    """Say that an action is done: who answers for it, and the team."""
    return can_plan(viewer) or keeps(viewer, action)
