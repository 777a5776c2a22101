"""What people make here, how it hangs together, what happened and what is owed."""

from .acts import Act
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
    "Comment",
    "CommentHiding",
    "CommentQuerySet",
    "Flag",
    "FlagKind",
    "FlagVerdict",
    "Follow",
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
    "Party",
    "Promise",
    "PromiseKind",
    "PromiseTerm",
    "Report",
    "ReportDecision",
    "ReportOutcome",
    "ReportReason",
    "Thanks",
    "Withdrawal",
    "WithdrawalKind",
]
