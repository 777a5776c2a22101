"""Everything that changes contributions and the ledger."""

from .contributing import (
    Brought,
    Contribution,
    NobodyToAnswer,
    ask_question,
    confirm_guest,
    contribute,
    owner_for,
)
from .ledger import (
    AlreadyConfirmed,
    answer_contribution,
    confirm_entry,
    correct_entry,
    pledge,
)
from .supports import support

__all__ = [
    "AlreadyConfirmed",
    "Brought",
    "Contribution",
    "NobodyToAnswer",
    "answer_contribution",
    "ask_question",
    "confirm_entry",
    "confirm_guest",
    "contribute",
    "correct_entry",
    "owner_for",
    "pledge",
    "support",
]
