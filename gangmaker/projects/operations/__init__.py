"""Everything that changes goals, the plan, projects and results."""

from .goals import set_goal

__all__ = ["set_goal"]
