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
from .grants import Award, Deadline, Grant, GrantForm, GrantLine, StaffMethod, Use, VatRule
from .letters import AssignmentLetter, LetterEnd
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
from .vat import VatRegime

__all__ = [
    "Action",
    "AssignmentLetter",
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
    "LetterEnd",
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
    "VatRegime",
    "VatRule",
]
