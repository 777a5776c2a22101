"""What pages look up about needs, the ledger and similar items."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, Sum

from .models import LedgerEntry, Need

IS_CONFIRMED = Q(confirmation__isnull=False) | Q(corrects__confirmation__isnull=False)
"""An entry that the receiver confirmed, or a correction of one."""


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
    """The needs of each item in their order; two queries, however many items.

    ``pledged`` contains what is ``confirmed``. Items without needs are not in the result.
    """
    given = {
        row["need"]: row
        for row in LedgerEntry.objects.filter(need__item__in=item_ids)
        .values("need")
        .annotate(pledged=Sum("quantity"), confirmed=Sum("quantity", filter=IS_CONFIRMED))
        .order_by()
    }
    progress: dict[int, list[NeedProgress]] = {}
    for need in Need.objects.filter(item__in=item_ids).order_by("item", "position", "pk"):
        sums = given.get(need.pk, {})
        progress.setdefault(need.item_id, []).append(
            NeedProgress(
                need_id=need.pk,
                form=need.form,
                level=need.level,
                unit=need.unit,
                label=need.label,
                needed=need.quantity,
                pledged=max(0, sums.get("pledged") or 0),
                confirmed=max(0, sums.get("confirmed") or 0),
            )
        )
    return progress
