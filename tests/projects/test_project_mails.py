"""Mails about projects: in the reader's language, only while they are true, betraying nothing."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from gangmaker.actors.models import Actor
from gangmaker.projects.models import PartyRole, Project, Stage
from gangmaker.projects.operations import (
    NewParty,
    add_party,
    add_task,
    agree_to_show,
    change_stage,
    finish_task,
    join_to_project,
    propose_project,
    remove_party,
)
from gangmaker.trail import mails
from gangmaker.trail.mails import Mail
from gangmaker.trail.models import Item, Message
from gangmaker.trail.operations import withdraw
from tests.world import (
    NOON,
    make_new_item,
    make_organisation,
    make_person,
    make_question,
    make_team,
    suspend,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def reader(reads: str = "en") -> Actor:
    person = make_person()
    person.reads = reads
    person.save(update_fields=["reads"])
    return person


def a_project(*parties: Actor, audience: str = "public", came_from: Item | None = None) -> Project:
    new = make_new_item(by=make_team(), title="Lamps: see evil.example", audience=audience)
    return propose_project(
        new=new,
        parties=[NewParty(party, PartyRole.PARTNER) for party in parties],
        came_from=[came_from] if came_from else [],
        now=NOON,
    )


def mail(kind: str) -> Mail | None:
    return mails.render(Message.objects.filter(kind=kind).latest("pk"))


def body(kind: str) -> str:
    written = mail(kind)
    assert written is not None
    return written.body


def test_who_takes_part_reads_as_what_and_how_to_leave():
    project = a_project(reader())

    said = body("project_party")

    assert "You take part in this project:" in said
    assert "> Lamps: see evil.\u2060example" in said
    assert "As: partner." in said
    assert f"http://127.0.0.1:8000/en/items/{project.slug}/" in said
    assert "leave it" in said
    assert "\n\n\n" not in said


def test_who_acts_for_an_organisation_reads_that_it_takes_part():
    admin = reader()
    a_project(make_organisation("Buurthuis, Menen", admin=admin), audience="parties")

    said = body("project_party")

    assert "Buurthuis, Menen takes part in this project:" in said
    assert "only those involved can see it" in said
    assert "/en/sign-in/?next=/en/items/" in said


def test_who_left_meanwhile_gets_no_mail():
    person = reader()
    project = a_project(person)
    remove_party(project=project, actor=person, by=person, now=NOON)

    assert mail("project_party") is None


@pytest.mark.parametrize("case", ["suspended", "other address", "withdrawn"])
def test_what_may_no_longer_be_said_is_not_mailed(case):
    person = reader()
    project = a_project(person)
    if case == "suspended":
        suspend(person, by=make_team())
    elif case == "other address":
        Actor.objects.filter(pk=person.pk).update(email="other@example.org")
    else:
        withdraw(item=project, by=project.by, reason="", now=NOON)

    assert mail("project_party") is None


def test_who_contributed_reads_what_came_of_it():
    question = make_question(by=reader(), owner=make_team(), title="What to do with flax?")
    a_project(came_from=question)

    said = body("project_from")

    assert "> What to do with flax?" in said
    assert "A project came of it:" in said


def test_of_a_project_hidden_meanwhile_contributors_hear_nothing():
    question = make_question(by=reader(), owner=make_team())
    project = a_project(came_from=question)
    Item.objects.filter(pk=project.pk).update(audience="parties")

    assert mail("project_from") is None


def test_who_contributed_reads_that_it_joined_a_project():
    question = make_question(by=reader(), owner=make_team())
    project = a_project()
    join_to_project(item=question, project=project, by=project.by, now=NOON)

    assert "It is part of this project now:" in body("project_joined")


def test_the_parties_read_why_a_project_stops_and_what_was_learnt():
    project = a_project(reader())
    change_stage(
        project=project,
        stage=Stage.STOPPED,
        by=project.by,
        reason="No money.",
        learnt="Start small.",
        language="en",
        now=NOON,
    )

    said = body("project_stage")

    assert "Broker, Kortrijk stopped it." in said
    assert "> No money." in said
    assert "> Start small." in said


def test_the_other_parties_read_that_a_project_is_shown_only_while_it_is():
    first, last = reader(), reader()
    project = a_project(first, last, audience="parties")
    for party in (first, last):
        agree_to_show(project=project, party=party, agrees=True, by=party, now=NOON)

    assert "Everybody can read it from now on" in body("project_showing")
    agree_to_show(project=project, party=last, agrees=False, by=last, now=NOON)
    shown = Message.objects.filter(kind="project_showing").earliest("pk")
    assert mails.render(shown) is None
    assert "stays with them" in body("project_showing")


def test_a_task_is_mailed_until_it_is_done_or_somebody_elses():
    helper = reader("fr")
    project = a_project()
    task = add_task(
        project=project,
        title="Bel de school",
        owner=helper,
        due_on=date(2026, 12, 1),
        by=project.by,
        now=NOON,
    )

    before = body("project_task")
    finish_task(task=task, by=helper, now=NOON)

    assert "> Bel de school" in before
    assert "/fr/today/" in before
    assert mail("project_task") is None


def test_a_party_without_an_address_is_told_nothing():
    person = reader()
    Actor.objects.filter(pk=person.pk).update(email="")
    project = a_project()

    add_party(
        project=project,
        actor=Actor.objects.get(pk=person.pk),
        role=PartyRole.MENTOR,
        by=project.by,
        now=NOON,
    )

    assert not Message.objects.filter(kind="project_party").exists()
