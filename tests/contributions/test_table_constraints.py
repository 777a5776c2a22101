"""What must hold about rates, caps and allowances holds in the database itself."""

from collections.abc import Callable
from datetime import date

import pytest

from gangmaker.contributions.models import Allowance, VolunteerYear
from gangmaker.contributions.operations import acknowledge_note, take_back_allowance
from tests.contributions.ledger_world import (
    YESTERDAY,
    make_caps,
    make_house,
    make_method,
    make_note,
    make_rate,
    make_volunteer,
    pay,
)
from tests.trail.violations import refused, refused_change, refused_copy
from tests.world import NOON, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def an_allowance() -> Allowance:
    make_caps()
    organisation, admin = make_house()
    return pay(organisation, make_volunteer(organisation), by=admin, cents=2000)


def a_rate_for_money() -> None:
    refused_copy(make_rate(make_method()), form="money")


def a_rate_of_nothing() -> None:
    refused_copy(make_rate(make_method()), cents=0)


def a_rate_without_a_source() -> None:
    refused_copy(make_rate(make_method()), source="")


def a_rate_that_ends_before_it_starts() -> None:
    refused_copy(make_rate(make_method()), valid_until=date(2025, 1, 1))


def a_rate_that_replaces_itself() -> None:
    refused_copy(make_rate(make_method()), id=10**6, supersedes_id=10**6)


def a_method_without_a_source() -> None:
    refused_change(make_method(), source="")


def a_cap_of_a_day_above_that_of_a_year() -> None:
    refused_change(make_caps(), day_cents=200_000)


def a_raised_cap_that_is_lower() -> None:
    refused_change(make_caps(), raised_year_cents=10_000)


def a_cap_without_a_source() -> None:
    refused_change(make_caps(), source="")


def a_year_of_two_schemes() -> None:
    refused_copy(an_allowance().in_year, scheme="real_costs")


def an_allowance_of_nothing() -> None:
    refused_copy(an_allowance(), cents=0)


def an_allowance_for_travel_without_a_way() -> None:
    refused_copy(an_allowance(), kind="travel")
    refused_copy(an_allowance(), kilometres=12)


def an_allowance_taken_back_without_a_reason() -> None:
    allowance = an_allowance()
    refused_change(allowance, taken_back_at=NOON, taken_back_by_id=allowance.by_id)


def a_version_of_a_note_twice() -> None:
    organisation, admin = make_house()
    refused_copy(make_note(organisation, by=admin))


def a_note_read_twice() -> None:
    organisation, admin = make_house()
    note = make_note(organisation, by=admin)
    refused_copy(acknowledge_note(note=note, by=make_person(), now=NOON))


BROKEN: dict[str, Callable[[], None]] = {
    "rate_is_not_for_money": a_rate_for_money,
    "rate_is_more_than_nothing": a_rate_of_nothing,
    "rate_has_a_source": a_rate_without_a_source,
    "rate_ends_after_it_starts": a_rate_that_ends_before_it_starts,
    "rate_does_not_supersede_itself": a_rate_that_replaces_itself,
    "valuation_method_has_a_source": a_method_without_a_source,
    "volunteer_cap_of_a_year_is_more_than_of_a_day": a_cap_of_a_day_above_that_of_a_year,
    "volunteer_cap_raised_is_higher": a_raised_cap_that_is_lower,
    "volunteer_cap_has_a_source": a_cap_without_a_source,
    "volunteer_year_once": a_year_of_two_schemes,
    "allowance_of_something": an_allowance_of_nothing,
    "allowance_for_travel_counts_kilometres": an_allowance_for_travel_without_a_way,
    "allowance_taken_back_with_a_reason": an_allowance_taken_back_without_a_reason,
    "information_note_version_once": a_version_of_a_note_twice,
    "information_note_acknowledged_once": a_note_read_twice,
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_breaks(name):
    BROKEN[name]()


def test_a_rate_is_replaced_and_never_changed():
    rate = make_rate(make_method())

    refused_change(rate, cents=1)
    refused("DELETE FROM contributions_rate WHERE id = %s", rate.pk)


def test_what_volunteers_were_told_is_never_changed():
    organisation, admin = make_house()
    note = make_note(organisation, by=admin)
    read = acknowledge_note(note=note, by=make_person(), now=NOON)

    refused_change(note, aim="Iets anders.")
    refused_change(read, volunteer_id=admin.pk)


def test_schemes_are_not_mixed_in_one_year():
    allowance = an_allowance()

    refused_copy(allowance, kind="real_costs")
    refused_change(VolunteerYear.objects.get(), scheme="real_costs")


def test_an_allowance_is_of_the_year_of_its_volunteer():
    refused_copy(an_allowance(), day=date(2025, 12, 31))


def test_an_allowance_is_taken_back_never_rewritten():
    allowance = an_allowance()

    refused_change(allowance, cents=1)
    take_back_allowance(allowance=allowance, by=allowance.by, reason="Vergissing.", now=NOON)

    assert Allowance.objects.get(day=YESTERDAY).taken_back_at == NOON
