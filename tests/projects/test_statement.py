from datetime import date

import pytest

from gangmaker.contributions.operations import correct_entry
from gangmaker.projects.queries.statement import Came, FormSum, statement_of, years_of
from gangmaker.trail.models import LinkVerb
from gangmaker.trail.operations import link_items
from tests.contributions.ledger_world import make_entry
from tests.world import (
    NOON,
    make_organisation,
    make_person,
    make_project,
    make_question,
    make_result,
)

pytestmark = pytest.mark.django_db


def state(actor, viewer=None, year: int = 2026):
    return statement_of(actor, year=year, viewer=viewer or actor, at=NOON)


def test_it_says_by_form_what_was_pledged_and_what_was_confirmed():
    giver, question = make_person(), make_question()
    make_entry(question, giver=giver, quantity=120)
    make_entry(question, giver=giver, quantity=60, confirmed=False)
    make_entry(question, giver=giver, form="money", quantity=5000)

    found = state(giver)

    assert found.sums == (
        FormSum("time", "minutes", 180, 120),
        FormSum("money", "cents", 5000, 5000),
    )
    assert found.minutes == 120


def test_it_says_what_came_of_it():
    giver, question = make_person(), make_question()
    project = make_project()
    link_items(source=project, verb=LinkVerb.CAME_FROM, target=question, by=None, now=NOON)
    result = make_result(project)
    make_entry(question, giver=giver)

    [row] = state(giver).rows

    assert row.came == (
        Came("project", project.slug, project.title, "nl"),
        Came("result", result.slug, result.title, "nl", NOON.date()),
    )


def test_what_is_not_for_the_reader_is_not_told():
    giver, project = make_person(), make_project(audience="team")
    make_result(project, audience="team")
    make_entry(project, giver=giver)

    [row] = state(giver).rows

    assert (row.slug, row.title, row.came) == ("", "", ())


def test_an_organisation_states_what_was_given_on_its_behalf():
    organisation, giver, question = make_organisation(), make_person(), make_question()
    make_entry(question, giver=giver, on_behalf_of=organisation, quantity=60)
    make_entry(question, giver=giver, quantity=30)

    assert [row.quantity for row in state(organisation, viewer=giver).rows] == [60]
    own = state(giver)
    assert [(row.quantity, row.for_organisation) for row in own.rows] == [
        (60, organisation.name),
        (30, ""),
    ]
    assert own.minutes == 30


def test_corrections_count_and_other_years_do_not():
    giver, question = make_person(), make_question()
    gone = make_entry(question, giver=giver, quantity=60)
    make_entry(question, giver=giver, quantity=45, given_on=date(2025, 5, 5))
    correct_entry(
        entry=gone, difference=-60, seen=60, reason="Niet gekomen.", by=question.owner, now=NOON
    )

    assert state(giver).rows == ()
    assert [row.quantity for row in state(giver, year=2025).rows] == [45]
    assert years_of(giver) == [2026, 2025]


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_the_same_however_much_was_given(count, django_assert_num_queries):
    giver = make_person()
    assert not giver.is_team
    assert giver.organisation_ids == ()
    for _ in range(count):
        project = make_project()
        make_result(project)
        make_entry(project, giver=giver)

    with django_assert_num_queries(6):
        assert len(state(giver).rows) == count
