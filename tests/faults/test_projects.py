"""Two people on one project at the same moment: one wins, and nothing is shown too early."""

import pytest

from gangmaker.actors.models import Actor
from gangmaker.projects.models import PartyRole, Project, Stage, StageChange, Task
from gangmaker.projects.operations import (
    NewParty,
    add_party,
    add_task,
    agree_to_show,
    change_stage,
    finish_task,
    propose_project,
    say_what_is_missing,
)
from gangmaker.trail.models import Act, ItemAudience, Message, Party
from tests import world
from tests.faults.crowds import all_at_once

pytestmark = [
    pytest.mark.faults,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
]

CROWD = 20


def a_project(*parties: Actor, audience: str = "public", stage: str = Stage.RUNNING) -> Project:
    broker = world.make_team()
    project = propose_project(
        new=world.make_new_item(by=broker, audience=audience),
        parties=[NewParty(party, PartyRole.PARTNER) for party in parties],
        now=world.NOON,
    )
    project.stage = stage
    project.save(update_fields=["stage"])
    return project


def test_of_many_who_finish_or_stop_a_project_at_once_one_does():
    project = a_project()

    def move(number: int) -> None:
        change_stage(
            project=seen[number],
            stage=Stage.FINISHED if number % 2 else Stage.STOPPED,
            by=project.owner,
            reason="Klaar.",
            learnt="Veel.",
            language="nl",
            now=world.NOON,
        )

    seen = [Project.objects.get(pk=project.pk) for _ in range(CROWD)]
    outcomes = all_at_once(CROWD, move)

    assert outcomes == {"done": 1, "moved_meanwhile": CROWD - 1}
    assert StageChange.objects.exclude(stage="proposed").count() == 1
    changes = Act.objects.filter(verb__in=["project.finished", "project.stopped"])
    assert changes.count() == 1


@pytest.mark.parametrize("time", range(5))
def test_a_party_who_comes_while_the_last_agrees_was_asked_or_came_to_what_is_shown(time):
    last, newcomer = world.make_person(), world.make_person()
    project = a_project(last, audience="parties")

    def act(number: int) -> None:
        held = Project.objects.get(pk=project.pk)
        if (number + time) % 2:
            agree_to_show(project=held, party=last, agrees=True, by=last, now=world.NOON)
        else:
            add_party(project=held, actor=newcomer, role="mentor", by=project.owner, now=world.NOON)

    all_at_once(2, act)

    verbs = list(
        Act.objects.filter(
            item=project, verb__in=["project.party_joined", "project.showing_agreed"]
        )
        .order_by("pk")
        .values_list("verb", flat=True)
    )
    shown = Project.objects.get().audience == ItemAudience.PUBLIC
    assert shown == (verbs[:1] == ["project.showing_agreed"])


def test_two_who_agree_last_at_once_show_it_once():
    first, second = world.make_person(), world.make_person()
    project = a_project(first, second, audience="parties")
    both = [first, second]

    outcomes = all_at_once(
        2,
        lambda number: agree_to_show(
            project=project, party=both[number], agrees=True, by=both[number], now=world.NOON
        ),
    )

    assert outcomes == {"done": 2}
    assert Act.objects.filter(verb="project.shown").count() == 1
    assert Project.objects.get().audience == ItemAudience.PUBLIC


def test_of_many_who_add_the_same_party_one_does():
    newcomer = world.make_person()
    project = a_project()

    outcomes = all_at_once(
        CROWD,
        lambda number: add_party(
            project=project, actor=newcomer, role="mentor", by=project.owner, now=world.NOON
        ),
    )

    assert outcomes == {"done": 1, "takes_part_already": CROWD - 1}
    assert Party.objects.filter(item=project).count() == 1


def test_of_many_who_finish_a_task_one_does():
    project = a_project()
    task = add_task(
        project=project,
        title="Bel",
        owner=project.owner,
        due_on=world.NOON.date(),
        by=project.owner,
        now=world.NOON,
    )

    outcomes = all_at_once(
        CROWD,
        lambda number: finish_task(
            task=Task.objects.get(pk=task.pk), by=project.owner, now=world.NOON
        ),
    )

    assert outcomes == {"done": 1, "done_meanwhile": CROWD - 1}


def test_several_workers_say_once_what_is_missing():
    a_project(world.make_person())

    outcomes = all_at_once(4, lambda number: say_what_is_missing(now=world.NOON))

    assert outcomes == {"done": 4}
    assert Act.objects.filter(verb="project.weak_spots_found").count() == 1
    assert Message.objects.filter(kind="project_weak_spots").count() == 2
