"""What was given, as one method values it: always with the method, its rates and their source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from gangmaker.contributions.models import LedgerEntry, Rate, ValuationMethod
from gangmaker.core import valuation
from gangmaker.core.valuation import Valuation, WithoutRate

from .needs import IS_CONFIRMED


@dataclass(frozen=True)
class RateShown:
    """A rate as it is printed beside a value; ``form`` decides whether it is for an hour."""

    rate_id: int
    form: str
    level: str
    profile: str
    cents: int
    valid_from: date
    valid_until: date | None
    source: str


@dataclass(frozen=True)
class ValueShown:
    """A value with all that has to stand beside it."""

    method: ValuationMethod
    value: Valuation
    rates: tuple[RateShown, ...]

    def without(self, why: WithoutRate) -> int:
        """How many entries have no rate for this reason."""
        return sum(one.why == why for one in self.value.without)


def given(entries: QuerySet[LedgerEntry], *, confirmed: bool = True) -> list[valuation.Entry]:
    """The entries with their corrections added in, also those of other days; one query.

    Only what the receiver confirmed, unless ``confirmed`` is False. What was corrected to
    nothing is not in the list.
    """
    said = entries.filter(corrects=None)
    if confirmed:
        said = said.filter(IS_CONFIRMED)
    rows = (
        said.annotate(said=Coalesce(Sum("corrections__quantity"), 0))
        .values_list("pk", "form", "level", "quantity", "said", "given_on")
        .order_by("pk")
    )
    return [
        valuation.Entry(pk, form, level, quantity + corrected, given_on)
        for pk, form, level, quantity, corrected, given_on in rows
        if quantity + corrected > 0
    ]


def rates_of(method: ValuationMethod) -> list[valuation.Rate]:
    """The rates in force of a method; one query."""
    rows = Rate.objects.filter(method=method, superseded_by=None).values_list(
        "pk", "form", "level", "cents", "valid_from", "valid_until"
    )
    return [valuation.Rate(*row) for row in rows]


def valued_by(method: ValuationMethod, entries: Iterable[valuation.Entry]) -> ValueShown:
    """Value entries by a method, with the rates that were used; two queries."""
    found = valuation.value(entries, rates_of(method))
    used = {one.rate for one in found.valued if one.rate is not None}
    return ValueShown(method=method, value=found, rates=shown_rates(used))


def shown_rates(ids: Iterable[int]) -> tuple[RateShown, ...]:
    rows = Rate.objects.filter(pk__in=list(ids)).order_by("form", "valid_from", "pk")
    return tuple(as_shown(row) for row in rows)


def as_shown(row: Rate) -> RateShown:
    return RateShown(
        rate_id=row.pk,
        form=row.form,
        level=row.level,
        profile=row.profile,
        cents=row.cents,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        source=row.source,
    )


def usual_method() -> ValuationMethod | None:
    """The oldest method that has a rate in force: what pages value by unless told otherwise."""
    return (
        ValuationMethod.objects.filter(rates__isnull=False, rates__superseded_by=None)
        .order_by("is_example", "pk")
        .distinct()
        .first()
    )
