"""What pages look up about needs, support and similar items."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from gangmaker.actors.models import Actor
from gangmaker.contributions.models import Need, Support
from gangmaker.core.text import fold, similar_words
from gangmaker.trail.models import Item, ItemKind

IS_CONFIRMED = Q(confirmation__isnull=False) | Q(corrects__confirmation__isnull=False)
"""An entry that the receiver confirmed, or a correction of one."""
GIVEN = "ledger_entries__quantity"
GIVEN_IS_CONFIRMED = Q(ledger_entries__confirmation__isnull=False) | Q(
    ledger_entries__corrects__confirmation__isnull=False
)

PEOPLE = Count(Coalesce("actor__claimed_by", "actor"), distinct=True)
"""Records that one person claimed count as one."""

SHORTEST_TITLE = 3
LOOKED_AT = 1000
ENOUGH = 2
MOST_SIMILAR = 3


@dataclass(frozen=True)
class NeedProgress:
    """How much of one need is there, in the unit of its form. Corrections are counted."""

    need_id: int
    form: str
    level: str
    unit: str
    label: str
    needed: int
    pledged: int
    confirmed: int


def progress_of(item_ids: Sequence[int]) -> dict[int, list[NeedProgress]]:
    """The needs of each item in their order; one query, however many items.

    ``pledged`` contains what is ``confirmed``. Items without needs are not in the result.
    """
    needs = Need.objects.filter(item__in=item_ids).annotate(
        pledged=Coalesce(Sum(GIVEN), 0),
        confirmed=Coalesce(Sum(GIVEN, filter=GIVEN_IS_CONFIRMED), 0),
    )
    progress: dict[int, list[NeedProgress]] = {}
    for need in needs.order_by("item", "position", "pk"):
        progress.setdefault(need.item_id, []).append(
            NeedProgress(
                need_id=need.pk,
                form=need.form,
                level=need.level,
                unit=need.unit,
                label=need.label,
                needed=need.quantity,
                pledged=max(0, need.pledged),
                confirmed=max(0, need.confirmed),
            )
        )
    return progress


def supports_of(item_ids: Sequence[int]) -> dict[int, int]:
    """How many people support each item; one query. Items without support are not in the result."""
    counted = _supported().filter(item__in=item_ids).values("item").annotate(people=PEOPLE)
    return {row["item"]: row["people"] for row in counted.order_by()}


def supporters() -> Combinable:
    """How many people support an item; to annotate with."""
    counted = _supported().filter(item=OuterRef("pk")).values("item").annotate(people=PEOPLE)
    return Coalesce(Subquery(counted.order_by().values("people")), 0)


def _supported() -> QuerySet[Support]:
    """Support by confirmed addresses, of whoever is not suspended."""
    confirmed = Support.objects.exclude(actor__account=None, actor__email_confirmed_at=None)
    return confirmed.filter(actor__suspension=None)


@dataclass(frozen=True)
class SimilarItem:
    code: str
    slug: str
    kind: str
    title: str
    language: str


def similar_items(title: str, *, viewer: Actor | None, at: datetime) -> list[SimilarItem]:
    """Ideas and questions about the same, best first; one query.

    Compared are the newest thousand that ``viewer`` may see, by the beginnings of their telling
    words: one in a title counts twice, one in a summary once. Equal ones: the newest first.
    """
    stems = similar_words(title)
    if len(title.strip()) < SHORTEST_TITLE or not stems:
        return []
    rows = (
        Item.objects.visible_to(viewer, at=at)
        .filter(kind__in=[ItemKind.IDEA, ItemKind.QUESTION], withdrawal=None)
        .exclude(published_at=None)
        .order_by("-published_at", "-pk")
        .values_list("code", "slug", "kind", "title", "language", "summary")[:LOOKED_AT]
    )
    scored = [
        (_likeness(stems, row_title, summary), SimilarItem(code, slug, kind, row_title, language))
        for code, slug, kind, row_title, language, summary in rows
    ]
    best = sorted((pair for pair in scored if pair[0] >= ENOUGH), key=lambda pair: -pair[0])
    return [item for _score, item in best[:MOST_SIMILAR]]


def _likeness(stems: Sequence[str], title: str, summary: str) -> int:
    in_title, in_summary = f" {fold(title)}", f" {fold(summary)}"
    return sum(2 if f" {stem}" in in_title else int(f" {stem}" in in_summary) for stem in stems)
