"""What people bring, what is asked for, and the ledger of who gave what."""

from .forms import UNIT_MATCHES_FORM, UNIT_OF_FORM, Form, Level, Unit
from .items import Aimed, Idea, Need, Offer, Question, Support
from .ledger import Confirmation, LedgerEntry
from .valuation import MethodKind, Rate, ValuationMethod
from .volunteers import (
    Acknowledgement,
    Allowance,
    AllowanceKind,
    InformationNote,
    Scheme,
    VolunteerCap,
    VolunteerYear,
)

__all__ = [
    "UNIT_MATCHES_FORM",
    "UNIT_OF_FORM",
    "Acknowledgement",
    "Aimed",
    "Allowance",
    "AllowanceKind",
    "Confirmation",
    "Form",
    "Idea",
    "InformationNote",
    "LedgerEntry",
    "Level",
    "MethodKind",
    "Need",
    "Offer",
    "Question",
    "Rate",
    "Scheme",
    "Support",
    "Unit",
    "ValuationMethod",
    "VolunteerCap",
    "VolunteerYear",
]
