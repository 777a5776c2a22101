"""What a drawn trail is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Station:
    """Something that happened on the way. ``kind`` and the labels are texts as people read them.

    ``knot`` names how it is tied: the kind of an item, or ``bundle`` for several in one knot.
    ``on`` is when; ``month`` and ``year`` say it as people read it along the line. ``done`` marks
    the station of which the trail is drawn.
    """

    id: str
    kind: str
    title: str
    who: str = ""
    date_label: str = ""
    done: bool = False
    url: str = ""
    lang: str = ""
    """The language of the title."""
    knot: str = ""
    on: date | None = None
    month: str = ""
    year: str = ""
    people: tuple[str, ...] = ()
    """Everybody who takes part, of whom ``who`` names only the first."""
    folded: tuple["Station", ...] = ()
    """What a bundle holds."""


@dataclass(frozen=True)
class Edge:
    """One came from the other; ``thin`` for a side thread, such as two hours of a neighbour."""

    source: str
    target: str
    thin: bool = False


@dataclass(frozen=True)
class Text:
    """One line of words; ``x`` and ``y`` are the start of its baseline."""

    text: str
    x: float
    y: float
    role: str


@dataclass(frozen=True)
class Label:
    """The box of a station's words."""

    x: float
    y: float
    width: float
    height: float
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Placed:
    """A station and its place."""

    station: Station
    x: float
    y: float
    radius: float
    minor: bool
    label: Label


Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]


@dataclass(frozen=True)
class Line:
    """One thread, as cubic curves that follow on each other."""

    curves: tuple[Curve, ...]
    thin: bool

    @property
    def path(self) -> str:
        start = self.curves[0][0]
        bends = (
            "C" + " ".join(f"{_short(x)} {_short(y)}" for x, y in curve[1:])
            for curve in self.curves
        )
        return f"M{_short(start[0])} {_short(start[1])}" + "".join(bends)


@dataclass(frozen=True)
class Axis:
    """The time along one band: a rule at ``y``, and marks that stand above it."""

    y: float
    start: float
    end: float
    marks: tuple[Label, ...]


@dataclass(frozen=True)
class Layout:
    """A drawing of the size ``width`` by ``height``. Without ``axes`` it says no months."""

    width: float
    height: float
    stations: tuple[Placed, ...]
    lines: tuple[Line, ...]
    axes: tuple[Axis, ...] = ()


@dataclass(frozen=True)
class Pass:
    """A thread between one row of the list and the next, from lane to lane."""

    start: int
    end: int
    thin: bool


@dataclass(frozen=True)
class Row:
    """One station in the list, its lane, what runs on to the next row, and what it came from.

    ``follows``: that is only the row above, so nobody needs to be told.
    """

    station: Station
    lane: int
    minor: bool
    passes: tuple[Pass, ...]
    earlier: tuple[Station, ...]
    follows: bool


@dataclass(frozen=True)
class Strand:
    """The trail as a list, with its thread in ``lanes`` lanes beside it."""

    rows: tuple[Row, ...]
    lanes: int


@dataclass(frozen=True)
class Drawing:
    """The same trail twice: as a map for wide places, and as a list with its thread."""

    wide: Layout
    strand: Strand


def sound_edges(stations: Sequence[Station], edges: Sequence[Edge]) -> tuple[Edge, ...]:
    """Each pair once, from the earlier to the later station; thick when any of its edges is."""
    place = {station.id: index for index, station in enumerate(stations)}
    thin: dict[tuple[int, int], bool] = {}
    for edge in edges:
        if edge.source in place and edge.target in place and edge.source != edge.target:
            ends = sorted((place[edge.source], place[edge.target]))
            pair = (ends[0], ends[1])
            thin[pair] = thin.get(pair, True) and edge.thin
    return tuple(
        Edge(stations[source].id, stations[target].id, thin[source, target])
        for source, target in sorted(thin)
    )


def minor_ids(edges: Sequence[Edge]) -> frozenset[str]:
    """Stations that only thin threads touch: they get a small knot."""
    thick = {end for edge in edges if not edge.thin for end in (edge.source, edge.target)}
    touched = {end for edge in edges for end in (edge.source, edge.target)}
    return frozenset(touched - thick)


def radius(*, minor: bool) -> float:
    return 6.0 if minor else 9.0


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
