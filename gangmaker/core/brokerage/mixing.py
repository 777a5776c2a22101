"""Whether pairs are of different sectors, more often than when they were drawn by lot. Exact.

The E-I index is of D. Krackhardt and R. N. Stern, Informal Networks and Organizational Crises: An
Experimental Simulation, Social Psychology Quarterly 51 (1988), 123–140: (E − I) / (E + I), of E
pairs of different sectors and I of the same: −1 all among their own, 1 all across.

Who has several sectors: a pair is of the same sector when the two share one at least. A pair of
whom one has no known sector does not count.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

Pair = tuple[int, int]
Sectors = Mapping[int, frozenset[str]]


@dataclass(frozen=True)
class Mixing:
    """``known`` of ``total`` pairs have two known sectors; ``across`` of those share none.

    ``expected`` is the index when the same people were paired by lot, each as often as they were.
    """

    total: int
    known: int
    across: int
    index: Fraction | None
    expected: Fraction | None

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.across, self.known) if self.known else None


def mixing(pairs: Iterable[Pair], sectors: Sectors) -> Mixing:
    """The index and its baseline of pairs of two different people."""
    told = list(pairs)
    if any(one == other for one, other in told):
        raise ValueError("a pair is of two")
    known = [pair for pair in told if all(sectors.get(actor) for actor in pair)]
    across = sum(1 for one, other in known if not sectors[one] & sectors[other])
    return Mixing(
        total=len(told),
        known=len(known),
        across=across,
        index=Fraction(2 * across - len(known), len(known)) if known else None,
        expected=_by_lot(known, sectors) if known else None,
    )


def _by_lot(pairs: Iterable[Pair], sectors: Sectors) -> Fraction:
    """The index that is expected of two ends drawn at random, of different people.

    That is the configuration model (B. Bollobás, 1980): everybody keeps as many pairs as she had,
    who is with whom is by lot, and nobody is with herself. No simulation: the expected number of
    pairs across over the expected number of pairs of two.
    """
    degrees = Counter(actor for pair in pairs for actor in pair)
    ends: defaultdict[frozenset[str], int] = defaultdict(int)
    for actor, degree in degrees.items():
        ends[sectors[actor]] += degree
    with_herself = sum(degree * degree for degree in degrees.values())
    drawn = degrees.total() ** 2 - with_herself
    same = (
        sum(ends[one] * ends[other] for one in ends for other in ends if one & other) - with_herself
    )
    return 1 - Fraction(2 * same, drawn)
