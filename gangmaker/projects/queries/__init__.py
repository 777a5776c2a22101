"""What pages look up about goals, projects and results."""

from .goals import GoalNode, goal_choices, goal_tree, serving_counts

__all__ = ["GoalNode", "goal_choices", "goal_tree", "serving_counts"]
