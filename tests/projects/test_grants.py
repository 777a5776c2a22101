from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.utils import translation

from gangmaker.actors.models import MembershipRole
from gangmaker.actors.rules import NotYours
from gangmaker.contributions.operations import correct_entry
from gangmaker.core.eligibility import Because
from gangmaker.projects.models import Grant, GrantLine, Payer
from gangmaker.projects.operations.grants import (
    AwardedAlready,
    ClaimedMeanwhile,
    MoreThanTheGrant,
    NotEligible,
    StillClaimed,
    award,
    change_grant,
    correct_line,
    end_award,
    enter_grant,
    enter_line,
    meet_deadline,
    set_deadline,
    withdraw_line,
)
from gangmaker.projects.queries.grants import deadlines_of, dossier_of, grants_for, why_not
from gangmaker.projects.rules import sees_grant
from gangmaker.trail.models import Act
from tests.contributions.ledger_world import YESTERDAY, make_entry, make_method, make_rate
from tests.faults.crowds import all_at_once
from tests.projects.grants_world import correct, make_cost, make_grant, make_terms
from tests.world import (
    NOON,
    make_membership,
    make_organisation,
    make_person,
    make_project,
    make_team,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def claim(grant: Grant, what, use: str = "claimed") -> GrantLine:
    return enter_line(grant=grant, what=what, use=use, by=grant.owner, now=NOON)


def codes(grant: Grant, what) -> list[Because]:
    return [reason.code for reason in why_not(grant, what)]


def test_money_is_claimed_for_what_it_is_and_hours_by_the_method():
    project = make_project()
    method = make_method()
    rate = make_rate(method)
    grant = make_grant(project, method=method)

    money = claim(grant, make_entry(project, form="money", quantity=12_345))
    hours = claim(grant, make_entry(project, quantity=90))

    assert (money.said, money.cents, money.rate) == (12_345, 12_345, None)
    assert (hours.said, hours.cents, hours.rate) == (90, 3750, rate)


def test_a_fact_is_reported_to_several_and_claimed_once():
    project = make_project()
    one, other = make_grant(project), make_grant(project, title="Bovenlokaal")
    entry = make_entry(project, form="money", quantity=5000)
    claim(one, entry)

    claim(other, entry, use="reported")

    with pytest.raises(NotEligible) as refused:
        claim(other, entry)
    assert [reason.code for reason in refused.value.reasons] == [Because.CLAIMED_ELSEWHERE]
    assert "Durf te zorgen" in str(refused.value)


def test_what_is_taken_out_of_one_grant_can_be_claimed_from_another():
    project = make_project()
    one, other = make_grant(project), make_grant(project)
    entry = make_entry(project, form="money")
    line = claim(one, entry)

    withdraw_line(line=line, by=one.owner, reason="Bij het andere fonds.", now=NOON)

    assert claim(other, entry).grant == other


def test_what_was_reported_becomes_claimed_by_a_line_of_its_own():
    project = make_project()
    grant = make_grant(project)
    entry = make_entry(project, form="money")
    reported = claim(grant, entry, use="reported")

    line = claim(grant, entry)

    reported.refresh_from_db()
    assert (reported.withdrawn_reason, line.use) == ("claimed", "claimed")
    with pytest.raises(NotEligible):
        claim(grant, entry)


def test_every_reason_is_found_in_the_rows():
    project = make_project()
    funder = make_organisation("Streekfonds")
    grant = make_grant(
        project, funder=funder, forms=frozenset({"money", "time"}), in_kind_counts=False
    )
    other_funder = make_organisation("Stad")

    assert codes(grant, make_entry(make_project(), form="money")) == [Because.OTHER_PROJECT]
    assert codes(grant, make_entry(project, form="money", given_on=date(2025, 1, 1))) == [
        Because.OUTSIDE_PERIOD
    ]
    assert codes(grant, make_entry(project, form="money", confirmed=False)) == [
        Because.NOT_CONFIRMED
    ]
    assert codes(grant, make_entry(project, form="money", giver=funder)) == [Because.IS_THE_GRANT]
    assert codes(grant, make_entry(project)) == [Because.NO_RATE]
    assert codes(grant, make_entry(project, form="space", quantity=1)) == [
        Because.FORM_NOT_COUNTED,
        Because.IN_KIND_EXCLUDED,
        Because.NO_RATE,
    ]
    assert codes(grant, make_cost(project, paid_by=other_funder)) == [Because.OTHER_GRANT_PAYS]
    assert codes(grant, make_cost(project, payer=Payer.IN_KIND)) == [Because.IN_KIND_EXCLUDED]
    assert codes(grant, make_cost(project, amount=1_000_001)) == [Because.OVER_AMOUNT]
    assert codes(grant, make_cost(project)) == []


def test_a_grant_is_not_passed_by_many_small_costs():
    project = make_project()
    grant = make_grant(project, amount=100_000)
    claim(grant, make_cost(project, amount=60_000))

    assert codes(grant, make_cost(project, amount=40_001)) == [Because.OVER_AMOUNT]
    assert codes(grant, make_cost(project, amount=40_000)) == []


def test_a_correction_of_what_was_claimed_asks_to_correct_the_claim():
    project = make_project()
    grant = make_grant(project)
    entry = make_entry(project, form="money", quantity=5000)
    cost = make_cost(project, amount=8000)
    lines = [claim(grant, entry), claim(grant, cost)]
    correct_entry(
        entry=entry, difference=-500, seen=5000, reason="Minder.", by=project.owner, now=NOON
    )
    correct(cost, 200)

    dossier = dossier_of(grant, viewer=grant.owner, at=NOON)
    assert sorted(row.difference for row in dossier.to_correct) == [-500, 200]
    new = [correct_line(line=line, by=grant.owner, now=NOON) for line in lines]

    assert [(line.said, line.cents) for line in new] == [(4500, 4500), (8200, 8200)]
    assert dossier_of(grant, viewer=grant.owner, at=NOON).to_correct == []


def test_a_claim_corrected_to_nothing_stays_until_somebody_takes_it_out():
    project = make_project()
    grant = make_grant(project)
    entry = make_entry(project, form="money", quantity=5000)
    line = claim(grant, entry)
    correct_entry(
        entry=entry, difference=-5000, seen=5000, reason="Terug.", by=project.owner, now=NOON
    )

    with pytest.raises(NotEligible):
        correct_line(line=line, by=grant.owner, now=NOON)

    [row] = dossier_of(grant, viewer=grant.owner, at=NOON).claimed
    assert [reason.code for reason in row.doubts] == [Because.NOTHING_LEFT]


def test_the_own_share_is_what_others_bear_of_what_was_claimed():
    project = make_project()
    grant = make_grant(project, own_share=2000)
    claim(grant, make_cost(project, amount=90_000))
    claim(grant, make_cost(project, amount=10_000, payer=Payer.OWN))

    found = dossier_of(grant, viewer=grant.owner, at=NOON).co_financing()

    assert (found.share, found.required) == (Fraction(1, 10), Fraction(1, 5))
    assert found.missing == 10_000


def test_projects_get_parts_of_a_grant_once_and_never_more_than_it():
    project, other = make_project(), make_project()
    grant = make_grant(project, amount=1000)

    less = make_terms(amount=999, owner=grant.owner, funder=grant.funder)
    with pytest.raises(MoreThanTheGrant):
        change_grant(grant=grant, terms=less, by=grant.owner, now=NOON)
    with pytest.raises(MoreThanTheGrant):
        award(grant=grant, project=other, amount=1, by=grant.owner, now=NOON)
    change_grant(
        grant=grant,
        terms=make_terms(amount=2000, owner=grant.owner, funder=grant.funder),
        by=grant.owner,
        now=NOON,
    )
    with pytest.raises(AwardedAlready):
        award(grant=grant, project=project, amount=1, by=grant.owner, now=NOON)


def test_a_project_with_claims_stays_in_the_grant():
    project = make_project()
    grant = make_grant(project)
    line = claim(grant, make_cost(project))

    with pytest.raises(StillClaimed):
        end_award(award=grant.awards.get(), by=grant.owner, now=NOON)
    withdraw_line(line=line, by=grant.owner, reason="Fout.", now=NOON)
    end_award(award=grant.awards.get(), by=grant.owner, now=NOON)

    assert not grant.awards.exists()


def test_deadlines_wait_for_the_owner_until_they_are_met():
    grant = make_grant()
    later = set_deadline(
        grant=grant, what="Eindverslag", due_on=date(2027, 3, 1), by=grant.owner, now=NOON
    )
    first = set_deadline(
        grant=grant, what="Verslag", due_on=date(2026, 12, 1), by=grant.owner, now=NOON
    )
    assert deadlines_of(grant.owner) == [first, later]

    meet_deadline(deadline=first, by=grant.owner, now=NOON)

    assert deadlines_of(grant.owner) == [later]
    assert Act.objects.filter(verb="grant.deadline_met").count() == 1


def test_the_funder_reads_its_own_grant_and_what_was_claimed_from_it():
    reader = make_person()
    funder = make_organisation("Streekfonds", admin=reader)
    project = make_project(audience="parties")
    grant, other = make_grant(project, funder=funder), make_grant(project)
    giver = make_person("A name for members only", audience="team")
    claimed = make_entry(project, form="money", giver=giver)
    make_entry(project, form="money")
    claim(grant, claimed)

    dossier = dossier_of(grant, viewer=reader, at=NOON)

    assert [row.key for row in dossier.rows] == [f"entry-{claimed.pk}"]
    assert (dossier.claimed[0].title, dossier.claimed[0].slug) == ("", "")
    assert "name" not in dossier.claimed[0].who
    assert list(grants_for(reader)) == [grant]
    assert not sees_grant(reader, other)
    assert reader.organisation_roles == {funder.pk: MembershipRole.ADMIN}


def test_what_another_funder_gives_is_told_to_the_team_only():
    reader = make_person()
    project = make_project()
    grant = make_grant(project, funder=make_organisation("Streekfonds", admin=reader))
    other = make_grant(project, title="Een ander fonds")
    entry = make_entry(project, form="money")
    claim(other, entry)
    claim(grant, entry, use="reported")

    def told(viewer) -> list[str]:
        return [str(reason) for reason in dossier_of(grant, viewer=viewer, at=NOON).rows[0].reasons]

    with translation.override("en"):
        assert told(reader) == ["It is claimed already from another grant."]
        assert told(grant.owner) == ["It is claimed already from another grant: Een ander fonds."]


@pytest.mark.parametrize("role", ["moderator", "editor"])
def test_only_brokers_and_administrators_keep_grants(role):
    with pytest.raises(NotYours):
        enter_grant(terms=make_terms(), by=make_team(role), now=NOON)


@pytest.mark.parametrize("count", [1, 12])
def test_a_dossier_costs_the_same_however_much_is_in_it(count, django_assert_num_queries):
    project = make_project()
    grant = make_grant(project)
    owner = make_team("region_admin")
    assert owner.is_team
    for _ in range(count):
        claim(grant, make_entry(project, form="money"))
        claim(grant, make_cost(project, amount=100))
        make_entry(project, form="money", given_on=date(2020, 1, 1))
    grant = Grant.objects.select_related("method", "funder").get()

    with django_assert_num_queries(5):
        dossier = dossier_of(grant, viewer=owner, at=NOON)

    assert (len(dossier.claimed), len(dossier.ineligible)) == (2 * count, count)


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_of_many_who_claim_one_entry_from_two_grants_at_once_one_does():
    project = make_project()
    grants = [make_grant(project), make_grant(project)]
    entry = make_entry(project, form="money", quantity=5000)

    outcomes = all_at_once(20, lambda number: claim(grants[number % 2], entry))

    assert outcomes["done"] == 1
    assert set(outcomes) <= {"done", "claimed_meanwhile", "not_eligible"}
    assert GrantLine.objects.filter(use="claimed", withdrawn_at=None).count() == 1
    connection.close()


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_of_many_claims_at_once_none_passes_the_grant():
    project = make_project()
    grant = make_grant(project, amount=100_000)
    costs = [make_cost(project, amount=30_000) for _ in range(8)]

    outcomes = all_at_once(8, lambda number: claim(grant, costs[number]))

    assert outcomes == {"done": 3, "not_eligible": 5}
    assert NOON.date() > YESTERDAY
    assert ClaimedMeanwhile.code == "claimed_meanwhile"


def test_a_project_with_a_reported_gift_stays_in_the_grant():
    project = make_project()
    grant = make_grant(project)
    claim(grant, make_entry(project, form="money"), use="reported")

    with pytest.raises(StillClaimed):
        end_award(award=grant.awards.get(), by=grant.owner, now=NOON)


def test_what_nobody_confirmed_is_not_even_reported():
    project = make_project()
    grant = make_grant(project)

    with pytest.raises(NotEligible) as refused:
        claim(grant, make_entry(project, form="money", confirmed=False), use="reported")

    assert [reason.code for reason in refused.value.reasons] == [Because.NOT_CONFIRMED]


def test_a_grant_is_kept_by_nobody_else_in_any_way():
    project, editor = make_project(), make_team("editor")
    grant, cost = make_grant(project), make_cost(project)
    line = claim(grant, cost)
    deadline = set_deadline(
        grant=grant, what="Verslag", due_on=date(2026, 12, 1), by=grant.owner, now=NOON
    )
    terms = make_terms(owner=grant.owner, funder=grant.funder)
    ways: list[Callable[[], object]] = [
        lambda: change_grant(grant=grant, terms=terms, by=editor, now=NOON),
        lambda: award(grant=grant, project=make_project(), amount=1, by=editor, now=NOON),
        lambda: end_award(award=grant.awards.get(), by=editor, now=NOON),
        lambda: set_deadline(grant=grant, what="x", due_on=date(2026, 12, 1), by=editor, now=NOON),
        lambda: meet_deadline(deadline=deadline, by=editor, now=NOON),
        lambda: enter_line(grant=grant, what=cost, use="claimed", by=editor, now=NOON),
        lambda: withdraw_line(line=line, by=editor, reason="x", now=NOON),
        lambda: correct_line(line=line, by=editor, now=NOON),
    ]

    for way in ways:
        with pytest.raises(NotYours):
            way()


def test_of_a_funder_only_who_acts_for_it_finds_its_grants():
    editor, member = make_person(), make_person()
    funder = make_organisation("Streekfonds")
    make_membership(editor, funder, MembershipRole.EDITOR)
    make_membership(member, funder, MembershipRole.MEMBER)
    grant = make_grant(make_project(), funder=funder)

    assert list(grants_for(editor)) == [grant]
    assert list(grants_for(member)) == []
