"""Vectors of the names of concepts: made by the worker, kept once for each name and model.

Until all names have one, and while the model does not answer, words alone decide. Of what people
wrote nothing is kept here: that of items is beside them (``item_vectors``), of people nothing.
"""

import hashlib
import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np
from django.conf import settings
from django.db.models import QuerySet

from gangmaker.concepts.embedding import Model, ModelIsAway, model
from gangmaker.concepts.models import TextVector
from gangmaker.core.concepts import Embed, Space, Thesaurus, Vectors
from gangmaker.core.concepts.semantic import centred, middles
from gangmaker.core.mapped import Shapes, opened, written
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
    """Kept as long as the names stay; None while one of them has no vector.

    Its numbers are in a file, which the memory of no process holds; where that cannot be written
    (a full disk), in memory.
    """
    digests = [_digest(one.text.lower()) for one in thesaurus.names]
    if not digests or _count(digests, name) < len(set(digests)):
        return None
    label = _digest(
        "\n".join([name, *(f"{one.concept} {one.language} {one.text}" for one in thesaurus.names)])
    )
    try:
        return _mapped(thesaurus, label) or _written(thesaurus, name, digests, label)
    except OSError as error:
        logger.warning("The vectors of names could not be written (%s).", error)
    rows = dict(_rows(digests, name))
    return Space.of(thesaurus, np.stack([rows[digest] for digest in digests]))


def place() -> Path:
    return Path(settings.DATA_DIR) / "vectors" / "names"


def _mapped(thesaurus: Thesaurus, label: str) -> Space | None:
    found = opened(place())
    if found is None or found.label != label:
        return None
    parts = {name: np.asarray(array) for name, array in found.arrays.items()}
    return Space(thesaurus, parts["names"], parts["concepts"], parts["centre"], {})


def _written(thesaurus: Thesaurus, name: str, digests: Sequence[str], label: str) -> Space | None:
    """Row by row from the database: in memory is what is in one query, and who wants it."""
    wanted: dict[str, list[int]] = {}
    for at, digest in enumerate(digests):
        wanted.setdefault(digest, []).append(at)
    rows = _rows(digests, name)
    first = next(rows)
    width = len(first[1])
    shapes: Shapes = {
        "names": ("<f4", (len(digests), width)),
        "concepts": ("<f4", (len(thesaurus.concepts), width)),
        "centre": ("<f4", (width,)),
    }
    with written(place(), label, shapes) as arrays:
        for digest, vector in chain([first], rows):
            arrays["names"][wanted[digest]] = vector
        arrays["centre"][:] = centred(arrays["names"])
        arrays["concepts"][:] = middles(thesaurus, arrays["names"])
    return _mapped(thesaurus, label)


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
    there = {
        digest
        for rows in _found(list(wanted), chosen.name)
        for digest in rows.values_list("digest", flat=True)
    }
    return [name for digest, name in wanted.items() if digest not in there]


def _count(digests: Sequence[str], name: str) -> int:
    return sum(rows.count() for rows in _found(digests, name))


def _rows(digests: Sequence[str], name: str) -> Iterator[tuple[str, Vectors]]:
    for rows in _found(digests, name):
        for digest, values in rows.values_list("digest", "values"):
            yield digest, np.frombuffer(values, dtype="<f4")


def _found(digests: Sequence[str], name: str) -> Iterator["QuerySet[TextVector]"]:
    unique = sorted(set(digests))
    for start in range(0, len(unique), IN_ONE_QUERY):
        part = unique[start : start + IN_ONE_QUERY]
        yield TextVector.objects.filter(model=name, digest__in=part)


def _bytes(vector: Vectors) -> bytes:
    return vector.astype("<f4").tobytes()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
