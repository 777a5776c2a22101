"""Everything that changes goals, the plan, projects and results."""

from .actions import (
    ActionTerms,
    AlreadyEnded,
    EndsBeforeStart,
    add_action,
    change_action,
    drop_action,
    finish_action,
    reopen_action,
)
from .changes import NothingChanged, WhyMissing
from .goals import GoalBelowItself, GoalTerms, change_goal, set_goal
from .indicators import (
    CountsItself,
    IndicatorTerms,
    MeasuredInFuture,
    MeasuredMeanwhile,
    TargetTooEarly,
    add_indicator,
    change_indicator,
    end_indicator,
    measure,
)
from .versions import VersionNameIsTaken, digest_of, freeze_plan

__all__ = [
    "ActionTerms",
    "AlreadyEnded",
    "CountsItself",
    "EndsBeforeStart",
    "GoalBelowItself",
    "GoalTerms",
    "IndicatorTerms",
    "MeasuredInFuture",
    "MeasuredMeanwhile",
    "NothingChanged",
    "TargetTooEarly",
    "VersionNameIsTaken",
    "WhyMissing",
    "add_action",
    "add_indicator",
    "change_action",
    "change_goal",
    "change_indicator",
    "digest_of",
    "drop_action",
    "end_indicator",
    "finish_action",
    "freeze_plan",
    "measure",
    "reopen_action",
    "set_goal",
]
