"""How much, in words of the page's language: "2 hours", "€ 1.250", "3 pieces"."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.contributions.models import Unit
from gangmaker.core.quantity import hours_and_minutes


def amount_text(unit: str, quantity: int) -> str:
    """An amount for people; a correction keeps its sign."""
    sign = "−" if quantity < 0 else ""
    return sign + _TEXTS[Unit(unit)](abs(quantity))


def _time(quantity: int) -> str:
    hours, minutes = hours_and_minutes(quantity)
    in_hours = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": _number(hours)}
    in_minutes = ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if not minutes:
        return in_hours
    return f"{in_hours} {in_minutes}" if hours else in_minutes


def _money(quantity: int) -> str:
    euros = Decimal(quantity) / 100
    decimals = 2 if quantity % 100 else 0
    text = number_format(euros, decimal_pos=decimals, force_grouping=True)
    return _("€ %(amount)s") % {"amount": text}


def _pieces(quantity: int) -> str:
    text = ngettext("%(count)s piece", "%(count)s pieces", quantity)
    return text % {"count": _number(quantity)}


def _number(count: int) -> str:
    return number_format(count, force_grouping=True)


_TEXTS = {Unit.MINUTES: _time, Unit.CENTS: _money, Unit.ITEMS: _pieces}
