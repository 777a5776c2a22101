"""Vectors of names and of texts: made by the worker, kept once for each text and model.

Until all names have one, and while the model does not answer, words alone decide.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final

import numpy as np

from gangmaker.concepts.embedding import Model, ModelIsAway, model
from gangmaker.concepts.models import TextVector
from gangmaker.core.concepts import Embed, Space, Thesaurus, Vectors
from gangmaker.trail.models import ReaderPlace

logger = logging.getLogger(__name__)

READER: Final = "concepts"
"""Who reads what was written; with a new model it starts anew."""
AT_ONCE: Final = 32
IN_ONE_QUERY: Final = 500
LONGEST_SECONDS: Final = 10.0

Make = Callable[[Sequence[str]], Vectors]


def make_vectors(thesaurus: Thesaurus, *, now: datetime) -> int:
    """Some of the vectors of names that are not there yet; how many were made.

    When the last one is there, everything that was written is read anew, now with the model.
    """
    chosen = model()
    if chosen is None or _space(thesaurus, chosen.name) is not None:
        return 0
    started, made = time.monotonic(), 0
    missing = _missing([_passage(name.text) for name in thesaurus.names], chosen)
    while missing and time.monotonic() - started < LONGEST_SECONDS:
        part, missing = missing[:AT_ONCE], missing[AT_ONCE:]
        if not _make(part, chosen, chosen.passages):
            return made
        made += len(part)
    if not missing:
        _space.cache_clear()
    if made and not missing:
        ReaderPlace.objects.filter(reader=READER).update(act=0, at=now)
    return made


def with_model(thesaurus: Thesaurus) -> tuple[Space, Embed] | None:
    """What compares texts by their meaning; None when it is off, or not ready."""
    chosen = model()
    space = _space(thesaurus, chosen.name) if chosen else None
    if chosen is None or space is None:
        return None
    return space, lambda texts: _kept_or_made(texts, chosen)


def _kept_or_made(texts: Sequence[str], chosen: Model) -> Vectors:
    _make(_missing([_query(text) for text in texts], chosen), chosen, chosen.queries)
    kept = _kept([_query(text) for text in texts], chosen.name)
    if len(kept) < len(set(texts)):
        raise ModelIsAway("The model did not answer.")
    return np.stack([kept[_digest(_query(text))] for text in texts])


@lru_cache(maxsize=1)
def _space(thesaurus: Thesaurus, name: str) -> Space | None:
    """Kept as long as the names stay; None while one of them has no vector."""
    digests = [_digest(_passage(one.text)) for one in thesaurus.names]
    kept = _rows(digests, name)
    if not digests or len(kept) < len(set(digests)):
        return None
    return Space.of(thesaurus, np.stack([kept[digest] for digest in digests]))


def _make(marked: Sequence[str], chosen: Model, make: Make) -> bool:
    """Of texts with their side before them; False when the model is away."""
    if not marked:
        return True
    try:
        vectors = make([text.partition(" ")[2] for text in marked])
    except ModelIsAway as away:
        logger.warning("%s", away)
        return False
    TextVector.objects.bulk_create(
        [
            TextVector(model=chosen.name, digest=_digest(text), values=_bytes(vector))
            for text, vector in zip(marked, vectors, strict=True)
        ],
        ignore_conflicts=True,
    )
    return True


def _missing(marked: Iterable[str], chosen: Model) -> list[str]:
    """Each once, in their order."""
    wanted = list(dict.fromkeys(marked))
    there = _kept(wanted, chosen.name)
    return [text for text in wanted if _digest(text) not in there]


def _kept(marked: Sequence[str], name: str) -> Mapping[str, Vectors]:
    return _rows([_digest(text) for text in marked], name)


def _rows(digests: Sequence[str], name: str) -> Mapping[str, Vectors]:
    found: dict[str, Vectors] = {}
    unique = sorted(set(digests))
    for start in range(0, len(unique), IN_ONE_QUERY):
        rows = TextVector.objects.filter(
            model=name, digest__in=unique[start : start + IN_ONE_QUERY]
        )
        for digest, values in rows.values_list("digest", "values"):
            found[digest] = np.frombuffer(values, dtype="<f4")
    return found


def _bytes(vector: Vectors) -> bytes:
    return vector.astype("<f4").tobytes()


def _passage(text: str) -> str:
    return f"passage {text.lower()}"


def _query(text: str) -> str:
    return f"query {text.lower()}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
