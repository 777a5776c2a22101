"""Items that say nearly the same, in whatever language: for pages, which wait for it.

People are never compared: neither they nor what they offer have vectors here. Without a model, or
before the worker has read anything, nothing is found, and words alone decide.
"""

from collections.abc import Collection

import numpy as np

from gangmaker.concepts.embedding import at_once
from gangmaker.concepts.item_vectors import file, model_in
from gangmaker.core.concepts import Vectors
from gangmaker.core.concepts.nearness import LOOKED_AT, SAME, nearest, standing_out
from gangmaker.core.mapped import Mapped
from gangmaker.trail.models import ItemQuerySet


def meaning_the_same(
    text: str,
    among: ItemQuerySet,
    *,
    most: int,
    least: float = SAME,
    without: Collection[int] = (),
) -> list[int]:
    """Ids of the items among those given that mean what ``text`` says, the nearest first.

    One query, or none. ``without``: what was found otherwise, and need not be told again.
    """
    asked = at_once(text)
    found = file().now() if asked is not None else None
    if asked is None or found is None or model_in(found) != asked[0]:
        return []
    near = _standing_out(found, asked[1], among, least)
    return [item for item in near if item not in without][:most]


def _standing_out(found: Mapped, vector: Vectors, among: ItemQuerySet, least: float) -> list[int]:
    items, rows = np.asarray(found.arrays["items"]), np.asarray(found.arrays["vectors"])
    if rows.shape[1:] != vector.shape:
        return []
    places, cosines = nearest(rows, np.asarray(vector), LOOKED_AT)
    ids = items[places]
    known = among.filter(pk__in=ids.tolist()).order_by().values_list("pk", flat=True)
    seen = np.isin(ids, list(known))
    near: list[int] = ids[seen][: standing_out(cosines[seen], least)].tolist()
    return near
