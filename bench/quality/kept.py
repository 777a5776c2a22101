"""Vectors of the model, kept on disk between runs: making them takes most of an hour."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from rich.progress import Progress

from gangmaker.concepts.embedding import Model
from gangmaker.core.concepts import Embed, Vectors

AT_ONCE = 64
"""So many texts at once; then what was made is on the disk, also when the run is stopped."""

TABLE = """
    CREATE TABLE IF NOT EXISTS vector (
        model TEXT, side TEXT, digest BLOB, "values" BLOB, PRIMARY KEY (model, side, digest)
    ) WITHOUT ROWID
"""


class Wanted(NamedTuple):
    """Texts of which vectors are needed. ``side``: ``query`` or ``passage``."""

    side: str
    texts: Sequence[str]


class Kept:
    """The vectors of one model in one file; what is not there is made and added."""

    def __init__(self, path: Path, model: Model) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, timeout=60)
        self._database.execute(TABLE)
        self._model = model

    def missing(self, wanted: Wanted) -> list[str]:
        known = self._known(wanted.side)
        return [text for text in dict.fromkeys(wanted.texts) if _digest(text) not in known]

    def make(self, side: str, texts: Sequence[str]) -> Iterable[int]:
        """Make and keep the vectors of ``texts``; yields how many were made each time."""
        making = self._model.queries if side == "query" else self._model.passages
        for start in range(0, len(texts), AT_ONCE):
            part = texts[start : start + AT_ONCE]
            self._keep(side, part, making)
            yield len(part)

    def complete(self, wanted: Wanted, bar: Progress, key: str) -> Vectors:
        """As ``of``, after what is missing was made, as the bar shows."""
        missing = self.missing(wanted)
        if missing:
            task = bar.add_task(f"{key}: vectors", total=len(missing))
            for made in self.make(wanted.side, missing):
                bar.advance(task, made)
            bar.remove_task(task)
        return self.of(wanted)

    def of(self, wanted: Wanted) -> Vectors:
        """One row for each text, in their order."""
        found = dict(
            self._database.execute(
                'SELECT digest, "values" FROM vector WHERE model = ? AND side = ?',
                (self._model.name, wanted.side),
            )
        )
        rows = [np.frombuffer(found[_digest(text)], dtype=np.float32) for text in wanted.texts]
        return np.array(rows, dtype=np.float32)

    def _known(self, side: str) -> set[bytes]:
        rows = self._database.execute(
            "SELECT digest FROM vector WHERE model = ? AND side = ?", (self._model.name, side)
        )
        return {digest for (digest,) in rows}

    def _keep(
        self, side: str, texts: Sequence[str], making: Callable[[Sequence[str]], Vectors]
    ) -> None:
        made = making(texts).astype(np.float32)
        rows = [
            (self._model.name, side, _digest(text), vector.tobytes())
            for text, vector in zip(texts, made, strict=True)
        ]
        with self._database:
            self._database.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?, ?, ?)", rows)


def given(vectors: Vectors) -> Embed:
    """A model that answers what was made before, whatever it is asked."""
    return lambda _texts: vectors


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
