"""Several lists in one query: each is exactly what it would be on its own."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Exists, F, OuterRef, QuerySet
from pytest_django import DjangoAssertNumQueries

from gangmaker.actors.together import first, know_everybody, together
from gangmaker.projects.models import Indicator, Measurement, Project, Task
from gangmaker.projects.operations import add_task
from gangmaker.trail.models import Act, Answer, Item, Promise
from tests.world import (
    NOON,
    make_area,
    make_contribution,
    make_goal,
    make_person,
    make_project,
    make_question,
    make_team,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def columns(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name != "_state"}


def furnished() -> None:
    """Rows with moments, days, numbers, words in several languages, yes and no, and nothing."""
    team = make_team()
    project = make_project(by=team)
    for number in (3, 1, 2):
        due_on = date(2026, 12, number)
        add_task(project=project, title="Taak", owner=team, due_on=due_on, by=team, now=NOON)
    make_contribution(by=make_person(area=make_area()), target=make_question(owner=team))
    indicator = Indicator.objects.create(
        goal=make_goal(by=team),
        name={"nl": "Lampen", "en": "Lamps"},
        definition={"nl": "Elke lamp."},
        unit={"nl": "lampen"},
        source="Wevers",
        how_often="yearly",
        baseline=Decimal("0.10"),
        baseline_on=date(2026, 1, 1),
        target=Decimal("1234567890.12"),
        target_on=date(2030, 1, 1),
    )
    Measurement.objects.create(
        indicator=indicator, value=Decimal("0.30"), measured_on=NOON.date(), by=team, at=NOON
    )


def test_rows_are_what_each_list_would_give_by_itself(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    furnished()
    owed = Promise.objects.filter(item=OuterRef("pk"))
    lists: dict[str, QuerySet[Any]] = {
        "items": Item.objects.annotate(owed=Exists(owed)).order_by("-published_at", "pk"),
        "acts": Act.objects.order_by("-at", "-pk"),
        "tasks": Task.objects.order_by(F("done_on").asc(nulls_first=True), "-due_on"),
        "promises": Promise.objects.order_by("pk"),
        "projects": Project.objects.order_by("pk"),
        "indicators": Indicator.objects.order_by("pk"),
        "measurements": Measurement.objects.order_by("pk"),
        "nothing": Answer.objects.order_by("pk"),
    }

    with django_assert_num_queries(1):
        found = together(lists)

    assert {name: [columns(row) for row in rows] for name, rows in found.items()} == {
        name: [columns(row) for row in rows] for name, rows in lists.items()
    }


def test_the_first_of_a_list_are_those_of_its_own_order():
    furnished()

    found = together(
        {"tasks": first(Task.objects.order_by("-due_on"), 2), "acts": Act.objects.none()}
    )

    assert [task.due_on.day for task in found["tasks"]] == [3, 2]
    assert found["acts"] == []


def test_everybody_whom_rows_name_is_known_after_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    furnished()
    found = together({"items": Item.objects.order_by("pk"), "acts": Act.objects.order_by("pk")})

    with django_assert_num_queries(1):
        know_everybody(*found.values())
        named = {item.by.area.name for item in found["items"] if item.by.area}
        doers = {act.by.name for act in found["acts"] if act.by}

    assert named == {"Kortrijk"}
    assert doers == {"Broker, Kortrijk", "Illustrator, Kortrijk"}
