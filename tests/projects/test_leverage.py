from datetime import date
from fractions import Fraction

import pytest

from gangmaker.contributions.queries import rates_of, usual_method
from gangmaker.projects.models import Grant
from gangmaker.projects.queries.leverage import Leverage, leverage_by, leverage_of_region
from gangmaker.trail.models import Party
from tests.contributions.ledger_world import make_entry, make_method, make_rate
from tests.projects.grants_world import make_grant
from tests.world import make_organisation, make_project

pytestmark = pytest.mark.django_db


def leverage_of(grant: Grant) -> tuple[Leverage, Leverage]:
    """As the dossier says it: by the method of the funder, else the usual one."""
    method = grant.method or usual_method()
    return leverage_by(grant, method=method, rates=rates_of(method) if method else ())


def test_both_variants_are_exact_and_named():
    project = make_project()
    method = make_method()
    make_rate(method)
    grant = make_grant(project, amount=300_000, method=method)
    make_entry(project, form="money", quantity=100_000)
    make_entry(project, quantity=240)
    make_entry(project, form="space", quantity=1)

    a, b = leverage_of(grant)

    assert (a.variant, a.ratio) == ("A", Fraction(1, 3))
    assert (b.variant, b.ratio) == ("B", Fraction(110_000, 300_000))
    assert (b.cash, b.hours, b.in_kind, b.without_rate) == (100_000, 10_000, 0, 1)
    assert b.method == method
    assert [rate.cents for rate in b.rates] == [2500]
    assert a.label != b.label
    assert a.definition != b.definition


def test_the_money_of_funders_and_of_who_leads_is_not_that_of_third_parties():
    project = make_project()
    funder, lead = make_organisation("Streekfonds"), make_organisation("Atelier")
    Party.objects.create(item=project, actor=lead, role="lead")
    grant = make_grant(project, funder=funder, amount=100)
    make_entry(project, form="money", quantity=70, giver=funder)
    make_entry(project, form="money", quantity=50, on_behalf_of=lead)
    make_entry(project, form="money", quantity=30)

    a, _b = leverage_of(grant)

    assert (a.cash, a.ratio) == (30, Fraction(3, 10))


def test_money_that_somebody_brings_for_a_funder_or_for_the_house_that_leads_is_theirs():
    funder, house = make_organisation("Streekfonds"), make_organisation("Buurthuis")
    project = make_project(on_behalf_of=house)
    project.parties.all().delete()
    grant = make_grant(project, funder=funder, amount=100)
    make_entry(project, form="money", quantity=70, on_behalf_of=funder)
    make_entry(project, form="money", quantity=50, on_behalf_of=house)
    make_entry(project, form="money", quantity=40, giver=house)
    make_entry(project, form="money", quantity=30, on_behalf_of=make_organisation("Bakkerij"))

    assert leverage_of(grant)[0].cash == 30


def test_what_is_not_confirmed_or_outside_the_period_does_not_count():
    project = make_project()
    grant = make_grant(project)
    make_entry(project, form="money", confirmed=False)
    make_entry(project, form="money", given_on=date(2025, 12, 31))
    make_entry(project, form="money", given_on=date(2027, 1, 1))
    make_entry(make_project(), form="money")

    assert leverage_of(grant)[0].ratio == 0

    make_entry(project, form="money", quantity=100, given_on=date(2026, 1, 1))
    make_entry(project, form="money", quantity=100, given_on=date(2026, 12, 31))
    assert leverage_of(grant)[0].cash == 200


def test_without_a_method_there_is_no_variant_b():
    grant = make_grant(make_project())

    a, b = leverage_of(grant)

    assert (a.ratio, b.ratio, b.method) == (Fraction(0), None, None)


def test_without_a_grant_there_is_no_leverage():
    assert [one.ratio for one in leverage_of_region()] == [None, None]


def test_in_the_region_an_entry_counts_once_whatever_grants_its_project_has():
    project = make_project()
    make_grant(project, amount=100)
    make_grant(project, amount=300, starts_on=date(2026, 6, 1))
    make_entry(project, form="money", quantity=200)

    assert leverage_of_region()[0].ratio == Fraction(200, 400)
    assert leverage_of_region(starts_from=date(2026, 6, 1))[0].ratio == Fraction(200, 300)
    assert leverage_of_region(starts_before=date(2026, 6, 1))[0].ratio == Fraction(200, 100)
