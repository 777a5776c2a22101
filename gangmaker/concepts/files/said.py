"""What a file says of a concept, whatever kind of file it is."""

import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from gangmaker.core.text import normalise_line

LONGEST_NAME: Final = 160
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,4})?")


class WrongFile(Exception):
    """The file is not what it has to be; the sentence says what is wrong with it."""


@dataclass(frozen=True)
class Said:
    """One concept of a file. ``address`` is how the file calls it, ``uri`` what we keep of that.

    ``names`` by language, the preferred one first; ``broader`` and ``related`` are addresses.
    """

    address: str
    uri: str
    facet: str
    names: Mapping[str, tuple[str, ...]]
    key: str = ""
    what: Mapping[str, str] = field(default_factory=dict)
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()


def names(preferred: str, others: Iterable[str]) -> tuple[str, ...]:
    """Each once, in the order of the file; one that is too long is cut between words."""
    fit = (
        textwrap.shorten(normalise_line(text), LONGEST_NAME, placeholder=" …")
        for text in (preferred, *others)
    )
    return tuple(dict.fromkeys(text for text in fit if text))
