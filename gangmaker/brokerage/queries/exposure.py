"""Whether the same names come up every time, measured over everybody who is available."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from gangmaker.brokerage.models import Availability
from gangmaker.core.brokerage.exposure import gini
from gangmaker.core.brokerage.weights import WEIGHTS, Weights

from .available import STANDS
from .crowd import proposed_since


@dataclass(frozen=True)
class Exposure:
    """How evenly proposals are spread: ``gini`` is 0 when all came up as often."""

    available: int
    proposals: int
    never: int
    gini: Fraction


def exposure(*, at: datetime, weights: Weights = WEIGHTS) -> Exposure:
    """Of the last ``weights.window`` months; two queries."""
    available = list(Availability.objects.values_list("actor", flat=True))
    shortlisted, proposed = proposed_since(at, weights)
    rows = shortlisted.values_list(STANDS).union(proposed.values_list(STANDS), all=True)
    times = Counter(actor for (actor,) in rows)
    counts = [times[actor] for actor in available]
    return Exposure(
        available=len(available),
        proposals=sum(counts),
        never=counts.count(0),
        gini=gini(counts),
    )
