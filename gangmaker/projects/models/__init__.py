"""What the region works on: its plan, the projects, and what came of them."""

from .budget import BudgetLine, Cost, Payer
from .goals import (
    Action,
    Goal,
    HowOften,
    Indicator,
    Measurement,
    PlanChange,
    PlanVersion,
)
from .papers import Attachment, AttachmentKind, Update
from .project import (
    Deliverable,
    DesignPhase,
    PartyRole,
    Phase,
    Project,
    ShowingConsent,
    Stage,
    StageChange,
    Task,
)
from .result import Credit, Evidence, EvidenceKind, Result, ResultType

__all__ = [
    "Action",
    "Attachment",
    "AttachmentKind",
    "BudgetLine",
    "Cost",
    "Credit",
    "Deliverable",
    "DesignPhase",
    "Evidence",
    "EvidenceKind",
    "Goal",
    "HowOften",
    "Indicator",
    "Measurement",
    "PartyRole",
    "Payer",
    "Phase",
    "PlanChange",
    "PlanVersion",
    "Project",
    "Result",
    "ResultType",
    "ShowingConsent",
    "Stage",
    "StageChange",
    "Task",
    "Update",
]
