"""The values that the page of candidates asks for."""

from dataclasses import dataclass

from .reasons import Missing, Why


@dataclass(frozen=True)
class Row:
    """Somebody who fits. ``load`` such as "1 of 3"."""

    key: str
    url: str
    name: str
    who: str
    points: int
    whys: list[Why]
    missing: list[Missing]
    last: str
    load: str


@dataclass(frozen=True)
class Considered:
    """Somebody of whom the broker decided; ``row`` is there when she fits now.

    ``said``: what the arithmetic said on the day, or that she was added by hand; ``error``: what
    is wrong with the note, which is then in ``why`` as it was typed.
    """

    key: str
    url: str
    name: str
    said: str
    why: str
    row: Row | None
    introduce_url: str
    introduced: bool
    error: str = ""
    first: bool = False
    last: bool = False


@dataclass(frozen=True)
class FoundByName:
    """``why`` and ``error``: what was typed of her and could not be kept."""

    key: str
    name: str
    who: str
    why: str = ""
    error: str = ""


@dataclass(frozen=True)
class Page:
    shortlist: list[Considered]
    longlist: list[Row]
    dropped: list[Considered]
    considered: int
    available: int
    has_concepts: bool
    more_url: str
    """To see more rows; empty when these are all or the most."""

    @property
    def dropped_open(self) -> bool:
        """A note that was too long must be seen."""
        return any(each.error for each in self.dropped)


@dataclass(frozen=True)
class Typed:
    """A note that could not be kept: of whom, what was typed, and what is wrong with it."""

    key: str
    why: str
    error: str
