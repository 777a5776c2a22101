"""The drawn trail: where its knots, its lines and its words go.

The words never touch each other or a line. That is not tried out but built in: see ``wide`` for
the map, and ``strand`` for the list, whose thread runs left of every word.
"""

from collections.abc import Sequence

from gangmaker.core.thread import wide
from gangmaker.core.thread.folding import BUNDLE, folded
from gangmaker.core.thread.shapes import (
    Axis,
    Curve,
    Drawing,
    Edge,
    Label,
    Layout,
    Line,
    Pass,
    Placed,
    Point,
    Row,
    Station,
    Strand,
    Text,
    sound_edges,
)
from gangmaker.core.thread.small import small
from gangmaker.core.thread.strand import strand_of
from gangmaker.core.thread.telling import story

__all__ = [
    "BUNDLE",
    "Axis",
    "Curve",
    "Drawing",
    "Edge",
    "Label",
    "Layout",
    "Line",
    "Pass",
    "Placed",
    "Point",
    "Row",
    "Station",
    "Strand",
    "Text",
    "draw",
    "folded",
    "small",
    "story",
]

WIDE = 1180


def draw(stations: Sequence[Station], edges: Sequence[Edge], *, width: float = WIDE) -> Drawing:
    """Draw a trail. ``stations`` come in order of time: they decide which end of an edge is later.

    Edges to stations that are not there, to oneself, and repeated ones are left out.
    """
    sound = sound_edges(stations, edges)
    return Drawing(
        wide=wide.layout(stations, sound, width=width),
        strand=strand_of(stations, sound),
    )
