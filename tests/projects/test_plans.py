"""Phases, tasks, deliverables and needs of a project."""

from datetime import date, timedelta

import pytest

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.contributions.models import Form, LedgerEntry
from gangmaker.contributions.operations import answer_contribution
from gangmaker.projects.models import Phase, Project
from gangmaker.projects.operations import (
    DoneMeanwhile,
    EndsBeforeItStarts,
    NewParty,
    PhaseGone,
    PhaseLine,
    PhaseNeedsAName,
    add_deliverable,
    add_task,
    change_task,
    deliver,
    finish_task,
    propose_project,
    remove_party,
    remove_task,
    reopen_task,
    save_needs,
    save_phases,
    set_dates,
    take_back_delivery,
)
from gangmaker.projects.queries import open_tasks
from gangmaker.trail.models import Act, Message, Outcome
from gangmaker.trail.operations import Reply
from tests.world import (
    NOON,
    make_contribution,
    make_need,
    make_new_item,
    make_organisation,
    make_person,
    make_team,
)

pytestmark = pytest.mark.django_db

SOON = date(2026, 12, 1)


def a_project(lead: Actor) -> Project:
    new = make_new_item(by=lead, owner=make_team())
    return propose_project(new=new, needs=[make_need()], now=NOON)


def phases_of(project: Project) -> list[tuple[str, str]]:
    rows = project.phases.order_by("position")
    return [(phase.kind, phase.name) for phase in rows]


def test_phases_are_named_ordered_added_and_taken_away():
    lead = make_person()
    project = a_project(lead)
    first, second, *_others = project.phases.order_by("position")
    task = add_task(
        project=project, title="Bel", owner=lead, due_on=SOON, phase=_others[0], by=lead, now=NOON
    )

    save_phases(
        project=project,
        phases=[
            PhaseLine(second, name="Kiezen", starts_on=SOON, ends_on=SOON),
            PhaseLine(first, done=True),
            PhaseLine(name="Feest"),
        ],
        by=lead,
        now=NOON,
    )

    assert phases_of(project) == [("define", "Kiezen"), ("understand", ""), ("", "Feest")]
    assert Phase.objects.get(pk=first.pk).done_on == NOON.date()
    task.refresh_from_db()
    assert task.phase is None


def test_phases_of_another_project_without_a_name_or_reversed_are_refused():
    lead = make_person()
    project, other = a_project(lead), a_project(lead)
    foreign = other.phases.first()

    for line, refusal in [
        (PhaseLine(foreign), PhaseGone),
        (PhaseLine(), PhaseNeedsAName),
        (PhaseLine(name="X", starts_on=SOON, ends_on=SOON - timedelta(1)), EndsBeforeItStarts),
    ]:
        with pytest.raises(refusal):
            save_phases(project=project, phases=[line], by=lead, now=NOON)
    assert len(phases_of(project)) == 6


def test_a_task_is_told_to_its_owner_and_to_who_takes_it_over():
    lead, first, second = make_person(), make_person(), make_person()
    project = a_project(lead)

    task = add_task(project=project, title="Bel", owner=first, due_on=SOON, by=lead, now=NOON)
    change_task(task=task, title="Bel", owner=second, due_on=SOON, by=lead, now=NOON)

    assert [m.to for m in Message.objects.filter(kind="project_task").order_by("pk")] == [
        first,
        second,
    ]


def test_whose_task_it_is_says_that_it_is_done_once():
    lead, helper = make_person(), make_person()
    project = a_project(lead)
    task = add_task(project=project, title="Bel", owner=helper, due_on=SOON, by=lead, now=NOON)

    finish_task(task=task, by=helper, now=NOON)

    assert (task.done_on, task.done_by) == (NOON.date(), helper)
    with pytest.raises(DoneMeanwhile):
        finish_task(task=task, by=lead, now=NOON)
    reopen_task(task=task, by=lead, now=NOON)
    assert open_tasks(helper, at=NOON) == [task]


def test_nobody_else_plans_finishes_or_takes_away():
    lead, stranger = make_person(), make_person()
    project = a_project(lead)
    task = add_task(project=project, title="Bel", owner=lead, due_on=SOON, by=lead, now=NOON)
    made = add_deliverable(project=project, title="Lamp", due_on=SOON, by=lead, now=NOON)

    for refused in (
        lambda: finish_task(task=task, by=stranger, now=NOON),
        lambda: remove_task(task=task, by=stranger, now=NOON),
        lambda: deliver(deliverable=made, by=stranger, now=NOON),
        lambda: save_phases(project=project, phases=[], by=stranger, now=NOON),
        lambda: save_needs(project=project, needs=[], by=stranger, now=NOON),
        lambda: set_dates(project=project, starts_on=None, ends_on=SOON, by=stranger, now=NOON),
    ):
        with pytest.raises(NotYours):
            refused()


def test_my_tasks_are_mine_and_those_of_organisations_that_i_act_for():
    lead, admin = make_person(), make_person()
    organisation = make_organisation(admin=admin)
    project = a_project(lead)
    later = add_task(
        project=project, title="Later", owner=admin, due_on=SOON + timedelta(5), by=lead, now=NOON
    )
    sooner = add_task(
        project=project, title="Eerst", owner=organisation, due_on=SOON, by=lead, now=NOON
    )

    assert open_tasks(admin, at=NOON) == [sooner, later]
    assert open_tasks(lead, at=NOON) == []


def test_a_deliverable_is_delivered_once_and_taken_back():
    lead = make_person()
    project = a_project(lead)
    made = add_deliverable(project=project, title="Lamp", due_on=SOON, by=lead, now=NOON)

    deliver(deliverable=made, by=lead, now=NOON)
    with pytest.raises(DoneMeanwhile):
        deliver(deliverable=made, by=lead, now=NOON)
    take_back_delivery(deliverable=made, by=lead, now=NOON)

    verbs = Act.objects.filter(item=project, verb__startswith="deliverable.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "deliverable.added",
        "deliverable.delivered",
        "deliverable.taken_back",
    ]


def test_a_need_for_which_something_was_given_stays():
    lead = make_person()
    project = a_project(lead)
    time = project.needs.get()
    brought = make_contribution(
        by=make_person(), form=Form.TIME, target=project, need=time, quantity=60
    )
    reply = Reply(
        outcome=Outcome.ACCEPTED,
        reason="Graag.",
        language="nl",
        next_step="Kom.",
        next_step_on=SOON,
    )
    answer_contribution(promise=brought.promise, by=brought.item.owner, reply=reply, now=NOON)

    save_needs(project=project, needs=[make_need(form=Form.SPACE, quantity=1)], by=lead, now=NOON)

    assert LedgerEntry.objects.get().need == time
    assert {need.form for need in project.needs.all()} == {Form.TIME, Form.SPACE}


def test_who_left_a_hidden_project_reads_nothing_of_her_tasks_in_it():
    lead, partner = make_person(), make_person()
    new = make_new_item(by=lead, owner=make_team(), audience="parties")
    project = propose_project(new=new, parties=[NewParty(partner, "partner")], now=NOON)
    add_task(project=project, title="Bel", owner=partner, due_on=SOON, by=lead, now=NOON)
    before = open_tasks(partner, at=NOON)

    remove_party(project=project, actor=partner, by=partner, now=NOON)

    assert (len(before), open_tasks(partner, at=NOON)) == (1, [])


def test_what_is_sent_twice_is_there_once():
    lead = make_person()
    project = a_project(lead)

    for _ in range(2):
        add_task(project=project, title="Bel", owner=lead, due_on=SOON, by=lead, now=NOON)
        add_deliverable(project=project, title="Lamp", due_on=SOON, by=lead, now=NOON)

    assert (project.tasks.count(), project.deliverables.count()) == (1, 1)
