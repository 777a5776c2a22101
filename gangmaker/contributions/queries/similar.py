"""What is there already, while somebody writes something new."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gangmaker.actors.models import Actor
from gangmaker.concepts.similar import meaning_the_same
from gangmaker.core.text import ALIKE, likeness, similar_words
from gangmaker.trail.models import Item, ItemKind, ItemQuerySet

SHORTEST_TITLE = 3
LOOKED_AT = 1000
MOST_SIMILAR = 3

ASKED_AND_THOUGHT_OF: Final = frozenset({ItemKind.IDEA, ItemKind.QUESTION})
"""Where one can stand behind what is there instead."""
WORKED_ON: Final = ASKED_AND_THOUGHT_OF | {ItemKind.PROJECT, ItemKind.RESULT, ItemKind.BRIEF}


@dataclass(frozen=True)
class SimilarItem:
    """``by_meaning``: no words in common; a language model finds that it means the same."""

    code: str
    slug: str
    kind: str
    title: str
    language: str
    by_meaning: bool = False


def similar_items(
    title: str,
    *,
    viewer: Actor | None,
    at: datetime,
    kinds: Collection[str] = ASKED_AND_THOUGHT_OF,
    but: str = "",
) -> list[SimilarItem]:
    """Items about the same that ``viewer`` may see: by words, then by meaning; three queries.

    ``but``: the code of what she is writing on. People are never compared.
    """
    if len(title.strip()) < SHORTEST_TITLE:
        return []
    shown = Item.objects.visible_to(viewer, at=at).published(at=at).filter(kind__in=kinds)
    if but:
        shown = shown.exclude(code=but)
    by_words = _by_words(title, shown)
    ids = meaning_the_same(title, shown, most=MOST_SIMILAR, without=list(by_words))
    return [*by_words.values(), *_by_meaning(ids)]


def _by_words(title: str, shown: ItemQuerySet) -> dict[int, SimilarItem]:
    """Best first, by id. Compared are the newest thousand, by the beginnings of telling words.

    One in a title counts twice, one in a summary once. Equal ones: the newest first.
    """
    stems = similar_words(title)
    if not stems:
        return {}
    rows = shown.order_by("-published_at", "-pk").values_list(
        "pk", "code", "slug", "kind", "title", "language", "summary"
    )[:LOOKED_AT]
    scored = [
        (likeness(stems, row_title, summary), pk, SimilarItem(code, slug, kind, row_title, lang))
        for pk, code, slug, kind, row_title, lang, summary in rows
    ]
    best = sorted((each for each in scored if each[0] >= ALIKE), key=lambda each: -each[0])
    return {pk: item for _score, pk, item in best[:MOST_SIMILAR]}


def _by_meaning(ids: Sequence[int]) -> list[SimilarItem]:
    rows = Item.objects.filter(pk__in=ids) if ids else ()
    found = {
        row.pk: SimilarItem(row.code, row.slug, row.kind, row.title, row.language, by_meaning=True)
        for row in rows
    }
    return [found[pk] for pk in ids if pk in found]
