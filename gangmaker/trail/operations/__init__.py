"""Everything that changes items, links, promises and the outbox."""

from .answering import save_template, set_term
from .items import (
    NewItem,
    edit_item,
    hand_over,
    item_fields,
    link_items,
    publish,
    translate_item,
    withdraw,
)
from .journal import owe_mail, record
from .notices import how_often, see_notices, set_rhythm
from .outbox import NotGivenUp, WhyDropped, drop_mail, send_again, send_all_again
from .promises import (
    DEFAULT_WORKING_DAYS,
    AlreadyAnswered,
    AlreadyKept,
    NextStepMissing,
    ReasonMissing,
    RedirectMissing,
    Reply,
    TheirsAlready,
    answer,
    finish_step,
    keep_promise,
    promise_answer,
    takes_on,
    working_days_for,
)

__all__ = [
    "DEFAULT_WORKING_DAYS",
    "AlreadyAnswered",
    "AlreadyKept",
    "NewItem",
    "NextStepMissing",
    "NotGivenUp",
    "ReasonMissing",
    "RedirectMissing",
    "Reply",
    "TheirsAlready",
    "WhyDropped",
    "answer",
    "drop_mail",
    "edit_item",
    "finish_step",
    "hand_over",
    "how_often",
    "item_fields",
    "keep_promise",
    "link_items",
    "owe_mail",
    "promise_answer",
    "publish",
    "record",
    "save_template",
    "see_notices",
    "send_again",
    "send_all_again",
    "set_rhythm",
    "set_term",
    "takes_on",
    "translate_item",
    "withdraw",
    "working_days_for",
]
