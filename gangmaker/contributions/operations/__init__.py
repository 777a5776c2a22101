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
from .joining import (
    Acquaintance,
    Asked,
    Guest,
    ask_in,
    join_in,
    support_as_guest,
)
from .ledger import (
    AlreadyConfirmed,
    CorrectedMeanwhile,
    answer_contribution,
    confirm_entry,
    correct_entry,
    pledge,
    said_by,
)
from .supports import support

__all__ = [
    "Acquaintance",
    "AlreadyConfirmed",
    "Asked",
    "Brought",
    "Contribution",
    "CorrectedMeanwhile",
    "Guest",
    "NobodyToAnswer",
    "answer_contribution",
    "ask_in",
    "ask_question",
    "confirm_entry",
    "confirm_guest",
    "contribute",
    "correct_entry",
    "join_in",
    "owner_for",
    "pledge",
    "said_by",
    "support",
    "support_as_guest",
]
