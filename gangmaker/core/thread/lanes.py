"""Where: the row of each station and of each thread on its way, column by column.

All threads from one station run as one until they part, so a station with forty followers takes
one row on the way, not forty. A thick thread keeps its row; thin ones make way for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gangmaker.core.thread.shapes import Edge

Slot = tuple[str, bool]
"""A station's id; True when only the thread from it passes here, on its way to a later column."""

_Wish = tuple[int, float, int, Slot]
"""How urgent, the row that it would like, its place among equals, and who wishes."""


@dataclass(frozen=True)
class Lanes:
    """For each column the row of each slot. No two slots of a column share a row."""

    rows: tuple[Mapping[Slot, int], ...]
    column_of: Mapping[str, int]

    def way(self, edge: Edge) -> list[Slot]:
        """The slots that an edge runs through, one in each column from its source on."""
        between = range(self.column_of[edge.source] + 1, self.column_of[edge.target])
        return [(edge.source, False), *[(edge.source, True) for _ in between], (edge.target, False)]


def lanes_of(columns: Sequence[Sequence[str]], edges: Sequence[Edge]) -> Lanes:
    column_of = {name: index for index, names in enumerate(columns) for name in names}
    rows: list[dict[Slot, int]] = []
    at: dict[str, int] = {}
    for index, names in enumerate(columns):
        placed = _granted(
            [
                *(_wish_of_station(name, place, at, edges) for place, name in enumerate(names)),
                *_wishes_of_passing(index, at, edges, column_of),
            ]
        )
        rows.append(placed)
        at = {name: row for (name, _passing), row in placed.items()}
    return Lanes(tuple(rows), column_of)


def _wishes_of_passing(
    index: int, at: Mapping[str, int], edges: Sequence[Edge], column_of: Mapping[str, int]
) -> list[_Wish]:
    """A thread on its way wants to run straight on; it is thin when all that is left of it is."""
    thin: dict[str, bool] = {}
    for edge in edges:
        if column_of[edge.source] < index < column_of[edge.target]:
            thin[edge.source] = thin.get(edge.source, True) and edge.thin
    return [(2 if thin[source] else 1, at[source], 0, (source, True)) for source in thin]


def _wish_of_station(name: str, place: int, at: Mapping[str, int], edges: Sequence[Edge]) -> _Wish:
    """A station wants to stand where the threads come from that lead to it."""
    into = [edge for edge in edges if edge.target == name]
    thick = sorted(at[edge.source] for edge in into if not edge.thin)
    if thick:
        return (0, thick[(len(thick) - 1) // 2], place, (name, False))
    if into:
        return (3, min(at[edge.source] for edge in into), place, (name, False))
    goals = {edge.target for edge in edges if edge.source == name}
    beside = [at[edge.source] for edge in edges if edge.target in goals and edge.source in at]
    return (2, sum(beside) / len(beside) if beside else 0, place, (name, False))


def _granted(wishes: Sequence[_Wish]) -> dict[Slot, int]:
    """The most urgent first; who comes too late gets the nearest free row, outwards first."""
    granted: dict[Slot, int] = {}
    taken: set[int] = set()
    for _urgency, wanted, _place, slot in sorted(wishes):
        wish = round(wanted)
        above = sum(row < wish for row in taken)
        side = -1 if above * 2 < len(taken) or (above * 2 == len(taken) and wish < 0) else 1
        tried = (wish + step * way for step in range(len(wishes) + 1) for way in (side, -side))
        granted[slot] = next(row for row in tried if row not in taken)
        taken.add(granted[slot])
    return granted
