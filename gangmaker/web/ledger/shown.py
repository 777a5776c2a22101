"""What the templates of this area ask for: values with their method, shares, leverage."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gangmaker.contributions.models import Form, Level, ValuationMethod
from gangmaker.contributions.queries import RateShown
from gangmaker.core.eligibility import CoFinancing
from gangmaker.projects.queries.leverage import Leverage
from gangmaker.web import quantities


@dataclass(frozen=True)
class RateLine:
    """One rate in words, for rates.html."""

    what: str
    profile: str
    amount: str
    period: str
    source: str


@dataclass(frozen=True)
class MethodShown:
    """For method.html: how a value was found, with the rates and their sources."""

    name: str
    kind: str
    source: str
    is_example: bool
    rates: tuple[RateLine, ...]


@dataclass(frozen=True)
class LeverageShown:
    """For leverage.html. ``ratio`` is empty where there is nothing to say."""

    variant: str
    label: str
    ratio: str
    parts: tuple[tuple[str, str], ...]
    definition: str
    method: MethodShown | None
    without_rate: int


@dataclass(frozen=True)
class ShareShown:
    """For share.html: who bears what was claimed, beside who should."""

    share: str
    required: str
    from_others: str
    total: str
    missing: str
    percent: int
    required_percent: int


def percent(share: Fraction) -> str:
    """One decimal; half goes up, so that it says what the exact figure says."""
    tenths = (share * 2000 + 1) // 2
    return _("%(number)s %%") % {"number": number_format(int(tenths) / 10, decimal_pos=1)}


def ratio(value: Fraction) -> str:
    """Euros for a euro, in cents, rounded half up."""
    hundredths = (value * 200 + 1) // 2
    return str(number_format(int(hundredths) / 100, decimal_pos=2, force_grouping=True))


def cents(amount: int) -> str:
    """An amount, also one that is less than nothing."""
    return quantities.amount("cents", amount)


def rate_line(rate: RateShown) -> RateLine:
    level = Level(rate.level).label if rate.level else _("any level")
    money = quantities.money(rate.cents)
    per = _("%(amount)s an hour") if rate.form == Form.TIME else _("%(amount)s a piece")
    return RateLine(
        what=f"{capfirst(Form(rate.form).label)}, {level}",
        profile=rate.profile,
        amount=per % {"amount": money},
        period=_period(rate),
        source=rate.source,
    )


def _period(rate: RateShown) -> str:
    start = date_format(rate.valid_from, "j F Y")
    if rate.valid_until is None:
        return _("from %(start)s") % {"start": start}
    return _("from %(start)s until %(end)s") % {
        "start": start,
        "end": date_format(rate.valid_until, "j F Y"),
    }


def method_shown(method: ValuationMethod, rates: Iterable[RateShown]) -> MethodShown:
    return MethodShown(
        name=str(method.name),
        kind=method.get_kind_display(),
        source=method.source,
        is_example=method.is_example,
        rates=tuple(rate_line(rate) for rate in rates),
    )


def leverage_shown(one: Leverage) -> LeverageShown:
    parts = [(_("Money from third parties"), cents(one.cash))]
    if one.variant == "B" and one.method is not None:
        parts += [
            (_("Gifts in kind, by the method"), cents(one.in_kind)),
            (_("Hours, by the method"), cents(one.hours)),
        ]
    parts.append((_("Granted"), cents(one.granted)))
    return LeverageShown(
        variant=one.variant,
        label=one.label,
        ratio="" if one.ratio is None else ratio(one.ratio),
        parts=tuple(parts),
        definition=one.definition,
        method=method_shown(one.method, one.rates) if one.method else None,
        without_rate=one.without_rate,
    )


def share_shown(found: CoFinancing) -> ShareShown | None:
    """None while nothing was claimed."""
    if found.share is None:
        return None
    return ShareShown(
        share=percent(found.share),
        required=percent(found.required),
        from_others=cents(found.from_others),
        total=cents(found.total),
        missing=cents(found.missing) if found.missing else "",
        percent=int(found.share * 100),
        required_percent=int(found.required * 100),
    )
