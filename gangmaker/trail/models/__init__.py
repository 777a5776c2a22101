"""What people make here, how it hangs together, what happened and what is owed."""

from .acts import Act
from .handovers import Handover, HandoverPart, PartKind
from .item import (
    Item,
    ItemAudience,
    ItemKind,
    ItemQuerySet,
    ItemTranslation,
    Link,
    LinkVerb,
    Party,
    Withdrawal,
    WithdrawalKind,
)
from .life import Asking, Ending, EndKind, Inquiry, Silence
from .messages import Message
from .moderation import (
    CommentHiding,
    Flag,
    FlagKind,
    FlagVerdict,
    Objection,
    ObjectionOutcome,
    Report,
    ReportDecision,
    ReportOutcome,
    ReportReason,
)
from .promises import Answer, AnswerTemplate, Outcome, Promise, PromiseKind, PromiseTerm
from .talk import LONGEST_COMMENT, Comment, CommentQuerySet, Follow, Thanks

__all__ = [
    "LONGEST_COMMENT",
    "Act",
    "Answer",
    "AnswerTemplate",
    "Asking",
    "Comment",
    "CommentHiding",
    "CommentQuerySet",
    "EndKind",
    "Ending",
    "Flag",
    "FlagKind",
    "FlagVerdict",
    "Follow",
    "Handover",
    "HandoverPart",
    "Inquiry",
    "Item",
    "ItemAudience",
    "ItemKind",
    "ItemQuerySet",
    "ItemTranslation",
    "Link",
    "LinkVerb",
    "Message",
    "Objection",
    "ObjectionOutcome",
    "Outcome",
    "PartKind",
    "Party",
    "Promise",
    "PromiseKind",
    "PromiseTerm",
    "Report",
    "ReportDecision",
    "ReportOutcome",
    "ReportReason",
    "Silence",
    "Thanks",
    "Withdrawal",
    "WithdrawalKind",
]
