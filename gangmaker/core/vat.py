"""How much of the VAT in a cost a grant counts, exactly, and why. Cents; rounded once, down.

VAT that a party gets back is no cost of it. Which part it gets back is said by its regime on the
day of the cost; what a grant makes of that is a rule of the grant.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class VatRule(StrEnum):
    """What a grant counts of VAT."""

    NEVER = "never"
    NOT_RECOVERED = "not_recovered"
    ALWAYS = "always"


class VatBecause(StrEnum):
    """Why that much of the VAT counts."""

    NOT_TOLD = "not_told"
    """Nobody said how much of the cost is VAT."""
    NO_VAT = "no_vat"
    NEVER = "never"
    ALWAYS = "always"
    NO_REGIME = "no_regime"
    """Nobody said what the party recovers on that day."""
    RECOVERED = "recovered"
    NOT_RECOVERED = "not_recovered"
    PARTLY_RECOVERED = "partly_recovered"


@dataclass(frozen=True, slots=True)
class Regime:
    """The part of its VAT that a party recovers from a day on, in whole percent."""

    valid_from: date
    recovers: int


def regime_on(regimes: Iterable[Regime], day: date) -> Regime | None:
    """The last regime that began by ``day``; of two that begin together the later in order."""
    begun = [regime for regime in regimes if regime.valid_from <= day]
    return max(reversed(begun), key=lambda regime: regime.valid_from, default=None)


@dataclass(frozen=True, slots=True)
class Counted:
    """What of a cost counts. Without ``is_known`` nobody can say, and all of it stands there."""

    net: int
    vat: int
    vat_counted: int
    because: VatBecause
    recovers: int = 0

    @property
    def eligible(self) -> int:
        return self.net + self.vat_counted

    @property
    def is_known(self) -> bool:
        return self.because not in (VatBecause.NOT_TOLD, VatBecause.NO_REGIME)


def count(*, amount: int, vat: int | None, rule: str, regime: Regime | None) -> Counted:
    """What counts of ``amount``, which holds ``vat``; the part that is recovered is rounded up."""
    if rule == VatRule.ALWAYS:
        return Counted(amount - (vat or 0), vat or 0, vat or 0, VatBecause.ALWAYS)
    if vat is None:
        return Counted(amount, 0, 0, VatBecause.NOT_TOLD)
    net = amount - vat
    if vat == 0:
        return Counted(net, 0, 0, VatBecause.NO_VAT)
    if rule == VatRule.NEVER:
        return Counted(net, vat, 0, VatBecause.NEVER)
    if regime is None:
        return Counted(net, vat, vat, VatBecause.NO_REGIME)
    counted = vat * (100 - regime.recovers) // 100
    return Counted(net, vat, counted, _recovered(regime), regime.recovers)


def _recovered(regime: Regime) -> VatBecause:
    if regime.recovers == 0:
        return VatBecause.NOT_RECOVERED
    return VatBecause.RECOVERED if regime.recovers == 100 else VatBecause.PARTLY_RECOVERED
