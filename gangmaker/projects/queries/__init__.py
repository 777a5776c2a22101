"""What pages look up about goals, projects and results."""

from .counters import days_counted
from .goals import GoalNode, goal_choices, goal_tree, serving_counts
from .plan import (
    ActionRow,
    Change,
    Course,
    GoalPlan,
    Point,
    action_row,
    changes_in,
    courses_by,
    plans_of,
)
from .projects import (
    concerning,
    next_date,
    open_tasks,
    public_projects,
    realised,
    run_by,
)
from .versions import Difference, FieldChange, differences, plan_content
from .weak_spots import (
    Missing,
    WeakSpot,
    facts_on,
    missing_by,
    tellings,
    told_since,
    weak_spots,
)

__all__ = [
    "ActionRow",
    "Change",
    "Course",
    "Difference",
    "FieldChange",
    "GoalNode",
    "GoalPlan",
    "Missing",
    "Point",
    "WeakSpot",
    "action_row",
    "changes_in",
    "concerning",
    "courses_by",
    "days_counted",
    "differences",
    "facts_on",
    "goal_choices",
    "goal_tree",
    "missing_by",
    "next_date",
    "open_tasks",
    "plan_content",
    "plans_of",
    "public_projects",
    "realised",
    "run_by",
    "serving_counts",
    "tellings",
    "told_since",
    "weak_spots",
]
