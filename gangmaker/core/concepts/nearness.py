"""Which of many texts say nearly the same as one, by vectors that a model made of all of them.

Two texts of a kind are always somewhat alike to a model, and how much differs by language and by
length. So what counts is not how near a text comes, but how far it stands out from the others that
come near: its cosine less the mean of the ten nearest. That changes nothing in the order.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from gangmaker.core.concepts.semantic import Vectors, unit

NEAREST: Final = 10
TITLE_WEIGHT: Final = 0.5
"""What a title counts beside the whole text: what people type looks like a title."""

SAME: Final = 0.03
"""By how much stands out what is told to be there already. Of ten texts about what is not there,
one or two find something else by it (measured: decision 021)."""
RELATED: Final = 0.025
"""The same for what is only shown beside what words found: of ten texts two."""
LOOKED_AT: Final = 200
"""So many of the nearest are looked at, to leave out what a reader may not see."""

Places = NDArray[np.intp]


def told(wholes: Vectors, titles: Vectors) -> Vectors:
    """One vector for what is said in several languages; a row for each, and for its title."""
    said: Vectors = unit((unit(wholes) + TITLE_WEIGHT * unit(titles)).sum(axis=0))
    return said


def nearest(rows: Vectors, vector: Vectors, most: int) -> tuple[Places, NDArray[np.float32]]:
    """The places of the nearest rows, the nearest first, and their cosines; ties by the place."""
    scores = rows @ vector
    if len(scores) > most:
        least = np.partition(scores, -most)[-most]
        among = np.flatnonzero(scores >= least)
    else:
        among = np.arange(len(scores))
    order = among[np.lexsort((among, -scores[among]))][:most]
    return order, scores[order]


def standing_out(cosines: NDArray[np.float32], least: float) -> int:
    """Of what comes nearest, the nearest first, how many stand out by ``least``."""
    if not len(cosines):
        return 0
    return int(np.count_nonzero(cosines - cosines[:NEAREST].mean() >= least))
