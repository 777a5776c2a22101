"""The acts that one request wrote and that are counted afterwards (``watching``)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from .models import Act

ABOUT_AN_ITEM: Final = frozenset(
    {"item.supported", "item.thanked", "comment.thanked", "comment.written"}
)
MAKING: Final = frozenset({"idea.received", "offer.received", "question.asked"})
WATCHED: Final = ABOUT_AN_ITEM | MAKING

_noted: ContextVar[list[Act] | None] = ContextVar("acts of this request", default=None)


@contextmanager
def noting() -> Iterator[list[Act]]:
    """The watched acts that are written inside."""
    acts: list[Act] = []
    before = _noted.set(acts)
    try:
        yield acts
    finally:
        _noted.reset(before)


def note(act: Act) -> None:
    acts = _noted.get()
    if acts is not None and act.verb in WATCHED and act.by_id is not None:
        acts.append(act)
