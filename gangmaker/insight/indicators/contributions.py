"""Ideas and offers that people brought: in which form, how, from whom, from where."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from gangmaker.contributions.models import Form
from gangmaker.insight.figures import Found, Row, Scope
from gangmaker.trail.models import Item, ItemKind

from .labels import UNKNOWN
from .scopes import in_area, shown_in


def contributions(scope: Scope) -> QuerySet[Item]:
    """Ideas and offers that were shown in the period, to whatever audience, and not withdrawn."""
    brought = Item.objects.filter(kind__in=[ItemKind.IDEA, ItemKind.OFFER], withdrawal=None)
    return in_area(shown_in(brought, scope), scope)


def by_form(scope: Scope) -> Found:
    """An idea is a form of its own; an offer has one."""
    counts: Counter[str] = Counter()
    rows = contributions(scope).values("kind", "offer__form").annotate(count=Count("pk"))
    for row in rows.order_by():
        counts[row["offer__form"] or Form.IDEA] += row["count"]
    return _grouped(scope, counts, total=counts.total())


def by_level(scope: Scope) -> Found:
    levels = contributions(scope).annotate(level=Coalesce("idea__level", "offer__level"))
    rows = levels.values("level").annotate(count=Count("pk")).order_by()
    counts = Counter({row["level"] or UNKNOWN: row["count"] for row in rows})
    return _grouped(scope, counts, total=counts.total())


def by_sector(scope: Scope) -> Found:
    """By the sectors of who gave: the organisation where one stood behind it, else the person.

    Who has two sectors counts in both, so that the groups add up to more than the total.
    """
    counts: Counter[str] = Counter()
    for giver, others in (("on_behalf_of", False), ("by", True)):
        given = contributions(scope).filter(on_behalf_of__isnull=others)
        key = f"{giver}__sectors__sector"
        for row in given.values(key).annotate(count=Count("pk", distinct=True)).order_by():
            counts[row[key] or UNKNOWN] += row["count"]
    return _grouped(scope, counts, total=contributions(scope).count())


def by_place(scope: Scope) -> Found:
    """By municipality; a district counts in its municipality."""
    counts: Counter[str] = Counter()
    places = contributions(scope).values("area__key", "area__parent__key")
    for row in places.annotate(count=Count("pk")).order_by():
        counts[row["area__parent__key"] or row["area__key"] or UNKNOWN] += row["count"]
    return _grouped(scope, counts, total=counts.total())


def _grouped(scope: Scope, counts: Counter[str], *, total: int) -> Found:
    """The largest group first, equal ones by name, what is unknown last."""
    ordered = sorted(counts.items(), key=lambda row: (row[0] == UNKNOWN, -row[1], row[0]))
    return Found(
        value=Fraction(total),
        rows=tuple(Row(key, count) for key, count in ordered),
        known=total - min(counts.get(UNKNOWN, 0), total),
        total=total,
        inputs=lambda: _facts(scope),
        people=True,
    )


def _facts(scope: Scope) -> Iterable[tuple[object, ...]]:
    rows = contributions(scope).values_list(
        "public_id",
        "kind",
        "offer__form",
        "offer__level",
        "idea__level",
        "area__key",
        "by",
        "on_behalf_of",
    )
    return rows.iterator(chunk_size=2000)
