"""What the brokers of the demo region do: briefs, introductions and encounters at the coffee."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from gangmaker.config.demo.rows import Form, Language, Sector

Confidentiality = Literal["public", "members", "named", "broker"]
BriefEnd = Literal["found", "elsewhere", "stopped", "nobody"]
Next = Literal["again", "agreement", "later", "nothing"]
FollowUp = Literal["meeting", "two_weeks", "months", "year"]
Place = Literal[0, 1]


@dataclass(frozen=True, kw_only=True)
class Considered:
    """Whom the broker thought of for a brief, and why; ``out`` says that she left her out."""

    actor: str
    days_ago: int
    why: str = ""
    out: bool = False
    by_hand: bool = False


@dataclass(frozen=True, kw_only=True)
class Brief:
    """What somebody asks, on one page. Not sent: a draft; not approved: it waits for its asker.

    ``corrections`` are the words before the asker changed them, by field. Who speaks on the phone
    only has it approved by the broker. ``secrecy``: who promised to be silent about it.
    """

    key: str
    title: str
    summary: str
    by: str
    owner: str
    deputy: str
    days_ago: int
    confidentiality: Confidentiality
    language: Language = "nl"
    on_behalf_of: str | None = None
    behind: str = ""
    for_whom: str = ""
    tried: str = ""
    hours: str = ""
    money: str = ""
    data: str = ""
    people: str = ""
    machines: str = ""
    must_not: str = ""
    by_when_in_days: int | None = None
    forms: tuple[Form, ...] = ()
    sectors: tuple[Sector, ...] = ()
    languages: tuple[Language, ...] = ()
    concepts: tuple[str, ...] = ()
    sent_days_ago: int | None = None
    approved_days_ago: int | None = None
    corrections: Mapping[str, str] = field(default_factory=dict)
    secrecy: tuple[str, ...] = ()
    considered: tuple[Considered, ...] = ()
    came_from: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    end: BriefEnd | None = None
    ended_days_ago: int | None = None


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """That one side says no; the reason stays with the broker."""

    side: Place
    days_ago: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Word:
    """How one side found it, 1 to 4, and what comes next."""

    after: FollowUp
    side: Place
    days_ago: int
    how: int | None = None
    next: Next | None = None
    by_phone: bool = False


@dataclass(frozen=True, kw_only=True)
class Introduction:
    """Two who were brought together by ``owner``, and how far it came.

    ``yes``: when each of ``sides`` said so, for as far as they did; ``yes_of`` when only the other
    one did. ``written_days_ago``: the broker wrote it down later, from a list of her own.
    ``encounter``: they had met by themselves. Silence is found by itself, as everywhere.
    """

    key: str
    title: str
    why: str
    sides: tuple[str, ...]
    owner: str
    proposed: int
    asked: int | None = None
    yes: tuple[int, ...] = ()
    yes_of: Place = 0
    no: Refusal | None = None
    on_paper: tuple[Place, ...] = ()
    met: int | None = None
    agreement: int | None = None
    project: int | None = None
    result: int | None = None
    ended: int | None = None
    closed: int | None = None
    came_of_it: str | None = None
    brief: str | None = None
    encounter: str | None = None
    language: Language = "nl"
    written_days_ago: int | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Encounter:
    """Two who met by themselves, as somebody of the team saw."""

    key: str
    one: str
    other: str
    days_ago: int
    where: str
    by: str
    about: str = ""
