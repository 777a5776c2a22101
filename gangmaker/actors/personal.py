"""What a table holds of people: for what, on which ground, for how long, what becomes of it.

Each room says so of its tables in ``privacy.py``; ``upkeep.rights`` reads it, to refuse a field
that nobody thought of, to make the register of processing, and to give somebody her data or erase
them. What is only a choice, a number, a moment or yes or no says nothing without its row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Words: TypeAlias = "str | StrPromise"


class Basis(Enum):
    """On which ground of the GDPR, article 6."""

    PUBLIC_TASK = _("a task in the public interest (GDPR, article 6.1.e)")
    LEGAL_DUTY = _("a duty by law (GDPR, article 6.1.c)")
    CONSENT = _("your consent (GDPR, article 6.1.a)")


class Fate(Enum):
    """What becomes of a field when somebody is erased."""

    GOES = _("is deleted")
    EMPTIED = _("is emptied")
    NAMELESS = _("stays, without a name")
    CHOSEN = _("stays without a name, or goes: as you choose")
    STAYS = _("stays")


@dataclass(frozen=True)
class Kept:
    """For how long, in words; ``days`` where a clock runs."""

    words: Words
    days: int = 0

    def __str__(self) -> str:
        return str(self.words) % {"days": self.days} if self.days else str(self.words)


@dataclass(frozen=True)
class Purpose:
    """Why something is kept of people, who sees it, and for how long it is."""

    key: str
    title: Words
    why: Words
    basis: Basis
    of_whom: Words
    seen_by: Words
    kept: Kept


@dataclass(frozen=True)
class Table:
    """The fields of one table that can hold something of a person, by what becomes of them.

    ``hers`` are the ways from a row to the person whose row it is, ``told`` further ways to whom
    it is given when she asks for her data; ``secret`` fields never are. Rows of a table with
    ``goes`` are deleted; else ``emptied`` fields are emptied, and people are only ``nameless``:
    they point to somebody whose name is gone. ``chosen`` words go when she wants it. ``stays``
    needs a ``because``. ``also`` is written beside what is emptied. ``plain`` is text about nobody.
    """

    label: str
    what: Words
    purpose: Purpose
    hers: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    nameless: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    because: Words = ""
    also: Mapping[str, Any] = field(default_factory=dict)

    def tagged(self) -> Iterator[tuple[str, Fate]]:
        """Every field that can hold something of a person, with its fate."""
        for names, fate in (
            (self.goes, Fate.GOES),
            (self.emptied, Fate.EMPTIED),
            (self.nameless, Fate.NAMELESS),
            (self.chosen, Fate.CHOSEN),
            (self.stays, Fate.STAYS),
        ):
            yield from ((name, fate) for name in names)


@dataclass(frozen=True)
class Nobody:
    """A table that says nothing of anybody, and why."""

    label: str
    because: str
