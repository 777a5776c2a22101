"""What people bring, what is asked for, and the ledger of who gave what."""

from .forms import UNIT_MATCHES_FORM, UNIT_OF_FORM, Form, Level, Unit
from .items import Aimed, Idea, Need, Offer, Question, Support
from .ledger import Confirmation, LedgerEntry

__all__ = [
    "UNIT_MATCHES_FORM",
    "UNIT_OF_FORM",
    "Aimed",
    "Confirmation",
    "Form",
    "Idea",
    "LedgerEntry",
    "Level",
    "Need",
    "Offer",
    "Question",
    "Support",
    "Unit",
]
