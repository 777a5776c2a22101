"""Which records may be the same: found by the worker into a table, read from there by pages.

The worker compares only what shares a key (``core.duplicates``), so a hundred thousand actors
take it seconds, and a page reads the strongest rows by an index.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.cache import caches
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from gangmaker.core.duplicates import Pair, Record, likely_pairs

from .models import Actor, Difference, Likeness, WebLink
from .models.names import MARK

RENEW_AFTER: Final = timedelta(hours=12)
IN_ONE_WRITE: Final = 500
TURN: Final = "actors.duplicates.turn"
LOOKED: Final = "actors.duplicates.looked"


@dataclass(frozen=True)
class Change:
    """What a renewal did."""

    found: int
    gone: int


def look_for_duplicates(*, now: datetime) -> Change | None:
    """For the worker at every tick: look again twice a day; of several workers one."""
    if not caches["kept"].add(TURN, 1, timeout=RENEW_AFTER.total_seconds()):
        return None
    return renew(now=now)


def looked_at() -> datetime | None:
    """When all records were last looked at; None when nobody remembers."""
    found: datetime | None = caches["kept"].get(LOOKED)
    return found


def renew(*, now: datetime) -> Change:
    """Look at all records, and write only what changed; two at once do no harm.

    Reading and comparing happen before the transaction, so that nobody waits for them.
    """
    pairs = {(pair.one, pair.other): pair for pair in likely_pairs(list(records()))}
    told_apart = set(Difference.objects.values_list("one_id", "other_id"))
    kept = {key: pair for key, pair in pairs.items() if key not in told_apart}
    there = {(row.one_id, row.other_id): row for row in Likeness.objects.all()}
    gone = [row.pk for key, row in there.items() if _changed(row, kept.get(key))]
    new = [pair for key, pair in kept.items() if key not in there or _changed(there[key], pair)]
    with transaction.atomic():
        for start in range(0, len(gone), IN_ONE_WRITE):
            Likeness.objects.filter(pk__in=gone[start : start + IN_ONE_WRITE]).delete()
        Likeness.objects.bulk_create(
            [_row(pair, now=now) for pair in new],
            batch_size=IN_ONE_WRITE,
            ignore_conflicts=True,
        )
    caches["kept"].set(LOOKED, now, timeout=None)
    return Change(found=len(new), gone=len(gone))


def records() -> Iterable[Record]:
    """Every record that stands for itself, with what is compared; two queries."""
    websites: dict[int, list[str]] = {}
    for actor, url in WebLink.objects.values_list("actor_id", "url").iterator(chunk_size=2000):
        websites.setdefault(actor, []).append(url)
    rows = (
        Actor.objects.filter(claimed_by=None, suspension=None)
        .exclude(name=MARK)
        .values_list(
            *("pk", "kind", "name", "email", "enterprise_number"),
            *("account_id", "email_confirmed_at"),
        )
    )
    for pk, kind, name, email, number, account, confirmed in rows.iterator(chunk_size=2000):
        yield Record(
            id=pk,
            kind=kind,
            name=str(name),
            email=email,
            websites=tuple(websites.get(pk, ())),
            number=number,
            proved=kind == "person" and (account is not None or confirmed is not None),
        )


def likenesses() -> QuerySet[Likeness]:
    """The pairs to look at, the strongest first: those told apart, merged or suspended since are
    left out."""
    told = Difference.objects.filter(one=OuterRef("one"), other=OuterRef("other"))
    return (
        Likeness.objects.filter(
            ~Exists(told),
            one__claimed_by=None,
            other__claimed_by=None,
            one__suspension=None,
            other__suspension=None,
        )
        .select_related("one__area", "other__area")
        .order_by("-strength", "pk")
    )


def _row(pair: Pair, *, now: datetime) -> Likeness:
    return Likeness(
        one_id=pair.one,
        other_id=pair.other,
        reasons=[reason.value for reason in pair.reasons],
        strength=pair.strength,
        found_at=now,
    )


def _changed(row: Likeness, pair: Pair | None) -> bool:
    return pair is None or row.reasons != [reason.value for reason in pair.reasons]
