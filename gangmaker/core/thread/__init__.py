"""The drawn trail: where its knots, its lines and its words go.

The words never touch each other or a line. That is not tried out but built in:

* wide: words hang above the highest or below the lowest line, where no line ever comes; words in
  between have a column for themselves, and lines change rows only in the gaps between columns;
* tall: every line runs left of every word.
"""

from collections.abc import Sequence

from gangmaker.core.thread import tall, wide
from gangmaker.core.thread.shapes import (
    Curve,
    Drawing,
    Edge,
    Label,
    Layout,
    Line,
    Placed,
    Point,
    Station,
    Text,
    sound_edges,
)
from gangmaker.core.thread.telling import story

__all__ = [
    "Curve",
    "Drawing",
    "Edge",
    "Label",
    "Layout",
    "Line",
    "Placed",
    "Point",
    "Station",
    "Text",
    "draw",
    "story",
]

WIDE = 1180
TALL = 320


def draw(
    stations: Sequence[Station], edges: Sequence[Edge], *, width: float = WIDE, narrow: float = TALL
) -> Drawing:
    """Draw a trail. ``stations`` come in order of time: they decide which end of an edge is later.

    Edges to stations that are not there, to oneself, and repeated ones are left out.
    """
    sound = sound_edges(stations, edges)
    return Drawing(
        wide=wide.layout(stations, sound, width=width),
        tall=tall.layout(stations, sound, width=narrow),
    )
