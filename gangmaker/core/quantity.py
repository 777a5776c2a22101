"""How much: exact amounts in one of three units, and the reading of what people type.

Minutes, cents and items are never added to each other. Writing an amount for people ("2 hours",
"€ 1.250") is left to the page, which knows the language.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

LARGEST = 2_000_000_000  # fits a 32-bit column
LONGEST_INPUT = 40


class Unit(StrEnum):
    MINUTES = "minutes"
    CENTS = "cents"
    ITEMS = "items"


UNIT_OF_FORM = {
    "idea": Unit.ITEMS,
    "time": Unit.MINUTES,
    "expertise": Unit.ITEMS,
    "money": Unit.CENTS,
    "space": Unit.ITEMS,
    "material": Unit.ITEMS,
    "introduction": Unit.ITEMS,
}


class Unreadable(ValueError):
    """What was typed is no amount; ``code`` says in which way."""

    code = "not_an_amount"


class NotPositive(Unreadable):
    code = "amount_not_positive"


class NotWhole(Unreadable):
    """More precise than the unit: a third of a minute, half a chair."""

    code = "amount_not_whole"


class Ambiguous(Unreadable):
    """Could be read as two different amounts, such as "0.500"."""

    code = "amount_ambiguous"


class TooLarge(Unreadable):
    code = "amount_too_large"


class UnitsDiffer(ValueError):
    code = "units_differ"


@dataclass(frozen=True, slots=True)
class Quantity:
    """``amount`` of ``unit``; may be negative, as a correction in the ledger is."""

    unit: Unit
    amount: int

    def __add__(self, other: "Quantity") -> "Quantity":
        self._refuse_other_unit(other)
        return Quantity(self.unit, self.amount + other.amount)

    def __sub__(self, other: "Quantity") -> "Quantity":
        self._refuse_other_unit(other)
        return Quantity(self.unit, self.amount - other.amount)

    def _refuse_other_unit(self, other: "Quantity") -> None:
        if self.unit is not other.unit:
            raise UnitsDiffer(f"{self.unit} and {other.unit} are not counted together.")


def unit_of(form: str) -> Unit:
    """In which unit a contribution of this form is counted. KeyError for an unknown form."""
    return UNIT_OF_FORM[form]


def totals(quantities: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """One sum per unit that occurs, in the order of ``Unit``."""
    sums: dict[Unit, int] = {}
    for quantity in quantities:
        sums[quantity.unit] = sums.get(quantity.unit, 0) + quantity.amount
    return tuple(Quantity(unit, sums[unit]) for unit in Unit if unit in sums)


def still_needed(asked: Quantity, given: Quantity) -> Quantity:
    """What is left to ask for; nothing (never less) when more was given than asked."""
    left = asked - given
    return Quantity(asked.unit, max(left.amount, 0))


def percent_given(asked: Quantity, given: Quantity) -> int:
    """0 to 100, rounded down, so that 100 means that nothing is needed any more."""
    left = still_needed(asked, given).amount
    if left == 0:
        return 100
    return max(given.amount, 0) * 100 // asked.amount


def hours_and_minutes(minutes: int) -> tuple[int, int]:
    return divmod(minutes, 60)


def euros_and_cents(cents: int) -> tuple[int, int]:
    return divmod(cents, 100)


def parse(text: str, unit: Unit) -> Quantity:
    """Read what somebody typed as an amount of ``unit``."""
    readers = {
        Unit.MINUTES: parse_minutes,
        Unit.CENTS: parse_cents,
        Unit.ITEMS: parse_items,
    }
    return Quantity(unit, readers[unit](text))


SPACE_THAT_SPLITS = re.compile(r"[0-9]\s+(?![0-9]{3}(?![0-9]))[0-9]")
MINUS = re.compile("€?[-\u2013\u2212]")  # as a hyphen, a dash or a minus sign

NUMBER = r"[0-9]+(?:[.,][0-9]+)?"
HOUR_WORD = r"(?:uren|uur|u|hours?|hrs?|heures?|h)\.?"
MINUTE_WORD = r"(?:minuten|minuut|minutes?|mins?|mn|m|['\u2032])\.?"
HOURS_ONLY = re.compile(rf"(?P<hours>{NUMBER})(?:{HOUR_WORD})?")
MINUTES_ONLY = re.compile(rf"(?P<minutes>{NUMBER}){MINUTE_WORD}")
HOURS_AND_MINUTES = re.compile(
    rf"(?P<hours>[0-9]+)(?::|{HOUR_WORD}(?:en|and|et)?)(?P<minutes>[0-9]{{1,2}})(?:{MINUTE_WORD})?"
)


def parse_minutes(text: str) -> int:
    """A time in minutes. A bare number is hours: "2", "1,5 uur", "2u30", "2:30", "90 min"."""
    typed = _compact(text)
    for pattern in (HOURS_AND_MINUTES, HOURS_ONLY, MINUTES_ONLY):
        if found := pattern.fullmatch(typed):
            parts = found.groupdict()
            hours, minutes = _decimal(parts.get("hours")), _decimal(parts.get("minutes"))
            if hours and minutes >= 60:
                raise Unreadable(f"{minutes} minutes are an hour or more.")
            return _checked(hours * 60 + minutes)
    raise Unreadable("This is not a time.")


def _decimal(number: str | None) -> Fraction:
    return Fraction((number or "0").replace(",", "."))


EURO = re.compile(r"€|euros?|eur")
GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<mark>[.,'\u2019])[0-9]{3})(?:(?P=mark)[0-9]{3})*")
DECIMALS = re.compile(r"(?P<whole>.*)[.,](?P<part>[0-9]{1,2}|-{1,2})")


def parse_cents(text: str) -> int:
    """An amount of euros in cents: "1.250,50", "1,250.50", "1 250,5", "€ 1250", "25,-".

    A mark before exactly three digits groups thousands; before one or two it starts the cents.
    """
    typed = EURO.sub("", _compact(text), count=1)
    whole, part = typed, ""
    if found := DECIMALS.fullmatch(typed):
        whole, part = found["whole"], found["part"].strip("-")
    return _checked(Fraction(_whole(whole) * 100 + int(part.ljust(2, "0") or 0)))


def parse_items(text: str) -> int:
    """A number of things: "12", "1.200", "1 200"."""
    typed = _compact(text)
    if re.fullmatch(r"[0-9]+[.,][0-9]{1,2}", typed):
        raise NotWhole("Only whole things are counted.")
    return _checked(Fraction(_whole(typed)))


def _whole(digits: str) -> int:
    if re.fullmatch(r"[0-9]+", digits):
        return int(digits)
    if not GROUPED.fullmatch(digits):
        raise Unreadable("This is not an amount.")
    if digits.startswith("0"):
        raise Ambiguous("Are these thousands, or parts of one?")
    return int(re.sub(r"[^0-9]", "", digits))


def _compact(text: str) -> str:
    """Lower case without white space. Between digits a space may only group thousands."""
    if len(text) > LONGEST_INPUT or SPACE_THAT_SPLITS.search(text):
        raise Unreadable("This is not an amount.")
    typed = re.sub(r"\s", "", text.lower())
    if MINUS.match(typed):
        raise NotPositive("An amount is more than nothing.")
    return typed


def _checked(amount: Fraction) -> int:
    if amount.denominator != 1:
        raise NotWhole("This is more precise than can be counted.")
    if amount <= 0:
        raise NotPositive("An amount is more than nothing.")
    if amount > LARGEST:
        raise TooLarge("This amount is too large.")
    return int(amount)
