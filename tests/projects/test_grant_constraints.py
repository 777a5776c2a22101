"""What must hold about grants holds in the database itself."""

from collections.abc import Callable
from datetime import date

import pytest

from gangmaker.contributions.operations import correct_entry
from gangmaker.projects.models import Grant, GrantForm, GrantLine
from gangmaker.projects.models import grants as grant_models
from gangmaker.projects.operations.grants import enter_line, set_deadline, withdraw_line
from tests.contributions.ledger_world import make_entry
from tests.projects.grants_world import correct, make_cost, make_grant
from tests.trail.violations import constraints_of, copy, refused_change, refused_copy
from tests.world import NOON, make_project

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def a_line(use: str = "claimed", *, of_cost: bool = False) -> GrantLine:
    project = make_project()
    grant = make_grant(project)
    what = make_cost(project) if of_cost else make_entry(project, form="money")
    return enter_line(grant=grant, what=what, use=use, by=grant.owner, now=NOON)


def a_grant_of_nothing() -> None:
    refused_change(make_grant(), amount=0)


def a_grant_in_another_currency() -> None:
    refused_change(make_grant(), currency="USD")


def a_grant_that_ends_before_it_starts() -> None:
    refused_change(make_grant(), ends_on=date(2025, 1, 1))


def an_own_share_above_all() -> None:
    refused_change(make_grant(), own_share=10_001)


def a_form_twice() -> None:
    make_grant()
    form = GrantForm.objects.first()
    assert form
    refused_copy(form)


def an_award_twice() -> None:
    refused_copy(make_grant(make_project()).awards.get())


def an_award_of_nothing() -> None:
    refused_change(make_grant(make_project()).awards.get(), amount=0)


def a_deadline_met_by_nobody() -> None:
    grant = make_grant()
    deadline = set_deadline(
        grant=grant, what="Verslag", due_on=date(2026, 12, 1), by=grant.owner, now=NOON
    )
    refused_change(deadline, met_on=NOON.date())


def a_line_of_both_or_neither() -> None:
    line = a_line("reported")
    refused_copy(line, entry_id=None)
    refused_copy(line, cost_id=make_cost().pk)


def a_line_of_nothing() -> None:
    line = a_line("reported")
    other = make_grant().pk
    refused_copy(line, said=0, grant_id=other)
    refused_copy(line, cents=0, grant_id=other)
    refused_copy(line, cents=None, use="claimed", grant_id=other)
    copy(line, cents=None, grant_id=other)


def a_line_taken_out_without_a_reason() -> None:
    line = a_line()
    refused_change(line, withdrawn_at=NOON, withdrawn_by_id=line.by_id)


def an_entry_claimed_from_two_grants() -> None:
    refused_copy(a_line(), grant_id=make_grant().pk)


def a_cost_claimed_from_two_grants() -> None:
    refused_copy(a_line(of_cost=True), grant_id=make_grant().pk)


def an_entry_twice_in_a_grant() -> None:
    refused_copy(a_line(), use="reported")


def a_cost_twice_in_a_grant() -> None:
    refused_copy(a_line(of_cost=True), use="reported")


BROKEN: dict[str, Callable[[], None]] = {
    "grant_of_something": a_grant_of_nothing,
    "grant_in_euros": a_grant_in_another_currency,
    "grant_ends_after_it_starts": a_grant_that_ends_before_it_starts,
    "grant_own_share_is_a_part": an_own_share_above_all,
    "grant_form_once": a_form_twice,
    "award_once_a_project": an_award_twice,
    "award_of_something": an_award_of_nothing,
    "deadline_met_by_somebody": a_deadline_met_by_nobody,
    "grant_line_is_an_entry_or_a_cost": a_line_of_both_or_neither,
    "grant_line_of_something": a_line_of_nothing,
    "grant_line_withdrawn_with_a_reason": a_line_taken_out_without_a_reason,
    "entry_claimed_once": an_entry_claimed_from_two_grants,
    "cost_claimed_once": a_cost_claimed_from_two_grants,
    "entry_once_in_a_grant": an_entry_twice_in_a_grant,
    "cost_once_in_a_grant": a_cost_twice_in_a_grant,
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_breaks(name):
    BROKEN[name]()


def test_every_constraint_is_broken_once_above():
    named = (Grant, GrantForm, GrantLine, grant_models.Award, grant_models.Deadline)

    assert constraints_of(*named) == set(BROKEN)


def test_a_line_is_taken_out_never_rewritten():
    line = a_line()
    refused_change(line, cents=1)
    refused_change(line, use="reported")
    withdraw_line(line=line, by=line.by, reason="Fout.", now=NOON)

    refused_change(line, withdrawn_at=None, withdrawn_by_id=None)


def test_a_correction_counts_with_what_it_corrects():
    line, of_cost = a_line("reported"), a_line("reported", of_cost=True)
    assert line.entry
    assert of_cost.cost
    correction = correct_entry(
        entry=line.entry,
        difference=-10,
        seen=line.said,
        reason="Minder.",
        by=line.entry.entered_by,
        now=NOON,
    )

    refused_copy(line, entry_id=correction.pk)
    refused_copy(of_cost, cost_id=correct(of_cost.cost, 10).pk)
