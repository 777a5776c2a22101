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
from .grants import Award, Deadline, Grant, GrantForm, GrantLine, StaffMethod, Use
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
    "Award",
    "BudgetLine",
    "Cost",
    "Credit",
    "Deadline",
    "Deliverable",
    "DesignPhase",
    "Evidence",
    "EvidenceKind",
    "Goal",
    "Grant",
    "GrantForm",
    "GrantLine",
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
    "StaffMethod",
    "Stage",
    "StageChange",
    "Task",
    "Update",
    "Use",
]
