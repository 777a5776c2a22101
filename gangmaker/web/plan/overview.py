"""All goals: for each what was promised, what happened, and who is behind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gangmaker.projects import rules
from gangmaker.projects.queries import GoalNode, GoalPlan, goal_tree, plans_of
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items import figures
from gangmaker.web.items.rows import current_language

from . import telling
from .shapes import ActionShown, CourseShown, Served


@dataclass(frozen=True)
class GoalShown:
    """A goal of the overview, with the goals below it. ``depth`` is 0 at the top."""

    goal: GoalNode
    depth: int
    courses: list[CourseShown]
    actions: list[ActionShown]
    done: int
    served: list[Served]
    behind: list[str]


def goals(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    tree = goal_tree(request.actor, at=now, language=current_language())
    flat = list(_flat(tree))
    plans = plans_of(
        [goal.id for goal, _depth in flat],
        viewer=request.actor,
        at=now,
        language=current_language(),
        serving=figures.serving(at=now),
        days=figures.days(at=now),
    )
    shown = [_show(goal, depth, plans[goal.id]) for goal, depth in flat]
    return render(
        request,
        "web/plan/goals.html",
        {"goals": shown, "may_plan": rules.can_plan(request.actor)},
    )


def _flat(goals: Sequence[GoalNode], depth: int = 0) -> Iterator[tuple[GoalNode, int]]:
    """Each goal before those below it."""
    for goal in goals:
        yield goal, depth
        yield from _flat(goal.below, depth + 1)


def _show(goal: GoalNode, depth: int, plan: GoalPlan) -> GoalShown:
    today = timezone.localdate()
    return GoalShown(
        goal=goal,
        depth=depth,
        courses=[
            telling.show_course(course, on=today, goal=goal.slug, may_measure=False, may_plan=False)
            for course in plan.courses
        ],
        actions=[telling.show_action(row, on=today) for row in plan.actions if not row.done_on],
        done=sum(1 for row in plan.actions if row.done_on),
        served=telling.served(plan.serving, goal=goal.slug),
        behind=telling.behind_of(plan.courses, plan.actions),
    )
