"""Vectors of the names of concepts: made by the worker, kept once for each name and model.

Until all names have one, and while the model does not answer, words alone decide. Of what people
wrote no vector is kept: words can be guessed from it, and it would outlive them.
"""

import hashlib
import logging
import time
from collections.abc import Iterable, Mapping, Sequence
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


def make_vectors(thesaurus: Thesaurus, *, now: datetime) -> int:
    """Some of the vectors of names that are not there yet; how many were made.

    When the last one is there, everything that was written is read anew, now with the model.
    """
    chosen = model()
    if chosen is None or _space(thesaurus, chosen.name) is not None:
        return 0
    started, made = time.monotonic(), 0
    missing = _missing([name.text.lower() for name in thesaurus.names], chosen)
    while missing and time.monotonic() - started < LONGEST_SECONDS:
        part, missing = missing[:AT_ONCE], missing[AT_ONCE:]
        if not _make(part, chosen):
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
    return space, chosen.queries


@lru_cache(maxsize=1)
def _space(thesaurus: Thesaurus, name: str) -> Space | None:
    """Kept as long as the names stay; None while one of them has no vector."""
    digests = [_digest(one.text.lower()) for one in thesaurus.names]
    kept = _rows(digests, name)
    if not digests or len(kept) < len(set(digests)):
        return None
    return Space.of(thesaurus, np.stack([kept[digest] for digest in digests]))


def _make(names: Sequence[str], chosen: Model) -> bool:
    """False when the model is away."""
    try:
        vectors = chosen.passages(names)
    except ModelIsAway as away:
        logger.warning("%s", away)
        return False
    TextVector.objects.bulk_create(
        [
            TextVector(model=chosen.name, digest=_digest(text), values=_bytes(vector))
            for text, vector in zip(names, vectors, strict=True)
        ],
        ignore_conflicts=True,
    )
    return True


def _missing(names: Iterable[str], chosen: Model) -> list[str]:
    """Each once, in their order."""
    wanted = {_digest(name): name for name in names}
    there = _rows(list(wanted), chosen.name)
    return [name for digest, name in wanted.items() if digest not in there]


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


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
