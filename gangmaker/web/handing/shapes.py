"""The values that the templates of this area ask for."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from gangmaker.trail.models import Item
from gangmaker.web.items.rows import kind_of


@dataclass(frozen=True)
class AskedRow:
    """One item of which it is asked whether it is alive, for alive_all.html."""

    slug: str
    title: str
    lang: str
    kind: str
    alive_on: date
    asleep: bool
    ticked: bool

    @classmethod
    def of(cls, item: Item, *, ticked: bool) -> Self:
        return cls(
            slug=item.slug,
            title=item.title,
            lang=item.language,
            kind=kind_of(item.kind),
            alive_on=item.alive_on,
            asleep=item.asleep_since is not None,
            ticked=ticked,
        )


@dataclass(frozen=True)
class KeptRow:
    """One thing that somebody keeps, for hand_over.html."""

    key: str
    title: str
    lang: str
    note: str
    ticked: bool


@dataclass(frozen=True)
class KeptGroup:
    """Things of one kind; ``key`` stands for all of them."""

    key: str
    label: str
    rows: tuple[KeptRow, ...]
    ticked: bool


@dataclass(frozen=True)
class Moving:
    """What goes to one person: so many of each kind."""

    name: str
    count: int
    groups: tuple[tuple[str, int], ...]
    titles: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Moved:
    """What somebody has since a handover, for handover.html; ``back_url`` is to hand it back."""

    name: str
    rows: tuple[tuple[str, str, str, str], ...]
    back_url: str
