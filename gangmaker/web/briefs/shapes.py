"""The values that the templates of briefs ask for."""

from dataclasses import dataclass
from datetime import date

from gangmaker.web.items.shapes import Doing, State


@dataclass(frozen=True)
class Said:
    """One question of the page with its answer."""

    label: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """A brief on one page. ``there`` is what can be put to work; ``facts`` are choices."""

    title: str
    summary: str
    lang: str
    who: str
    said: list[Said]
    there: list[Said]
    facts: list[Said]


@dataclass(frozen=True)
class Corrected:
    """What stood there before somebody corrected it."""

    label: str
    was: str
    by: str
    on: date


@dataclass(frozen=True)
class BriefShown:
    """For briefs/section.html. What is only for the team is empty for others."""

    sheet: Sheet
    readers: str
    state: State
    may_broker: bool
    doings: list[Doing]
    link: str = ""
    sent_on: date | None = None
    silent_days: int = 0
    approve_url: str = ""
    approve_label: str = ""
    corrected: tuple[Corrected, ...] = ()
    renew_url: str = ""


@dataclass(frozen=True)
class Chip:
    """A concept that the words gave rise to, to tick while they are typed."""

    key: str
    name: str
    lang: str
    confirmed: bool
