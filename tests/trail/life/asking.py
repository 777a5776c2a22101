"""Days that go by, what the worker asks on them, and what was said."""

from datetime import datetime, timedelta

from gangmaker.contributions.models import Question
from gangmaker.projects.operations.life import (
    ask_what_is_due,
)
from gangmaker.trail.models import Act, Item, Message
from tests.world import (
    NOON,
)

DAY = timedelta(days=1)
LATER = NOON + 91 * DAY
"""The first day on which something of NOON is asked about."""


def days(*ahead: int) -> None:
    """Let the worker look on each of these days after ``LATER``."""
    for number in ahead:
        ask_what_is_due(now=LATER + number * DAY)


def close(question: Question, *, on: datetime) -> None:
    question.closes_on = on.date()
    question.save(update_fields=["closes_on"])


def again(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


def asked_by_mail() -> list[tuple[str, int]]:
    """Who got the question, in which order, and how often."""
    rows = Message.objects.filter(kind="still_alive").order_by("pk")
    return [(row.address, row.pk) for row in rows]


def addresses() -> list[str]:
    return [address for address, _pk in asked_by_mail()]


def said(question: Question) -> list[str]:
    return list(Act.objects.filter(item=question).order_by("pk").values_list("verb", flat=True))
