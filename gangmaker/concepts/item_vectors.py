"""Vectors of items, by which they are compared with each other and with what somebody types.

Made by the worker, once for what an item says in all its languages. Of people none is made, nor of
what is about people: offers and introductions are not compared. A vector is kept beside the item
and goes with its words. All of them are in one file that web processes read.
"""

import hashlib
import logging
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np
from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from gangmaker.concepts.embedding import Model, ModelIsAway, answers_at_once, model
from gangmaker.concepts.models import ItemVector
from gangmaker.core.concepts import Vectors
from gangmaker.core.concepts.nearness import told
from gangmaker.core.mapped import Mapped, Shapes, Watched, written
from gangmaker.trail.models import Item, ItemKind

logger = logging.getLogger(__name__)

COMPARED: Final = frozenset(ItemKind) - {ItemKind.OFFER, ItemKind.INTRODUCTION}
AT_ONCE: Final = 20
IN_ONE_QUERY: Final = 2_000
LONGEST_SECONDS: Final = 10.0
LONGEST_TEXT: Final = 2_000
"""The model reads no further than about so many characters."""


def place() -> Path:
    return Path(settings.DATA_DIR) / "vectors" / "items"


def make_vectors_of_items(*, now: datetime) -> int:
    """A duty of the worker: what is missing or changed, bit by bit; how many were made.

    What is not shown any more, and what another model made, goes first. Without a model, or with
    one that no page can ask, there is nothing to compare with: then all of it goes.
    """
    chosen = model() if answers_at_once() else None
    _forget(chosen, now=now)
    made = 0
    if chosen is not None:
        try:
            made = _make(chosen, now=now)
        except ModelIsAway as away:
            logger.warning("%s", away)
    _write(chosen)
    return made


def _shown(now: datetime) -> QuerySet[Item]:
    return Item.objects.published(at=now).filter(kind__in=COMPARED)


def _forget(chosen: Model | None, *, now: datetime) -> None:
    gone = ItemVector.objects.all()
    if chosen is not None:
        gone = gone.exclude(item__in=_shown(now), model=chosen.name)
    if gone.exists():  # most often nothing: then nobody who writes has to wait
        gone.delete()


def _make(chosen: Model, *, now: datetime) -> int:
    known = ItemVector.objects.filter(item=OuterRef("pk"), written_at=OuterRef("updated_at"))
    missing = _shown(now).filter(~Exists(known)).order_by("pk").prefetch_related("translations")
    started, made, after = time.monotonic(), 0, 0
    while time.monotonic() - started < LONGEST_SECONDS:
        part = list(missing.filter(pk__gt=after)[:AT_ONCE])
        for item in part:
            made += _made(item, chosen)
        if len(part) < AT_ONCE:
            break
        after = part[-1].pk
    return made


def _made(item: Item, chosen: Model) -> bool:
    """False when it says the same as before."""
    said = _said(item)
    digest = hashlib.sha256("\0".join(said).encode()).hexdigest()
    before = ItemVector.objects.filter(item=item.pk)
    if before.filter(digest=digest).update(written_at=item.updated_at):
        return False
    titles = chosen.passages([text.partition("\n")[0] for text in said])
    vector = told(chosen.queries(said), titles)
    row = ItemVector(
        item=item,
        model=chosen.name,
        digest=digest,
        written_at=item.updated_at,
        values=vector.astype("<f4").tobytes(),
    )
    with transaction.atomic():
        before.delete()  # a row with another key: so that the file is written anew
        ItemVector.objects.bulk_create([row], ignore_conflicts=True)  # another worker was first
    return True


def _said(item: Item) -> list[str]:
    """Its title and summary in each language, as the model is asked: without capitals."""
    texts = [(item.title, item.summary)]
    texts += [
        (one.title, one.summary)
        for one in sorted(item.translations.all(), key=lambda one: one.language)
    ]
    return [f"{title}\n{summary}"[:LONGEST_TEXT].lower() for title, summary in texts]


# --- The file -------------------------------------------------------------------------------

_file = Watched(Path())


def file() -> Watched:
    """What was last written, as this process sees it."""
    if _file.path != place():
        _file.path = place()
    return _file


def label_of(name: str, count: int, newest: int) -> str:
    """Which vectors are in the file: any that comes or goes changes it."""
    return f"{name}\n{count} {newest}"


def model_in(found: Mapped) -> str:
    """The model that made the vectors of a file."""
    return found.label.partition("\n")[0]


def _write(chosen: Model | None) -> None:
    if chosen is None:
        place().unlink(missing_ok=True)
        return
    rows = ItemVector.objects.filter(model=chosen.name)
    state = rows.aggregate(count=Count("pk"), newest=Max("pk"))
    label = label_of(chosen.name, state["count"], state["newest"] or 0)
    there = file().now()
    if there is not None and there.label == label:
        return
    items = list(rows.order_by("item").values_list("item", flat=True))
    try:
        _write_all(items, label)
    except OSError as error:
        logger.warning("The vectors of items could not be written (%s).", error)


def _write_all(items: Sequence[int], label: str) -> None:
    """A few thousand at a time; what went meanwhile is left nothing, and is like nothing."""
    parts = _vectors(items)
    first = next(parts, (0, np.zeros((0, 0), dtype=np.float32)))
    lengths = (len(items), first[1].shape[1])
    shapes: Shapes = {"items": ("<i8", lengths[:1]), "vectors": ("<f4", lengths)}
    with written(place(), label, shapes) as arrays:
        arrays["items"][:] = items
        for start, made in (first, *parts):
            arrays["vectors"][start : start + len(made)] = made


def _vectors(items: Sequence[int]) -> Iterator[tuple[int, Vectors]]:
    for start in range(0, len(items), IN_ONE_QUERY):
        part = items[start : start + IN_ONE_QUERY]
        rows = ItemVector.objects.filter(item__in=part).values_list("item", "values")
        found = {item: np.frombuffer(values, dtype="<f4") for item, values in rows}
        width = max((len(one) for one in found.values()), default=0)
        nothing = np.zeros(width, dtype=np.float32)
        yield start, np.stack([found.get(item, nothing) for item in part])
