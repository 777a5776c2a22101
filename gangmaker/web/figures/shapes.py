"""The values that the templates of the figures ask for."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Bar:
    """One group of a figure: its words, and how long its bar is (0 to 100)."""

    label: str
    value: str
    percent: int
    late: int = 0
    """How much of it is past its day (0 to 100, at most ``percent``)."""
    hidden: bool = False
    """Fewer than five people, or one more that would betray them."""


@dataclass(frozen=True)
class Named:
    """For figures/named.html: one thing that the team can do something about."""

    title: str
    lang: str
    url: str
    note: str
    days: str
    late: bool = False
    do_url: str = ""
    do_label: str = ""


@dataclass(frozen=True)
class FigureShown:
    """For figures/figure.html."""

    key: str
    name: str
    value: str
    unit: str
    definition: str
    formula: str
    since: date
    until: date
    area: str
    known: str
    computed_at: datetime
    bars: tuple[Bar, ...]
    note: str
    url: str
    """Its own page; empty for those of the team."""
    csv_url: str
    named: tuple[Named, ...] = ()
    """In place of bars, when its rows are things and not groups."""


@dataclass(frozen=True)
class PublicationShown:
    """For figures/publication_row.html."""

    url: str
    name: str
    value: str
    unit: str
    period: str
    area: str
    at: datetime
    corrected: bool
    correction: bool
