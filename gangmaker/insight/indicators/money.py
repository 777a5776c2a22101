"""What grants set in motion, in both senses of leverage; each is always told by its own name."""

from collections.abc import Iterable

from gangmaker.insight.figures import Found, Row, Scope
from gangmaker.projects.models import Grant
from gangmaker.projects.queries.leverage import Leverage, entries_of, leverage_of_region


def leverage_cash(scope: Scope) -> Found:
    """Variant A: money from third parties for each granted euro."""
    return _found(scope, _both(scope)[0])


def leverage_all(scope: Scope) -> Found:
    """Variant B: money, gifts in kind and hours for each granted euro, by the usual method."""
    return _found(scope, _both(scope)[1])


def _both(scope: Scope) -> tuple[Leverage, Leverage]:
    return leverage_of_region(starts_from=scope.since, starts_before=scope.until)


def _found(scope: Scope, leverage: Leverage) -> Found:
    """In cents. Entries that the method has no rate for are unknown."""
    rows = [Row("granted", leverage.granted), Row("cash", leverage.cash)]
    if leverage.variant == "B" and leverage.method is not None:
        rows += [Row("in_kind", leverage.in_kind), Row("hours", leverage.hours)]
    return Found(
        value=leverage.ratio,
        rows=tuple(rows) if leverage.granted else (),
        known=leverage.entries - leverage.without_rate,
        total=leverage.entries,
        inputs=lambda: _facts(scope),
    )


def _facts(scope: Scope) -> Iterable[tuple[object, ...]]:
    grants = Grant.objects.filter(starts_on__gte=scope.since, starts_on__lt=scope.until)
    yield from (("grant", *row) for row in grants.values_list("pk", "amount", "starts_on"))
    entries = entries_of(grants).values_list("pk", "form", "unit", "quantity", "given_on")
    yield from (("entry", *row) for row in entries)
