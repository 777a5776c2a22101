"""How wide words are, near enough to give them a place before any browser has seen them."""

from collections.abc import Iterator

_GROUPS = {
    0.29: " .,:;'’ijlI|ïíì",
    0.42: "frt·!",
    0.52: "-szJ“”()[]/",
    0.58: "ackvyeéèêëàáâä1237?",
    0.64: "bdghnopquxLFZ456789+–óòôöúùûüñ",
    0.7: "0BEPSTYÉÈËÊ",
    0.76: "ACDHKNRUVXÀÁÂÄÜÖÓ&",
    0.82: "GOQw",
    0.96: "mMæœÆŒ",
    1.1: "W%@…—",
}
_ADVANCE = {letter: advance for advance, letters in _GROUPS.items() for letter in letters}
"""In em: the most that Instrument Sans of any weight and Arial take. A test measures ours."""


FEWEST = 4
"""Letters of a cut word on its last line."""


def text_width(text: str, *, size: float, spacing: float = 0) -> float:
    """An upper estimate in the unit of ``size``; ``spacing`` is letter-spacing in em."""
    return sum(_advance(letter) + spacing for letter in text) * size


def wrapped(text: str, *, size: float, width: float, lines: int) -> tuple[str, ...]:
    """``text`` in at most so many lines; what does not fit ends in an ellipsis."""
    rows = list(_rows(text, size, width))
    if len(rows) > lines:
        rows[lines - 1] = shortened(rows[lines - 1] + "…", size=size, width=width)
    return tuple(rows[:lines])


def shortened(text: str, *, size: float, width: float, spacing: float = 0) -> str:
    """``text`` itself when it fits, else its beginning and an ellipsis."""
    if text_width(text, size=size, spacing=spacing) <= width:
        return text
    room = text.rstrip("…")
    while room and text_width(f"{room}…", size=size, spacing=spacing) > width:
        room = room[:-1].rstrip()
    return f"{room}…"


def _rows(text: str, size: float, width: float) -> Iterator[str]:
    row = ""
    for word in _pieces(text, size, width):
        longer = f"{row} {word}" if row else word
        if row and text_width(longer, size=size) > width:
            yield row
            row = word
        else:
            row = longer
    if row:
        yield row


def _pieces(text: str, size: float, width: float) -> Iterator[str]:
    """The words; one that is wider than the line is cut, as long compounds have to be."""
    for word in text.split():
        rest = word
        while text_width(rest, size=size) > width:
            fits = _letters_that_fit(rest, size, width)
            yield f"{rest[:fits]}-"
            rest = rest[fits:]
        yield rest


def _letters_that_fit(word: str, size: float, width: float) -> int:
    """How much of a word to keep on this line, so that more than a few letters go to the next."""
    fits = 1
    while text_width(f"{word[: fits + 1]}-", size=size) <= width:
        fits += 1
    return max(min(fits, len(word) - FEWEST), 1)


def _advance(letter: str) -> float:
    """The width of a letter in em; of one that we do not know, as of wide ones."""
    known = _ADVANCE.get(letter)
    if known is not None:
        return known
    return 0.78 if ord(letter) < 0x1100 else 1.1
