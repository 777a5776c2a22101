"""Golden numbers of VAT: what of a bill counts, to the cent, and why."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.vat import Regime, VatBecause, VatRule, count, regime_on

JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)


def regime(recovers: int) -> Regime:
    return Regime(JANUARY, recovers)


@pytest.mark.parametrize(
    ("amount", "vat", "rule", "recovers", "eligible", "because"),
    [
        (12_100, 2_100, "never", 0, 10_000, VatBecause.NEVER),
        (12_100, 2_100, "always", 100, 12_100, VatBecause.ALWAYS),
        (12_100, 2_100, "not_recovered", 0, 12_100, VatBecause.NOT_RECOVERED),
        (12_100, 2_100, "not_recovered", 100, 10_000, VatBecause.RECOVERED),
        (12_100, 2_100, "not_recovered", 30, 11_470, VatBecause.PARTLY_RECOVERED),
        (1_919, 333, "not_recovered", 30, 1_586 + 233, VatBecause.PARTLY_RECOVERED),
        (101, 1, "not_recovered", 1, 100, VatBecause.PARTLY_RECOVERED),
        (10_600, 600, "not_recovered", 17, 10_498, VatBecause.PARTLY_RECOVERED),
        (10_000, 0, "not_recovered", 100, 10_000, VatBecause.NO_VAT),
        (10_000, 0, "never", 100, 10_000, VatBecause.NO_VAT),
    ],
)
def test_what_counts_of_a_bill(amount, vat, rule, recovers, eligible, because):
    found = count(amount=amount, vat=vat, rule=rule, regime=regime(recovers))

    assert (found.eligible, found.because, found.is_known) == (eligible, because, True)


def test_nobody_guesses_what_was_not_told():
    not_told = count(amount=12_100, vat=None, rule=VatRule.NEVER, regime=regime(0))
    no_regime = count(amount=12_100, vat=2_100, rule=VatRule.NOT_RECOVERED, regime=None)

    assert (not_told.because, not_told.is_known) == (VatBecause.NOT_TOLD, False)
    assert (no_regime.because, no_regime.is_known) == (VatBecause.NO_REGIME, False)
    assert count(amount=12_100, vat=None, rule=VatRule.ALWAYS, regime=None).eligible == 12_100
    assert count(amount=12_100, vat=0, rule=VatRule.NOT_RECOVERED, regime=None).is_known


def test_a_regime_holds_from_its_day_until_the_next_and_the_later_word_for_a_day_counts():
    first, second, put_right = Regime(JANUARY, 0), Regime(JULY, 30), Regime(JULY, 40)

    assert regime_on([first, second], date(2025, 12, 31)) is None
    assert regime_on([second, first], date(2026, 6, 30)) == first
    assert regime_on([first, second], JULY) == second
    assert regime_on([first, second, put_right], JULY) == put_right


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(0, 100))
def test_what_counts_and_what_is_recovered_never_pass_the_bill(net, vat, recovers):
    found = count(amount=net + vat, vat=vat, rule=VatRule.NOT_RECOVERED, regime=regime(recovers))

    assert net <= found.eligible <= net + vat
    assert 0 <= (100 - recovers) * vat - 100 * (found.eligible - net) < 100
