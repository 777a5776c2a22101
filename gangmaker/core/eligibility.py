"""What a grant counts and what not, with every reason. A rule of the grant, never of the gift."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from gangmaker.core import letters
from gangmaker.core.letters import Letter
from gangmaker.core.vat import VatBecause

MONEY, TIME = "money", "time"


class Because(StrEnum):
    """Why something does not count for a grant; in the order in which people read them."""

    NOTHING_LEFT = "nothing_left"
    OTHER_PROJECT = "other_project"
    OUTSIDE_PERIOD = "outside_period"
    NOT_CONFIRMED = "not_confirmed"
    IS_THE_GRANT = "is_the_grant"
    OTHER_GRANT_PAYS = "other_grant_pays"
    FORM_NOT_COUNTED = "form_not_counted"
    IN_KIND_EXCLUDED = "in_kind_excluded"
    STAFF_NOT_COUNTED = "staff_not_counted"
    STAFF_BY_PERCENTAGE = "staff_by_percentage"
    STAFF_BY_HOUR = "staff_by_hour"
    NO_LETTER = "no_letter"
    OVER_LETTER = "over_letter"
    VAT_NOT_TOLD = "vat_not_told"
    NO_VAT_REGIME = "no_vat_regime"
    NO_RATE = "no_rate"
    CLAIMED_ELSEWHERE = "claimed_elsewhere"
    CLAIMED_HERE = "claimed_here"
    OVER_AMOUNT = "over_amount"


REFUSES_REPORT = frozenset(
    {Because.NOTHING_LEFT, Because.OTHER_PROJECT, Because.OUTSIDE_PERIOD, Because.NOT_CONFIRMED}
)
"""What does not count may be reported all the same, unless it is for one of these."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one grant counts. ``left`` is what of its amount was not claimed yet, in cents."""

    starts_on: date
    ends_on: date
    forms: frozenset[str]
    staff: str
    in_kind_counts: bool
    left: int


@dataclass(frozen=True, slots=True)
class Pay:
    """That a cost is a part of somebody's pay: of which days, how much that was in all, and the
    letters that this person has for the project."""

    since: date
    until: date
    whole: int
    letters: tuple[Letter, ...] = ()

    @property
    def letter(self) -> Letter | None:
        """The one that covers all these days."""
        return letters.covering(self.letters, since=self.since, until=self.until)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry of the ledger or a cost. ``cents`` is None where the method has no rate.

    ``form`` is empty for a cost. ``for_organisation``: given on behalf of one, so paid work.
    ``payer``: who pays a cost ("own", "third_party", "in_kind", "this_grant", "other_grant").
    """

    form: str
    on: date
    said: int
    cents: int | None
    in_project: bool
    confirmed: bool
    for_organisation: bool = False
    from_funder: bool = False
    payer: str = ""
    pay: Pay | None = None
    vat: VatBecause = VatBecause.NO_VAT
    claimed_here: bool = False
    claimed_elsewhere: bool = False

    @property
    def is_cost(self) -> bool:
        return not self.form

    @property
    def in_kind(self) -> bool:
        """Goods, rooms, ideas and the like; hours are a form of their own."""
        return self.payer == "in_kind" or self.form not in ("", MONEY, TIME)


def why_not(rules: Rules, candidate: Candidate) -> tuple[Because, ...]:
    """Every reason for which the grant does not count it; none: it may be claimed."""
    found = {
        Because.NOTHING_LEFT: candidate.said <= 0,
        Because.OTHER_PROJECT: not candidate.in_project,
        Because.OUTSIDE_PERIOD: _outside(rules, candidate),
        Because.NOT_CONFIRMED: not candidate.confirmed,
        Because.IS_THE_GRANT: candidate.form == MONEY and candidate.from_funder,
        Because.OTHER_GRANT_PAYS: candidate.payer == "other_grant",
        Because.FORM_NOT_COUNTED: bool(candidate.form) and candidate.form not in rules.forms,
        Because.IN_KIND_EXCLUDED: candidate.in_kind and not rules.in_kind_counts,
        Because.NO_RATE: candidate.cents is None,
        Because.VAT_NOT_TOLD: candidate.vat == VatBecause.NOT_TOLD,
        Because.NO_VAT_REGIME: candidate.vat == VatBecause.NO_REGIME,
        Because.CLAIMED_ELSEWHERE: candidate.claimed_elsewhere,
        Because.CLAIMED_HERE: candidate.claimed_here,
        Because.OVER_AMOUNT: candidate.payer == "this_grant"
        and (candidate.cents or 0) > rules.left,
    } | _staff(rules, candidate)
    return tuple(reason for reason in Because if found.get(reason))


def _outside(rules: Rules, candidate: Candidate) -> bool:
    """Pay is for work in the period, and was paid in it."""
    days = [candidate.on]
    if candidate.pay is not None:
        days += [candidate.pay.since, candidate.pay.until]
    return not all(rules.starts_on <= day <= rules.ends_on for day in days)


def _staff(rules: Rules, candidate: Candidate) -> dict[Because, bool]:
    """Hours given on behalf of an organisation are paid work; volunteers' hours are not."""
    pay = candidate.pay
    by_the_hour = candidate.form == TIME and candidate.for_organisation
    is_staff = by_the_hour or pay is not None
    by_percentage = rules.staff == "percentage"
    return {
        Because.STAFF_NOT_COUNTED: is_staff and rules.staff == "none",
        Because.STAFF_BY_PERCENTAGE: by_the_hour and by_percentage,
        Because.STAFF_BY_HOUR: pay is not None and rules.staff == "hourly",
        Because.NO_LETTER: pay is not None and by_percentage and pay.letter is None,
        Because.OVER_LETTER: pay is not None and by_percentage and _over_letter(candidate, pay),
    }


def _over_letter(candidate: Candidate, pay: Pay) -> bool:
    letter = pay.letter
    if letter is None:
        return False
    return not letters.is_within(letter, amount=candidate.said, whole_pay=pay.whole)


@dataclass(frozen=True, slots=True)
class CoFinancing:
    """Who bears what was claimed. ``required`` is the part that others have to bear."""

    total: int
    from_grant: int
    required: Fraction

    @property
    def from_others(self) -> int:
        return self.total - self.from_grant

    @property
    def share(self) -> Fraction | None:
        """The part that others bear; None while nothing was claimed."""
        return Fraction(self.from_others, self.total) if self.total else None

    @property
    def grant_share(self) -> Fraction | None:
        return Fraction(self.from_grant, self.total) if self.total else None

    @property
    def missing(self) -> int:
        """Cents that others still have to bear for what is claimed now, rounded up."""
        needed = self.required * self.total
        return max(0, -(-needed.numerator // needed.denominator) - self.from_others)


@dataclass(frozen=True, slots=True)
class Claimed:
    """One claimed line, as co-financing reads it."""

    cents: int
    is_cost: bool
    form: str
    payer: str


def co_financing(lines: Iterable[Claimed], *, required: Fraction) -> CoFinancing:
    """Costs, and the value of hours and goods; money given is where costs are paid from.

    So money entries are evidence and are not added: else a euro would count twice.
    """
    counted = [line for line in lines if line.is_cost or line.form != MONEY]
    return CoFinancing(
        total=sum(line.cents for line in counted),
        from_grant=sum(line.cents for line in counted if line.payer == "this_grant"),
        required=required,
    )
