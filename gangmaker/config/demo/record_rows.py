"""Records of the demo region that the team has to look at."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Twin:
    """An organisation that somebody of the team entered, although it was there already."""

    of: str
    name: str
    source: str
    entered_by: str
    days_ago: int
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A member says that an organisation without members is hers; nobody decided yet."""

    organisation: str
    by: str
    words: str
    days_ago: int
