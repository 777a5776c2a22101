"""Amounts for people: minutes, cents and pieces in the words of the reader's language."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from gangmaker.core.quantity import Quantity, Unit, percent_given

HALF_HOUR = 30
HOUR = 60


def amount(unit: str, quantity: int, *, form: str = "", label: str = "") -> str:
    """How much: “20 hours”, “€ 1,250”, “3 designers” (the ``label``), “1 room” (the ``form``)."""
    if quantity < 0:  # a correction
        return f"−{amount(unit, -quantity, form=form, label=label)}"
    if unit == Unit.MINUTES:
        return _with(duration(quantity), label)
    if unit == Unit.CENTS:
        return _with(money(quantity), label)
    if label:
        return f"{number(quantity)} {label}"
    return pieces(form, quantity)


def part(unit: str, given: int, needed: int, *, form: str = "", label: str = "") -> str:
    """How much of how much: “12 of 20 hours”, “2 of 3 designers”."""
    if unit == Unit.MINUTES and given % HALF_HOUR == 0 and needed % HALF_HOUR == 0:
        of, whole = hours(given), duration(needed)
    elif unit == Unit.MINUTES:
        of, whole = duration(given), duration(needed)
    elif unit == Unit.CENTS:
        of, whole = money(given), money(needed)
    else:
        of, whole = number(given), amount(unit, needed, form=form, label=label)
    return pgettext("how much of how much", "%(given)s of %(needed)s") % {
        "given": of,
        "needed": whole,
    }


def percent(unit: str, given: int, needed: int) -> int:
    """0 to 100 for a drawn line; 100 only when nothing is needed any more."""
    return percent_given(Quantity(Unit(unit), needed), Quantity(Unit(unit), given))


def percent_sign() -> str:
    """The sign as it stands behind a number: with a space of its own, where a language has one."""
    return pgettext("behind a number", "%")


def duration(minutes: int) -> str:
    """“2 hours”, “1.5 hours”, “45 minutes”, “1 h 20”."""
    if 0 < minutes < HOUR:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if minutes % HALF_HOUR == 0:
        if HOUR < minutes < 2 * HOUR:  # plural for some, singular for others
            return pgettext("one and a half", "%(count)s hours") % {"count": hours(minutes)}
        whole = minutes // HOUR if minutes % HOUR == 0 else 2
        return ngettext("%(count)s hour", "%(count)s hours", whole) % {"count": hours(minutes)}
    return _("%(hours)s h %(minutes)02d") % {"hours": minutes // HOUR, "minutes": minutes % HOUR}


def hours(minutes: int) -> str:
    """The number of hours without the word; a half as a decimal."""
    if minutes % HOUR == 0:
        return number(minutes // HOUR)
    return number_format(minutes / HOUR, decimal_pos=1)


def money(cents: int) -> str:
    """Euros; cents only when there are any."""
    digits = number_format(cents / 100, decimal_pos=2 if cents % 100 else 0, force_grouping=True)
    return _("€ %(amount)s") % {"amount": digits}


def number(count: int) -> str:
    return str(number_format(count, force_grouping=True))


def pieces(form: str, count: int) -> str:
    """A number of things that one form is counted in."""
    words = {
        "idea": ngettext("%(count)s idea", "%(count)s ideas", count),
        "expertise": ngettext("%(count)s expert", "%(count)s experts", count),
        "space": ngettext("%(count)s room", "%(count)s rooms", count),
        "introduction": ngettext("%(count)s introduction", "%(count)s introductions", count),
    }
    plain = ngettext("%(count)s piece", "%(count)s pieces", count)
    return words.get(form, plain) % {"count": number(count)}


def _with(measure: str, label: str) -> str:
    return f"{measure}, {label}" if label else measure
