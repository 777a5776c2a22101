"""How good an order of concepts is, against what people found right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from gangmaker.core.concepts.names import Scores

TOP: Final = 10


@dataclass(frozen=True)
class Measured:
    """Means over all texts.

    ``mrr``: one divided by the place of the first right concept. ``first``: how often that is the
    first place. ``recall``: of the right concepts how many are among the first ten. ``of_ten``:
    the same, of ten at most (who has twenty right ones can find only ten).
    """

    mrr: float
    first: float
    recall: float
    of_ten: float


def measured(orders: Sequence["Places"]) -> Measured:
    if not orders:
        return Measured(0, 0, 0, 0)
    return Measured(
        mrr=_mean([1 / places.first for places in orders]),
        first=_mean([float(places.first == 1) for places in orders]),
        recall=_mean([places.found / places.right for places in orders]),
        of_ten=_mean([places.found / min(TOP, places.right) for places in orders]),
    )


@dataclass(frozen=True)
class Places:
    """Where the right concepts stand in one order: the first, and how many of ``TOP``."""

    first: int
    found: int
    right: int


def places(scores: Scores, right: Sequence[int]) -> Places:
    """The order is that of ``suggest``: by score, ties in the order of the thesaurus."""
    stand = sorted(_place(scores, each) for each in right)
    return Places(stand[0], sum(place <= TOP for place in stand), len(stand))


def _place(scores: Scores, concept: int) -> int:
    own = scores[concept]
    before = np.count_nonzero(scores > own) + np.count_nonzero(scores[:concept] == own)
    return int(before) + 1


def kendall_loss(
    ratings: Sequence[tuple[str, str, float]], scores: Mapping[tuple[str, str], float]
) -> float:
    """Of all pairs of papers that one person knows differently well: the share in the wrong order.

    A pair weighs by how differently; a tie is half wrong (Stelmakh et al. 2023).
    """
    wrong = weight = 0.0
    for place, (person, paper, rated) in enumerate(ratings):
        for other_person, other_paper, other in ratings[:place]:
            if person != other_person or rated == other:
                continue
            apart = (scores[person, paper] - scores[person, other_paper]) * (rated - other)
            weight += abs(rated - other)
            wrong += abs(rated - other) * (0.5 if apart == 0 else float(apart < 0))
    return wrong / weight if weight else 0.0


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values))
