"""What pages look up about goals, projects and results."""

from .asleep import (
    Missing,
    WeakSpot,
    missing_on,
    told_since,
    weak_spots,
)
from .counters import days_counted
from .goals import GoalNode, goal_choices, goal_tree, serving_counts
from .plan import (
    ActionRow,
    Change,
    Course,
    GoalPlan,
    Point,
    changes_of,
    changes_of_action,
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
    "changes_of",
    "changes_of_action",
    "concerning",
    "days_counted",
    "differences",
    "goal_choices",
    "goal_tree",
    "missing_on",
    "next_date",
    "open_tasks",
    "plan_content",
    "plans_of",
    "public_projects",
    "realised",
    "run_by",
    "serving_counts",
    "told_since",
    "weak_spots",
]
