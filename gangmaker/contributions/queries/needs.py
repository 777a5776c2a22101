"""What pages look up about needs and support."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from gangmaker.contributions.models import Need, Support

IS_CONFIRMED = Q(confirmation__isnull=False) | Q(corrects__confirmation__isnull=False)
"""An entry that the receiver confirmed, or a correction of one."""
GIVEN = "ledger_entries__quantity"
GIVEN_IS_CONFIRMED = Q(ledger_entries__confirmation__isnull=False) | Q(
    ledger_entries__corrects__confirmation__isnull=False
)

PEOPLE = Count(Coalesce("actor__claimed_by", "actor"), distinct=True)
"""Records that one person claimed count as one."""


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
