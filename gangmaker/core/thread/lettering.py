"""How wide words are, near enough to give them a place before any browser has seen them."""

from collections.abc import Iterator

_NARROW = frozenset("iljtfrI.,:;'|!()[]/-· ’‘")
_WIDE = frozenset("mwMWÆŒæœ@%&—…")


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
        piece = ""
        for letter in word:
            if piece and text_width(f"{piece}{letter}-", size=size) > width:
                yield f"{piece}-"
                piece = ""
            piece += letter
        yield piece


def _advance(letter: str) -> float:
    """The width of a letter in em, a little above what Instrument Sans and Arial take."""
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE:
        return 0.93
    if letter.isupper():
        return 0.76
    if letter.isdigit():
        return 0.62
    return 0.59 if ord(letter) < 0x1100 else 1.1
