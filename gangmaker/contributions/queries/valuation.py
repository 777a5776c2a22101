"""What was given, as one method values it: always with the method, its rates and their source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Sum
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


def rates_of(method: ValuationMethod) -> QuerySet[Rate]:
    """The rates in force of a method."""
    return Rate.objects.in_force().filter(method=method)


def as_counted(rates: Iterable[Rate]) -> list[valuation.Rate]:
    """Rates as they are computed with."""
    return [
        valuation.Rate(
            rate.pk, rate.form, rate.level, rate.cents, rate.valid_from, rate.valid_until
        )
        for rate in rates
    ]


def valued_by(
    method: ValuationMethod,
    entries: Iterable[valuation.Entry],
    *,
    rates: Iterable[Rate] | None = None,
) -> ValueShown:
    """Value entries by a method, with the rates that were used; one query, none with its rates."""
    known = list(rates_of(method) if rates is None else rates)
    found = valuation.value(entries, as_counted(known))
    used = {one.rate for one in found.valued}
    return ValueShown(method, found, shown_rates(rate for rate in known if rate.pk in used))


def shown_rates(rates: Iterable[Rate]) -> tuple[RateShown, ...]:
    """Rates in the order in which they are printed."""
    in_order = sorted(rates, key=lambda rate: (rate.form, rate.valid_from, rate.pk))
    return tuple(as_shown(rate) for rate in in_order)


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
    """What pages value by unless told otherwise; one query."""
    return usual_methods().first()


def usual_methods() -> QuerySet[ValuationMethod]:
    """The methods that have a rate in force, the oldest first, examples last."""
    rates = Rate.objects.in_force().filter(method=OuterRef("pk"))
    return ValuationMethod.objects.filter(Exists(rates)).order_by("is_example", "pk")
