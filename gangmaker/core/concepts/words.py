"""The words of a text as they are compared: folded, in Latin letters, stemmed, taken apart."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from gangmaker.core.text import STOP_WORDS, fold

WORD: Final = re.compile(r"[^\W_]+(?:[+#]+(?!\w))?")
"""A word; C++ and C# keep their signs."""

OF_TWO_LETTERS: Final = """
    an as at be by do go he if in is it me my no of on or so to up us we
    de du en et il je la le lu ma me ne ni nu on ou sa se si ta te tu un au ce ca
    al de en er ge ik in is je me na nu of om op te uw we ze zo
"""
ASKING: Final = """
    graag help helpen iemand nodig vraag vragen wens wensen zoek zoeken zoekt gezocht
    ask asking help look looked looking looks seek seeking seeks someone somebody want wants
    aide aider besoin cherche cherchent cherchons demande recherchons souhaite souhaitons
"""
"""How people ask, whatever they ask for."""
SAY_LITTLE: Final = STOP_WORDS | frozenset((OF_TWO_LETTERS + ASKING).split())

SHORTEST_PART: Final = 4
"""A part of a compound has at least so many letters: shorter ones are found everywhere."""
MOST_PARTS: Final = 4
LONGEST_COMPOUND: Final = 40
LINKS: Final = ("", "s", "e", "en", "n", "er")
"""What Dutch puts between the parts of a compound, the usual first."""

GREEK: Final = {
    **dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True)),
    "θ": "th",
    "χ": "ch",
    "ψ": "ps",
}
CYRILLIC: Final = {
    **dict(zip("абвгдезийклмнопрстуфыэіє", "abvgdeziiklmnoprstufyeie", strict=True)),
    "ж": "zh",
    "х": "ch",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sht",
    "ъ": "a",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "ї": "i",
    "ґ": "g",
}
LATIN: Final = str.maketrans(GREEK | CYRILLIC)
"""Names that travel (fotografos, inzhener) are found in Latin letters."""
GREEK_PAIRS: Final = (("ου", "u"), ("αι", "e"), ("ει", "i"), ("οι", "i"), ("μπ", "b"), ("ντ", "d"))

ENDINGS: Final = {
    "nl": ("heden", "ingen", "eren", "en", "es", "s", "e"),
    "en": ("ings", "ing", "ies", "ed", "es", "s", "e", "y"),
    "fr": (
        *("trices", "trice", "teurs", "teur", "euses", "euse", "eurs", "eur", "ees", "ee", "er"),
        *("es", "s", "e", "x"),
    ),
}
"""What is cut off, the first that fits, when ``SHORTEST_STEM`` letters stay."""
SHORTEST_STEM: Final = 4
VOWELS: Final = frozenset("aeiouy")


class Word(NamedTuple):
    """A word of a text, as it stands there and as it is compared."""

    shown: str
    plain: str


def words_of(text: str) -> list[Word]:
    """The words of ``text`` in their order, also those that say little."""
    return [Word(found, plain(found)) for found in WORD.findall(text)]


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """``word`` folded and in Latin letters."""
    folded = fold(word)
    if folded.isascii():
        return folded
    for pair, letter in GREEK_PAIRS:
        folded = folded.replace(pair, letter)
    return folded.translate(LATIN)


def tells(word: str) -> bool:
    """Whether a plain word says what a text is about."""
    return word not in SAY_LITTLE and (len(word) > 1 or word == "c")


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """A plain word without its ending in ``language``; of other languages as it is."""
    for ending in ENDINGS.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return _single(word[: -len(ending)])
    return _single(word) if language in ENDINGS and len(word) > SHORTEST_STEM else word


def _single(bare: str) -> str:
    """Without the doubling that an ending brings along: wevven, weven; stoppen, stop."""
    doubled = len(bare) > SHORTEST_STEM and bare[-1] == bare[-2] and bare[-1] not in VOWELS
    return bare[:-1] if doubled else bare


def parts_of(word: str, vocabulary: Collection[str]) -> tuple[str, ...]:
    """The parts of a compound, all of them words of ``vocabulary``; nothing when it is none.

    The fewest parts; of those, the longest first part. ``woord+en+boek`` keeps no link.
    """
    if not 2 * SHORTEST_PART <= len(word) <= LONGEST_COMPOUND:
        return ()
    for count in range(2, MOST_PARTS + 1):
        found = next(_splits(word, vocabulary, count), None)
        if found:
            return found
    return ()


def _splits(rest: str, vocabulary: Collection[str], count: int) -> Iterator[tuple[str, ...]]:
    if count == 1:
        if rest in vocabulary:
            yield (rest,)
        return
    for end in range(len(rest) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        if rest[:end] not in vocabulary:
            continue
        for link in LINKS:
            if rest.startswith(link, end) and len(rest) - end - len(link) >= SHORTEST_PART:
                for others in _splits(rest[end + len(link) :], vocabulary, count - 1):
                    yield (rest[:end], *others)
