"""What was reported in the demo region, and what moderators made of it."""

from dataclasses import dataclass
from typing import Literal

Reason = Literal["illegal", "house_rules", "personal_data", "spam", "other"]


@dataclass(frozen=True, kw_only=True)
class Reported:
    """By somebody who did not sign in, with or without a name."""

    reason: Reason
    words: str
    days_ago: int
    place: str = ""
    name: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Decided:
    """Without ``measure`` nothing was wrong; else ``rule`` and ``facts`` say why."""

    days_ago: int
    words: str
    measure: Literal["", "reminded", "hidden"] = ""
    rule: int = 0
    facts: str = ""
    by: str = "moderator"


@dataclass(frozen=True, kw_only=True)
class Objected:
    """The author objects, and ``by`` decides about it."""

    days_ago: int
    words: str
    by: str
    decided_days_ago: int
    outcome: Literal["upheld", "rejected"]
    reason: str


@dataclass(frozen=True, kw_only=True)
class Moderated:
    """A comment that was reported."""

    key: str
    on: str
    by: str
    text: str
    days_ago: int
    reports: tuple[Reported, ...]
    decision: Decided | None = None
    objection: Objected | None = None
