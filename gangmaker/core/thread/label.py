"""The words beside a knot of the thread, broken into lines.

Nothing is smaller than 14, so that a map shown at 87 % of its size still has letters of 12 px.
"""

from dataclasses import dataclass

from gangmaker.core.thread.lettering import shortened, text_width, wrapped
from gangmaker.core.thread.shapes import Label, Station, Text

KIND, TITLE, NOTE, MARK = 14.0, 17.0, 14.0, 14.0
SPACED = 0.05
_LEADING = {"kind": 20.0, "title": 21.0, "note": 19.0}
_SIZES = {"kind": KIND, "title": TITLE, "note": NOTE}


@dataclass(frozen=True)
class Words:
    """Lines of words with their role, not yet placed."""

    rows: tuple[tuple[str, str], ...]

    @property
    def width(self) -> float:
        return max((_width(role, text) for role, text in self.rows), default=0.0)

    @property
    def height(self) -> float:
        return sum(_LEADING[role] for role, _text in self.rows)

    def at(self, x: float, y: float) -> Label:
        """Placed with the upper left corner there."""
        texts = []
        below = y
        for role, text in self.rows:
            below += _LEADING[role]
            texts.append(Text(text, x, below - 5, role))
        return Label(x, y, self.width, self.height, tuple(texts))


def words(station: Station, *, width: float) -> Words:
    """Kind, title in at most four lines, then who and when."""
    kind = shortened(station.kind.upper(), size=KIND, width=width, spacing=SPACED)
    rows = [("kind", kind)] if kind else []
    rows += [("title", row) for row in wrapped(station.title, size=TITLE, width=width, lines=4)]
    rows += [("note", row) for row in _notes(station, width)]
    return Words(tuple(rows))


def mark(text: str, *, x: float, y: float) -> Label:
    """A month along the line, standing on ``y``."""
    width = text_width(text, size=MARK)
    return Label(x, y - MARK, width, MARK, (Text(text, x, y - 3, "mark"),))


def _notes(station: Station, width: float) -> list[str]:
    """Who and when: on one line when they fit, else each on at most two."""
    parts = [part for part in (station.who, station.date_label) if part]
    together = " · ".join(parts)
    if parts and text_width(together, size=NOTE) <= width:
        return [together]
    who = wrapped(station.who, size=NOTE, width=width, lines=2)
    return [*who, *wrapped(station.date_label, size=NOTE, width=width, lines=2)]


def _width(role: str, text: str) -> float:
    return text_width(text, size=_SIZES[role], spacing=SPACED if role == "kind" else 0)
