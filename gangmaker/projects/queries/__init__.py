"""What pages look up about goals, projects and results."""

from .goals import GoalNode, goal_choices, goal_tree, serving_counts
from .plan import ActionRow, Change, Course, GoalPlan, Point, changes_of, plans_of
from .versions import Difference, FieldChange, differences, plan_content

__all__ = [
    "ActionRow",
    "Change",
    "Course",
    "Difference",
    "FieldChange",
    "GoalNode",
    "GoalPlan",
    "Point",
    "changes_of",
    "differences",
    "goal_choices",
    "goal_tree",
    "plan_content",
    "plans_of",
    "serving_counts",
]
