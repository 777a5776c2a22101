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

__all__ = [
    "Act",
    "Answer",
    "AnswerTemplate",
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
    "Withdrawal",
]
