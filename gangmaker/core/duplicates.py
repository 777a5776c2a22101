"""Which records may be the same: pairs with their reasons, without comparing all with all.

Whatever could make two records alike gives both a key in common, so only records that share a
key are looked at. Nothing that counts as alike is missed by that (the tests compare with all
pairs), and nothing is ever joined by this: a person decides.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, pairwise
from typing import Final
from urllib.parse import urlsplit
from zlib import crc32

from .text import LEGAL_FORMS, NAME_LINKS, fold

WORD = re.compile(r"[^\W_]+")
NOT_TELLING: Final = frozenset(f"{NAME_LINKS} {LEGAL_FORMS}".split())
SHORTEST_WITH_A_TYPO: Final = 8
"""In a shorter name one other letter makes another name: Jan, Jef."""
MOST_IN_A_GROUP: Final = 20
"""Of a key that more records share, only neighbours are paired: a thousand of one name are a
thousand pairs, not half a million."""
PARTS: Final = 8
"""The keys are gone through in so many parts, so that few are in memory at once."""
ON_SHARED_HOSTS = """
    behance.net etsy.com facebook.com flickr.com github.com instagram.com linkedin.com linktr.ee
    pinterest.com sites.google.com tiktok.com twitter.com vimeo.com x.com youtube.com
"""
SHARED_HOSTS: Final = frozenset(ON_SHARED_HOSTS.split())
"""Where many have a page: there the first part of the path says whose it is."""


class Reason(StrEnum):
    """Why two records may be the same, the strongest first."""

    NUMBER = "number"
    ADDRESS = "address"
    WEBSITE = "website"
    NAME = "name"
    SPELLING = "spelling"


STRENGTH: Final = {
    Reason.NUMBER: 8,
    Reason.ADDRESS: 4,
    Reason.WEBSITE: 3,
    Reason.NAME: 3,
    Reason.SPELLING: 2,
}


@dataclass(frozen=True)
class Record:
    """What is compared. ``proved``: somebody showed that it is hers; two such are never paired."""

    id: int
    kind: str
    name: str
    email: str = ""
    websites: tuple[str, ...] = ()
    number: str = ""
    proved: bool = False


@dataclass(frozen=True, order=True)
class Pair:
    """Two records that may be the same; ``one`` has the lower id."""

    one: int
    other: int
    reasons: tuple[Reason, ...]

    @property
    def strength(self) -> int:
        return sum(STRENGTH[reason] for reason in self.reasons)


def name_key(name: str) -> str:
    """What is left of a name for comparing: its telling words, folded, in the order of letters.

    “Weverij De Vries bv” and “de vries, weverij” are the same. A name of nothing but legal
    forms and particles keeps them.
    """
    words = WORD.findall(fold(name))
    telling = [word for word in words if word not in NOT_TELLING] or words
    return " ".join(sorted(telling))


def site_key(url: str) -> str:
    """Whose website it is: the host, and on hosts that many share the first part of the path."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""
    if host not in SHARED_HOSTS:
        return host
    first = next((part for part in parts.path.split("/") if part), "")
    return f"{host}/{fold(first)}" if first else ""


def alike(one: Record, other: Record) -> tuple[Reason, ...]:
    """Why the two may be the same; nothing when they are not alike or never to be paired."""
    if one.kind != other.kind or (one.proved and other.proved):
        return ()
    return _reasons(_Seen.of(one), _Seen.of(other))


def likely_pairs(records: Sequence[Record]) -> list[Pair]:
    """All pairs that are alike, in the order of their ids."""
    seen = [_Seen.of(record) for record in records]
    found: dict[tuple[int, int], Pair] = {}
    for part in range(PARTS):
        for group in _groups(seen, part):
            for one, other in _pairs_in(group):
                pair = _pair(one, other)
                if pair:
                    found[pair.one, pair.other] = pair
    return sorted(found.values())


@dataclass(frozen=True)
class _Seen:
    record: Record
    name: str
    email: str
    sites: frozenset[str]

    @classmethod
    def of(cls, record: Record) -> "_Seen":
        sites = frozenset(filter(None, map(site_key, record.websites)))
        return cls(record, name_key(record.name), record.email.strip().casefold(), sites)


def _pair(one: _Seen, other: _Seen) -> Pair | None:
    if one.record.kind != other.record.kind or (one.record.proved and other.record.proved):
        return None
    reasons = _reasons(one, other)
    if not reasons:
        return None
    low, high = sorted((one.record.id, other.record.id))
    return Pair(low, high, reasons)


def _reasons(one: _Seen, other: _Seen) -> tuple[Reason, ...]:
    said = {
        Reason.NUMBER: bool(one.record.number) and one.record.number == other.record.number,
        Reason.ADDRESS: bool(one.email) and one.email == other.email,
        Reason.WEBSITE: not one.sites.isdisjoint(other.sites),
        Reason.NAME: bool(one.name) and one.name == other.name,
        Reason.SPELLING: one.name != other.name and _one_typo(one.name, other.name),
    }
    return tuple(reason for reason, holds in said.items() if holds)


def _one_typo(one: str, other: str) -> bool:
    """Whether one letter more, less or another makes the one name the other."""
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST_WITH_A_TYPO or len(long) - len(short) > 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), None)
    if same is None:
        return len(long) > len(short)
    rest = same + 1 if len(long) == len(short) else same
    return short[rest:] == long[same + 1 :]


def _keys(seen: _Seen) -> Iterator[str]:
    """What it shares with every record that is alike: also its name with any one letter left out,
    which two names with one typo between them have in common."""
    kind, name = seen.record.kind, seen.name
    if seen.record.number:
        yield f"{kind} n {seen.record.number}"
    if seen.email:
        yield f"{kind} a {seen.email}"
    for site in seen.sites:
        yield f"{kind} w {site}"
    if name:
        yield f"{kind} s {name}"
    if len(name) >= SHORTEST_WITH_A_TYPO:
        for at in range(len(name)):
            yield f"{kind} s {name[:at]}{name[at + 1 :]}"


def _groups(seen: Iterable[_Seen], part: int) -> Iterator[list[_Seen]]:
    by_key: dict[str, list[_Seen]] = defaultdict(list)
    for one in seen:
        for key in set(_keys(one)):
            if crc32(key.encode("utf-8", "surrogatepass")) % PARTS == part:
                by_key[key].append(one)
    return (group for group in by_key.values() if len(group) > 1)


def _pairs_in(group: list[_Seen]) -> Iterable[tuple[_Seen, _Seen]]:
    return combinations(group, 2) if len(group) <= MOST_IN_A_GROUP else pairwise(group)
