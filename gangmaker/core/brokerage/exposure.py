"""Whether the same names come up every time: how unevenly proposals are spread."""

from collections.abc import Iterable
from fractions import Fraction


def gini(proposals: Iterable[int]) -> Fraction:
    """The Gini coefficient of how often each available member was proposed, exactly.

    0 when all came up as often, near 1 when one did every time; 0 when nobody did. With the
    numbers in ascending order, ``G = 2·Σ(i·x_i) / (n·Σx) − (n + 1) / n``, as in A. Sen, On Economic
    Inequality (1973), of C. Gini, Variabilità e mutabilità (1912). Members who were never proposed
    belong in it, as noughts.
    """
    numbers = sorted(proposals)
    if numbers and numbers[0] < 0:
        raise ValueError("nobody is proposed less than never")
    total, size = sum(numbers), len(numbers)
    if not total:
        return Fraction(0)
    ranked = sum(place * number for place, number in enumerate(numbers, start=1))
    return Fraction(2 * ranked, size * total) - Fraction(size + 1, size)
