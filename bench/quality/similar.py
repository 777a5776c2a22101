"""``make bench-quality``: whether what is there already is found, in another language as well.

Somebody types a sentence; is the item that says the same told to her, and nothing else when no item
does? By words, by the model, and both as the pages do it. Then how long the scan takes.
"""

import statistics
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

import numpy as np
from rich.progress import Progress
from rich.table import Table

from bench.quality import sets
from bench.quality.kept import Kept, Wanted
from gangmaker.core.concepts import Vectors
from gangmaker.core.concepts.nearness import (
    LOOKED_AT,
    RELATED,
    SAME,
    nearest,
    standing_out,
    told,
)
from gangmaker.core.concepts.semantic import unit
from gangmaker.core.mapped import opened, written
from gangmaker.core.text import ALIKE, likeness, similar_words

DEMO: Final = Path(__file__).resolve().parents[2] / "gangmaker" / "config" / "demo" / "data"
LANGUAGES: Final = (("nld", "nl"), ("fra", "fr"), ("ell", "el"), ("lit", "lt"))
ITEMS, WIDE, TIMES = 100_000, 384, 30
MOST_SIMILAR: Final = 3
MADE_AT_ONCE: Final = 10_000


@dataclass(frozen=True)
class Typed:
    """Sentences, and for each the place of the item (title, summary) that says the same."""

    key: str
    asked: tuple[str, ...]
    right: tuple[int, ...]
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Found:
    """Shares of what was typed.

    ``first``: the right item is the nearest to the model. ``words``, ``same``, ``both``: it is told
    while writing, by words, by meaning, by one of both. ``related``: it is told beside a search.
    ``wrong``: something else is told by meaning, of what is not there; ``wrong_words`` by words.
    """

    key: str
    asked: int
    items: int
    first: float
    words: float
    same: float
    both: float
    related: float
    wrong: float
    wrong_words: float


def all_typed() -> Iterator[Typed]:
    yield from _demo()
    news = sets.rows("ntrex/ntrex.tsv")
    english = tuple((row["eng"], "") for row in news)
    for column, language in LANGUAGES:
        asked = tuple(row[column] for row in news)
        yield Typed(f"ntrex {language} to en", asked, tuple(range(len(asked))), english)
    projects = sets.rows("nl_erdf_vlaanderen/projects.tsv")
    texts = tuple(
        (text.partition(". ")[0], text.partition(". ")[2])
        for text in (row["PROJECTINHOUD_manueel"] for row in projects)
    )
    names = tuple(row["PROJECTNAAM_manueel"] for row in projects)
    yield Typed("nl_erdf title to text", names, tuple(range(len(names))), texts)


def _demo() -> Iterator[Typed]:
    """Titles of the demo region in another language than the item's own."""
    items: list[tuple[str, str]] = []
    asked: list[tuple[str, int]] = []
    for name in ("questions", "ideas", "projects", "projects_more", "results"):
        for row in tomllib.loads((DEMO / f"{name}.toml").read_text()).get(name.split("_")[0], ()):
            asked += [(each["title"], len(items)) for each in row.get("translations", ())]
            items.append((row["title"], row.get("summary", "")))
    yield Typed(
        "demo, other languages",
        tuple(t for t, _ in asked),
        tuple(p for _, p in asked),
        tuple(items),
    )


def wanted(typed: Typed) -> tuple[Wanted, Wanted, Wanted]:
    """What is typed, the items as a whole, and their titles, as pages and worker ask them."""
    asked = [" ".join(text.lower().split()) for text in typed.asked]
    wholes = [f"{title}\n{summary}".lower() for title, summary in typed.items]
    titles = [title.lower() for title, _summary in typed.items]
    return Wanted("query", asked), Wanted("query", wholes), Wanted("passage", titles)


def measured(typed: Typed, kept: Kept, bar: Progress) -> Found:
    queries, read, named = (kept.complete(each, bar, typed.key) for each in wanted(typed))
    rows = np.stack(
        [told(whole[None], title[None]) for whole, title in zip(read, named, strict=True)]
    )
    marks = [
        _mark(rows, vector, right, _by_words(text, typed.items))
        for text, vector, right in zip(typed.asked, queries, typed.right, strict=True)
    ]
    shares = [float(np.mean([mark[at] for mark in marks])) for at in range(7)]
    return Found(typed.key, len(typed.asked), len(typed.items), *shares)


def _mark(rows: Vectors, vector: Vectors, right: int, words: Sequence[int]) -> tuple[bool, ...]:
    """In the order of ``Found``."""
    places, cosines = nearest(rows, vector, LOOKED_AT)
    same = right in places[: standing_out(cosines, SAME)][:MOST_SIMILAR]
    related = right in places[: standing_out(cosines, RELATED)]
    by_words = right in words[:MOST_SIMILAR]
    others = places != right
    wrong = standing_out(cosines[others], SAME) > 0
    wrong_words = any(place != right for place in words)
    return (places[0] == right, by_words, same, by_words or same, related, wrong, wrong_words)


def _by_words(text: str, items: Sequence[tuple[str, str]]) -> list[int]:
    """As while writing: the best first."""
    stems = similar_words(text)
    scored = [(-likeness(stems, *item), place) for place, item in enumerate(items)]
    return [place for score, place in sorted(scored) if score <= -ALIKE]


def table(rows: Sequence[Found]) -> Table:
    made = Table(
        title="What is there already, while somebody types", caption="shares of what was typed"
    )
    made.add_column("set")
    for title in (
        *("typed", "items", "nearest", "by words", "by meaning", "both", "related"),
        *("wrong by meaning", "wrong by words"),
    ):
        made.add_column(title, justify="right")
    for row in rows:
        numbers = (
            row.first,
            row.words,
            row.same,
            row.both,
            row.related,
            row.wrong,
            row.wrong_words,
        )
        made.add_row(
            row.key, f"{row.asked:,}", f"{row.items:,}", *(f"{one:.2f}" for one in numbers)
        )
    return made


# --- How long it takes ------------------------------------------------------------------------


@dataclass(frozen=True)
class Scanned:
    """Milliseconds for one text among ``ITEMS``, and what part of the 200 nearest is found."""

    name: str
    median: float
    found: float


def scanned() -> list[Scanned]:
    """The file as pages read it, numpy with all in memory, and usearch where it is installed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "items"
        dice = np.random.default_rng(7)
        with written(path, "bench", {"vectors": ("<f4", (ITEMS, WIDE))}) as arrays:
            for start in range(0, ITEMS, MADE_AT_ONCE):
                part = dice.standard_normal((MADE_AT_ONCE, WIDE), dtype=np.float32)
                arrays["vectors"][start : start + MADE_AT_ONCE] = unit(part)
        found = opened(path)
        if found is None:
            raise FileNotFoundError(path)
        texts = unit(dice.standard_normal((TIMES, WIDE), dtype=np.float32))
        rows = np.asarray(found.arrays["vectors"])
        return list(_scans(rows, texts))


def _scans(rows: Vectors, texts: Vectors) -> Iterator[Scanned]:
    right = [set(nearest(rows, text, LOOKED_AT)[0].tolist()) for text in texts]
    yield _scan("the mapped file", lambda text: nearest(rows, text, LOOKED_AT)[0], texts, right)
    held = np.array(rows)
    yield _scan(
        "numpy, in memory", lambda text: np.argsort(-(held @ text))[:LOOKED_AT], texts, right
    )
    try:
        usearch = import_module("usearch.index")  # only where it is installed
    except ImportError:
        return
    exact = partial(usearch.search, held, metric=usearch.MetricKind.IP, exact=True, threads=1)
    yield _scan("usearch, exact", lambda text: exact(text, LOOKED_AT).keys, texts, right)
    index = usearch.Index(ndim=WIDE, metric="ip", dtype="f32")
    index.add(np.arange(ITEMS), held)
    yield _scan(
        "usearch, its graph",
        lambda text: index.search(text, LOOKED_AT, threads=1).keys,
        texts,
        right,
    )


def _scan(
    name: str, search: Callable[[Vectors], object], texts: Vectors, right: list[set[int]]
) -> Scanned:
    took, share = [], []
    for text, nearest_ones in zip(texts, right, strict=True):
        began = time.perf_counter()
        found = search(text)
        took.append((time.perf_counter() - began) * 1000)
        share.append(len(nearest_ones & set(np.asarray(found).tolist())) / len(nearest_ones))
    return Scanned(name, statistics.median(took), statistics.mean(share))


def sentences(scans: Sequence[Scanned]) -> list[str]:
    return [
        f"The {LOOKED_AT} nearest of {ITEMS:,} items, {one.name}: {one.median:.1f} ms, "
        f"{one.found:.0%} of them."
        for one in scans
    ]
