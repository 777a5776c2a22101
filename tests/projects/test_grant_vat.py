"""What of a bill a grant counts follows from its rule and the party's regime on that day."""

from datetime import date

import pytest
from django.utils import translation

from gangmaker.actors.rules import NotYours
from gangmaker.core.eligibility import Because
from gangmaker.projects.models import Grant, Payer, VatRegime, VatRule
from gangmaker.projects.operations.budget import correct_cost
from gangmaker.projects.operations.grants import change_grant, correct_line, enter_line
from gangmaker.projects.queries.grants import dossier_of, why_not
from gangmaker.projects.queries.vat import regimes_in_order
from gangmaker.trail.models import Act
from tests.projects.grants_world import make_cost, make_grant, make_regime, make_terms
from tests.trail.violations import constraints_of, refused_change, refused_copy
from tests.world import NOON, make_organisation, make_person, make_project

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def rows(grant: Grant) -> list[tuple[int | None, list[str]]]:
    grant = Grant.objects.get(pk=grant.pk)
    found = dossier_of(grant, viewer=grant.owner, at=NOON)
    return [(row.cents, [str(note) for note in row.notes]) for row in found.rows]


def bill(project, party=None, **more):
    """A hundred euros, and 21 of VAT."""
    return make_cost(project, **({"amount": 12_100, "vat": 2_100, "borne_by": party} | more))


@pytest.mark.parametrize(
    ("rule", "recovers", "counts", "note"),
    [
        ("never", None, 10_000, "This grant counts no VAT."),
        ("always", None, 12_100, "This grant counts all VAT, also what is recovered."),
        ("not_recovered", 0, 12_100, "The VAT counts: Budalab recovers none of it."),
        ("not_recovered", 100, 10_000, "The VAT does not count: Budalab recovers all of it."),
        ("not_recovered", 30, 11_470, "70 % of the VAT counts: Budalab recovers 30 %."),
    ],
)
def test_a_bill_counts_for_what_is_a_cost_and_says_why(rule, recovers, counts, note):
    project, party = make_project(), make_organisation("Budalab")
    grant = make_grant(project, vat_rule=rule)
    cost = bill(project, party)
    if recovers is not None:
        make_regime(party, recovers, by=grant.owner)

    line = enter_line(grant=grant, what=cost, use="claimed", by=grant.owner, now=NOON)

    assert (line.said, line.cents) == (12_100, counts)
    with translation.override("en"):
        assert rows(grant) == [(counts, [note])]
    assert dossier_of(grant, viewer=grant.owner, at=NOON).claimed_cents == counts


def test_the_regime_of_the_day_of_the_bill_counts():
    project, party = make_project(), make_organisation()
    grant = make_grant(project, vat_rule=VatRule.NOT_RECOVERED)
    make_regime(party, 0, valid_from=date(2026, 1, 1))
    make_regime(party, 100, valid_from=date(2026, 7, 1))
    make_regime(party, 50, valid_from=date(2026, 7, 1))

    bill(project, party, spent_on=date(2026, 6, 30))
    bill(project, party, spent_on=date(2026, 7, 1))

    assert [cents for cents, _notes in rows(grant)] == [12_100, 11_050]


def test_of_whom_nobody_knows_the_regime_it_says_what_to_do():
    project, party = make_project(), make_organisation("Budalab")
    grant = make_grant(project, vat_rule=VatRule.NOT_RECOVERED)
    make_regime(make_organisation("Another"), 0)
    make_regime(party, 0, valid_from=date(2026, 12, 1))

    [reason] = why_not(grant, bill(project, party))

    assert reason.code == Because.NO_VAT_REGIME
    with translation.override("en"):
        assert str(reason) == (
            "Nobody said how much of its VAT Budalab recovers on that day. Enter that first."
        )
    assert why_not(grant, bill(project, party, vat=0)) == ()


def test_a_bill_is_of_whoever_leads_the_project_unless_it_names_somebody():
    house = make_organisation("Buurthuis")
    project = make_project(on_behalf_of=house)
    grant = make_grant(project, vat_rule=VatRule.NOT_RECOVERED)
    make_regime(house, 100)

    bill(project)

    assert [cents for cents, _notes in rows(grant)] == [10_000]


def test_what_was_entered_before_vat_was_told_apart_is_not_guessed():
    project = make_project()
    grant, generous = make_grant(project), make_grant(project, vat_rule=VatRule.ALWAYS)
    cost = bill(project, vat=None)

    assert [reason.code for reason in why_not(grant, cost)] == [Because.VAT_NOT_TOLD]
    assert why_not(generous, cost) == ()
    correct_cost(
        cost=cost, amount=12_100, vat=2_100, seen=12_100, reason="x", by=grant.owner, now=NOON
    )
    assert why_not(grant, cost) == ()


def test_a_claim_asks_to_be_entered_anew_when_its_vat_was_told_otherwise():
    project = make_project()
    grant = make_grant(project)
    cost = bill(project)
    line = enter_line(grant=grant, what=cost, use="claimed", by=grant.owner, now=NOON)
    correct_cost(
        cost=cost, amount=12_100, vat=600, seen=12_100, reason="6 %", by=grant.owner, now=NOON
    )

    [row] = dossier_of(grant, viewer=grant.owner, at=NOON).to_correct
    new = correct_line(line=line, by=grant.owner, now=NOON)

    assert (row.difference, new.said, new.cents) == (1_500, 12_100, 11_500)
    assert dossier_of(grant, viewer=grant.owner, at=NOON).to_correct == []


def test_a_grant_that_counts_vat_otherwise_leaves_claims_as_they_were_and_says_so():
    project = make_project()
    grant = make_grant(project)
    line = enter_line(grant=grant, what=bill(project), use="claimed", by=grant.owner, now=NOON)
    terms = make_terms(owner=grant.owner, funder=grant.funder, vat_rule=VatRule.ALWAYS)

    change_grant(grant=grant, terms=terms, by=grant.owner, now=NOON)

    grant.refresh_from_db()
    line.refresh_from_db()
    [row] = dossier_of(grant, viewer=grant.owner, at=NOON).to_correct
    assert (line.cents, row.difference) == (10_000, 2_100)


def test_only_what_counts_takes_from_the_grant_and_stands_in_the_own_share():
    project = make_project()
    grant = make_grant(project, amount=20_000, own_share=5000)
    enter_line(grant=grant, what=bill(project), use="claimed", by=grant.owner, now=NOON)
    second = bill(project)
    own = bill(project, payer=Payer.OWN)

    enter_line(grant=grant, what=own, use="claimed", by=grant.owner, now=NOON)
    enter_line(grant=grant, what=second, use="claimed", by=grant.owner, now=NOON)

    found = dossier_of(grant, viewer=grant.owner, at=NOON).co_financing()
    assert (found.total, found.from_grant, found.missing) == (30_000, 20_000, 5_000)


def test_only_who_keeps_grants_says_what_a_party_recovers():
    party = make_organisation()

    with pytest.raises(NotYours):
        make_regime(party, 0, by=make_person())
    regime = make_regime(party, 21)

    act = Act.objects.get(verb="vat.regime_entered")
    assert (act.subject, act.data["recovers"]) == (party, 21)
    assert list(regimes_in_order()) == [regime]


def test_the_database_keeps_regimes_as_they_were_said():
    regime = make_regime(make_organisation(), 21)

    refused_copy(regime, recovers=101)
    refused_copy(regime, source="")
    refused_change(regime, recovers=6)
    assert constraints_of(VatRegime) == {"vat_regime_recovers_a_part", "vat_regime_has_a_source"}


def test_what_parties_recover_is_looked_up_once(django_assert_max_num_queries):
    project, party = make_project(), make_organisation()
    grant = make_grant(project, vat_rule=VatRule.NOT_RECOVERED)
    make_regime(party, 30)
    for _ in range(5):
        bill(project, party)
    grant = Grant.objects.select_related("method", "funder").get()
    owner = grant.owner
    assert owner.is_team

    with django_assert_max_num_queries(6):
        dossier_of(grant, viewer=owner, at=NOON)
