"""How evenly something is spread, exactly."""

from collections.abc import Mapping, Sequence
from fractions import Fraction


def gini(values: Sequence[Fraction]) -> Fraction | None:
    """Gini coefficient: 0 when all have as much, towards 1 when one has everything.

    Half the mean difference between any two, over the mean. None without anything to share.
    """
    total = sum(values, Fraction(0))
    if not values or not total:
        return None
    ordered = sorted(values)
    count = len(ordered)
    weighted = sum((2 * rank - count - 1) * value for rank, value in enumerate(ordered, start=1))
    return Fraction(weighted) / (count * total)


def evenness(counts: Mapping[str, int], inhabitants: Mapping[str, int]) -> Fraction | None:
    """1 - Gini of what there is for each 1,000 inhabitants, each area counting once.

    Areas without known inhabitants are left out; an area without anything counts as zero.
    """
    rates = [
        Fraction(1000 * counts.get(area, 0), people)
        for area, people in inhabitants.items()
        if people > 0
    ]
    unevenness = gini(rates)
    return None if unevenness is None else 1 - unevenness
