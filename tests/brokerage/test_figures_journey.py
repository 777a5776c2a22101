"""From a first ask to a second project, by what the product does itself."""

from datetime import timedelta

import pytest

from gangmaker.brokerage.operations.encounters import (
    Who,
    introduce_in_hindsight,
    log_encounter,
)
from gangmaker.brokerage.operations.introduction_steps import step
from gangmaker.brokerage.operations.introductions import (
    NewIntroduction,
    NewSide,
    Reply,
    answer,
    ask,
    propose,
)
from gangmaker.brokerage.queries.figures import Part, introduction_figures
from tests.brokerage.figures_world import share_project
from tests.world import NOON, make_person, make_team

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_what_happens_to_introductions_is_what_the_figures_say():
    broker, one, other, third = make_team(), make_person(), make_person(), make_person()
    start = NOON - timedelta(days=200)

    def day(number: int):
        return (start + timedelta(days=number)).date()

    def introduced(*sides, at):
        new = NewIntroduction(
            title="Vlas en licht",
            why="Ze maken hetzelfde.",
            language="nl",
            sides=(NewSide(sides[0]), NewSide(sides[1])),
        )
        made = propose(new=new, by=broker, now=at)
        ask(introduction=made, by=broker, now=at + timedelta(days=1))
        return made

    made = introduced(one, other, at=start)
    for side in made.sides.order_by("position"):
        answer(side=side, reply=Reply("yes"), by=side.actor, now=start + timedelta(days=3))
    project = share_project(one, other, since=day(41))
    for state, on in (("met", 10), ("agreement", 41), ("project", 45)):
        step(
            introduction=made,
            state=state,
            on=day(on),
            by=broker,
            now=start + timedelta(days=on),
            project=project if state == "project" else None,
        )
    refused = introduced(one, third, at=start)
    refusing = refused.sides.get(position=0)
    answer(side=refusing, reply=Reply("no"), by=one, now=start + timedelta(days=4))
    propose(
        new=NewIntroduction(
            title="Nog niet gevraagd",
            why="",
            language="nl",
            sides=(NewSide(other), NewSide(third)),
        ),
        by=broker,
        now=start,
    )
    met = log_encounter(
        one=Who(make_person()), other=Who(third), by=broker, now=start + timedelta(days=50)
    )
    introduce_in_hindsight(
        encounter=met,
        title="Bij de koffie",
        why="",
        language="nl",
        by=broker,
        now=start + timedelta(days=60),
    )
    share_project(one, other, since=day(120))

    found = introduction_figures(since=start.date(), until=NOON.date(), at=NOON)

    assert [(each.day, each.at_risk, each.events) for each in found.whole.steps] == [
        (40, 3, 1),
        (150, 2, 0),
        (199, 1, 0),
    ]
    assert (found.made, found.left_out) == (2, 0)
    assert found.first_time == Part(2, 2)
    assert found.again == Part(1, 1)
