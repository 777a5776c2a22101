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
)
from .messages import Message
from .promises import Answer, AnswerTemplate, Outcome, Promise, PromiseKind, PromiseTerm
from .talk import LONGEST_COMMENT, Comment, CommentQuerySet, Follow, Thanks

__all__ = [
    "LONGEST_COMMENT",
    "Act",
    "Answer",
    "AnswerTemplate",
    "Comment",
    "CommentQuerySet",
    "Follow",
    "Item",
    "ItemAudience",
    "ItemKind",
    "ItemQuerySet",
    "ItemTranslation",
    "Link",
    "LinkVerb",
    "Message",
    "Outcome",
    "Party",
    "Promise",
    "PromiseKind",
    "PromiseTerm",
    "Thanks",
    "Withdrawal",
]
