"""What people type, made fit to keep, to compare, to put in an address and to search with."""

import re
import unicodedata
from collections.abc import Iterable

# Letters that do not fall apart into a base letter and an accent. (ß is done by casefold.)
PLAIN_LETTERS = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "\u0131": "i",
    }
)

# No vowels, so no accidental words; of each pair that looks alike at most one is here
# (0/o, 1/l/i, 2/z, 5/s, 6/b, 8/b, 9/g/q, u/v).
CODE_ALPHABET = "347bcdfghjkmnprtvwxz"
CODE_LENGTH = 8
CODE_COUNT: int = len(CODE_ALPHABET) ** CODE_LENGTH
CODE_BYTES = 8

DROPPED_CATEGORIES = frozenset({"Cc", "Cs"})  # control characters, lone surrogates
BIDI_CONTROLS = frozenset(
    "\u061c\u200e\u200f"  # marks
    "\u202a\u202b\u202c\u202d\u202e"  # embeddings and overrides
    "\u2066\u2067\u2068\u2069"  # isolates
)
INVISIBLE = BIDI_CONTROLS | {"\ufeff"}
LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
BLANK_LINES = re.compile(r"\n{3,}")
WORD = re.compile(r"\w+")

WORD_JOINER = "\u2060"
LINK_LIKE = re.compile(r"(?<=\w)([.:@])(?=[^\W\d]|/)")

MAX_SIMILAR_WORDS = 8
SHORTEST_WORD = 3
SHORTEST_STEM = 4
ALIKE = 2
"""From this ``likeness`` on, two texts may be about the same."""

DUTCH_STOP_WORDS = """
    aan al alle als andere bij dan dat de deze die dit door dus een eens eigen elk elke en er
    etc gaan geen gewoon graag had hadden heb hebben heeft heel het hier hij hoe hun iedereen
    iemand iets ik in is jaar je jij jouw jullie kan kon kunnen kunt maar maken man me meer men
    met mij mijn moet moeten mogen naar niet nieuw nieuwe nog nu of om omdat ons onze ook op
    over samen soms te tegen toch toe tot uit van veel via voor waar waarom wanneer want waren
    was wat we wel welke werd wie wij wil willen worden wordt zal zelf zich zij zijn zo zoals
    zonder zou zouden
"""
ENGLISH_STOP_WORDS = """
    about after again all also and any are because been before being but can could did does each
    for from get had has have her here him his how into its just like make more most much need
    new not now one only other our out over people please she should since some such than that
    the their them then there these they this those through too under very want was well were
    what when where which who why will with without would you your
"""
FRENCH_STOP_WORDS = """
    afin ainsi alors apres aussi autre autres avant avec avez avons bien car ces cet cette
    chaque comme comment dans depuis des donc dont elle elles encore entre est etait etre eux
    faire fait faut ici ils les leur leurs mais meme mes moi mon notre nos nous nouveau nouvelle
    ont par parce pas peu peut plus plusieurs pour pourquoi quand que quel quelle quels qui quoi
    sans ses soi son sont sous sur tes toi ton tous tout toute toutes tres trop une vers vos
    votre vous
"""
STOP_WORDS = frozenset((DUTCH_STOP_WORDS + ENGLISH_STOP_WORDS + FRENCH_STOP_WORDS).split())

NAME_LINKS = "van von de der den des di da du la le les el het een the of and en et und t l d"
LEGAL_FORMS = "vzw nv bv bvba cv cvba vof asbl aisbl sa srl sprl scrl ltd inc gmbh"
NAME_PARTICLES = frozenset(f"{NAME_LINKS} {LEGAL_FORMS}".split())


def normalise(text: str) -> str:
    """User input of several lines, fit to store: NFC, plain line breaks, nothing that misleads.

    NUL and other control characters, bidirectional overrides (which can make a name read as
    another) and lone surrogates (which no database takes) are removed; so is white space at the
    ends of lines, and of several blank lines one stays.
    """
    text = LINE_BREAKS.sub("\n", text).replace("\t", " ")
    text = unicodedata.normalize("NFC", "".join(filter(_is_kept, text)))
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return BLANK_LINES.sub("\n\n", lines).strip()


def normalise_line(text: str) -> str:
    """User input of one line (a title, a name): as ``normalise``, each white space one space."""
    return " ".join(normalise(text).split())


def unlinked(text: str) -> str:
    """``text`` that reads the same, but in which mail programs find no address to link."""
    return LINK_LIKE.sub(rf"\1{WORD_JOINER}", text)


def _is_kept(character: str) -> bool:
    if character == "\n":
        return True
    return character not in INVISIBLE and unicodedata.category(character) not in DROPPED_CATEGORIES


def fold(text: str) -> str:
    """``text`` for comparing: no capitals, no accents, ligatures written out.

    Two texts that a reader would call the same word fold to the same text.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare.translate(PLAIN_LETTERS))


def slugify_title(title: str, *, limit: int = 60, empty: str = "item") -> str:
    """``title`` as part of an address: at most ``limit`` of ``a-z0-9-``, cut between words.

    A title without any such letter (another script, only signs) gives ``empty``: an address
    is never blank.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")
    if len(slug) > limit:
        words, _hyphen, _broken_word = slug[: limit + 1].rpartition("-")
        slug = words or slug[:limit]
    return slug or empty[:limit]


def short_code(source: int | bytes) -> str:
    """Eight signs that people can read aloud and type from a poster.

    A number below ``CODE_COUNT`` gives a code of its own. Of bytes, at least eight random ones
    are asked, so that nobody can guess the next code; two draws can then collide, which the
    caller's unique column catches.
    """
    number = _number_of(source)
    signs = []
    for _place in range(CODE_LENGTH):
        number, sign = divmod(number, len(CODE_ALPHABET))
        signs.append(CODE_ALPHABET[sign])
    return "".join(reversed(signs))


def _number_of(source: int | bytes) -> int:
    if isinstance(source, bytes):
        if len(source) < CODE_BYTES:
            raise ValueError(f"A code needs at least {CODE_BYTES} random bytes.")
        return int.from_bytes(source) % CODE_COUNT
    if not 0 <= source < CODE_COUNT:
        raise ValueError(f"A code is made of a number from 0 to {CODE_COUNT - 1}.")
    return source


def read_short_code(typed: str) -> str | None:
    """The code that somebody typed, however they spaced or capitalised it; None when it is none."""
    code = re.sub(r"[\s.\-]", "", typed).lower()
    if len(code) != CODE_LENGTH or not set(code) <= set(CODE_ALPHABET):
        return None
    return code


def similar_words(text: str) -> tuple[str, ...]:
    """The words of ``text`` that say what it is about, to search similar ideas with.

    Folded, without the commonest Dutch, English and French words, each cut to a stem that it
    starts with (so: search for words *beginning with* it). At most eight, the longest first, as
    long words are the rare ones; equally long ones in the order of the text.
    """
    words = WORD.findall(fold(text).replace("_", " "))
    told = (word for word in words if len(word) >= SHORTEST_WORD and word not in STOP_WORDS)
    stems = dict.fromkeys(_stem(word) for word in told)
    return tuple(sorted(stems, key=len, reverse=True)[:MAX_SIMILAR_WORDS])


def likeness(stems: Iterable[str], title: str, summary: str) -> int:
    """How many words begin so: one in the title counts twice, one in the summary once."""
    in_title, in_summary = f" {fold(title)}", f" {fold(summary)}"
    return sum(2 if f" {stem}" in in_title else int(f" {stem}" in in_summary) for stem in stems)


def _stem(word: str) -> str:
    """``word`` without a plural -en or -s, when enough is left. Always a beginning of the word."""
    if word.endswith("en"):
        bare = word[:-2]
        doubled = bare[-1:] == bare[-2:-1] and bare[-1:] not in set("aeiou")
        stem = bare[:-1] if doubled else bare
    elif word.endswith("s") and not word.endswith("ss"):
        stem = word[:-1]
    else:
        return word
    return stem if len(stem) >= SHORTEST_STEM else word


def initials(name: str) -> str:
    """One or two capitals for ``name``, of its first and last word that is no particle.

    A name without letters or digits gives a question mark.
    """
    words = WORD.findall(name.replace("_", " "))
    telling = [word for word in words if fold(word) not in NAME_PARTICLES] or words
    if not telling:
        return "?"
    ends = telling[:1] + telling[1:][-1:]
    return "".join(word[0].upper()[0] for word in ends)
