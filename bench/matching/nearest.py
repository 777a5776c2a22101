"""Where vectors are searched: the nearest names of a concept, by our way, numpy and usearch.

People are never compared by vectors; texts and names of concepts are. All three look at the same
vectors, which are drawn around as many middles as there are concepts of our own.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gangmaker.core.concepts import Name, Space, Thesaurus
from gangmaker.core.concepts.semantic import unit

NAMES, WIDE, MIDDLES, ASKED, FIRST = 14_000, 384, 700, 200, 10
Vectors = NDArray[np.float32]
Search = Callable[[Vectors], NDArray[np.int64]]


@dataclass(frozen=True)
class Searched:
    """Milliseconds for one text; how many of the ten nearest were found; to make it ready."""

    name: str
    median: float
    p95: float
    found: float
    ready: float


def searched() -> Iterator[Searched]:
    names, texts = _vectors()
    right = [set(_nearest(names @ text).tolist()) for text in texts]
    yield _measured("numpy, one by one", lambda: lambda text: _nearest(names @ text), texts, right)
    yield _measured("ours, with the concepts", lambda: _ours(names), texts, right)
    yield _measured("usearch, exact", lambda: _usearch_exact(names), texts, right)
    yield _measured("usearch, its graph", lambda: _usearch_graph(names), texts, right)


def _vectors() -> tuple[Vectors, Vectors]:
    dice = np.random.default_rng(11)
    middles = dice.standard_normal((MIDDLES, WIDE))

    def around(many: int) -> Vectors:
        places = dice.integers(0, MIDDLES, many)
        noise = dice.standard_normal((many, WIDE))
        return np.asarray(middles[places] + 0.7 * noise, dtype=np.float32)

    names, texts = around(NAMES), around(ASKED)
    centre = names.mean(axis=0)
    return unit(names - centre), unit(texts - centre)


def _nearest(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Ties by the order of the names."""
    first = np.argpartition(-scores, FIRST)[:FIRST]
    return first[np.lexsort((first, -scores[first]))]


def _ours(names: Vectors) -> Search:
    """What a text is compared with in a request: names, the middles of concepts, and crowds."""
    thesaurus = Thesaurus.of(Name(f"{at // 20:05}", "en", f"{at:05}") for at in range(NAMES))
    space = Space.of(thesaurus, names)

    def search(text: Vectors) -> NDArray[np.int64]:
        space.compare(text, "en")
        return _nearest(space.names @ text)

    return search


def _usearch_exact(names: Vectors) -> Search:
    from usearch.index import MetricKind, search  # late: only the bench has it

    return lambda text: np.asarray(
        search(names, text, FIRST, MetricKind.IP, exact=True, threads=1).keys, dtype=np.int64
    )


def _usearch_graph(names: Vectors) -> Search:
    from usearch.index import Index  # late: only the bench has it

    index = Index(ndim=WIDE, metric="ip", dtype="f32")
    index.add(np.arange(NAMES), names)
    return lambda text: np.asarray(index.search(text, FIRST, threads=1).keys, dtype=np.int64)


def _measured(
    name: str, make: Callable[[], Search], texts: Vectors, right: list[set[int]]
) -> Searched:
    began = time.perf_counter()
    search = make()
    search(texts[0])
    ready = time.perf_counter() - began
    took, found = [], []
    for text, nearest in zip(texts, right, strict=True):
        began = time.perf_counter()
        those = search(text)
        took.append((time.perf_counter() - began) * 1000)
        found.append(len(nearest & set(those.tolist())) / FIRST)
    return Searched(
        name, statistics.median(took), _p95(took), statistics.mean(found), round(ready, 3)
    )


def _p95(took: list[float]) -> float:
    return statistics.quantiles(took, n=20, method="inclusive")[-1]
