"""What pages show of the plan, in a known number of queries."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gangmaker.projects.models import Evidence, Stage
from gangmaker.projects.operations import measure
from gangmaker.projects.queries import days_counted, plans_of, serving_counts
from gangmaker.projects.queries.counters import counted_on
from gangmaker.trail.models import LinkVerb
from gangmaker.trail.operations import link_items
from tests.world import NOON, make_goal, make_project, make_question, make_result, make_team

from .plan_world import TODAY, make_action, make_indicator, make_realised

pytestmark = pytest.mark.django_db


def _plan(goal, viewer=None):
    return plans_of(
        [goal.pk],
        viewer=viewer,
        at=NOON,
        language="nl",
        serving=serving_counts(at=NOON),
        days=days_counted(at=NOON),
    )[goal.pk]


def test_an_indicator_is_behind_when_it_lies_below_its_line_on_the_day_it_was_measured():
    team = make_team()
    goal = make_goal(by=team)
    indicator = make_indicator(goal, by=team)
    measure(
        indicator=indicator,
        value=Decimal(12),
        measured_on=date(2026, 11, 1),
        note="",
        by=team,
        now=NOON,
    )

    course = _plan(goal).courses[0]

    assert course.latest is not None
    assert (course.latest.value, course.behind) == (Decimal(12), True)


def test_an_indicator_that_nobody_measured_is_not_called_behind():
    team = make_team()
    goal = make_goal(by=team)
    make_indicator(goal, by=team, baseline_on=date(2026, 10, 1))

    course = _plan(goal).courses[0]

    assert (course.latest, course.behind, course.measured_too_long_ago) == (None, None, False)


def test_a_measurement_that_is_missed_is_said():
    team = make_team()
    goal = make_goal(by=team)
    make_indicator(goal, by=team, how_often="monthly", baseline_on=date(2026, 6, 1))

    assert _plan(goal).courses[0].measured_too_long_ago


def test_the_last_correction_of_a_day_counts():
    team = make_team()
    goal = make_goal(by=team)
    indicator = make_indicator(goal, by=team)
    first = measure(
        indicator=indicator, value=Decimal(9), measured_on=TODAY, note="", by=team, now=NOON
    )
    measure(
        indicator=indicator,
        value=Decimal(8),
        measured_on=TODAY,
        note="Dubbel.",
        corrects=first,
        by=team,
        now=NOON,
    )

    assert [point.value for point in _plan(goal).courses[0].points] == [Decimal(8)]


def test_realised_is_finished_and_shown_by_evidence_from_the_day_both_held():
    team = make_team()
    goal = make_goal(by=team)
    make_indicator(
        goal,
        by=team,
        counter="projects_realised",
        baseline=Decimal(0),
        target=Decimal(2030),
        baseline_on=date(2020, 9, 1),
    )
    make_realised(title="Met bewijs")
    make_realised(title="Verborgen", audience="parties")
    make_result(make_project(stage=Stage.FINISHED, ended_on=TODAY, title="Zonder bewijs"))
    taken_back = make_realised(title="Bewijs teruggetrokken")
    Evidence.objects.filter(result__from_project=taken_back).update(removed_on=TODAY)
    running = make_result(make_project(title="Nog bezig"))
    Evidence.objects.create(
        result=running, kind="link", url="https://example.org", seen_on=TODAY, by=team, at=NOON
    )

    points = _plan(goal).courses[0].points

    assert [(point.on, point.value) for point in points] == [
        (date(2020, 9, 1), Decimal(0)),
        (TODAY, Decimal(1)),
    ]


def test_a_late_action_is_behind_with_the_one_who_answers_for_it():
    team = make_team()
    goal = make_goal(by=team)
    make_action(goal, by=team, due_on=TODAY - timedelta(days=1))

    plan = _plan(goal)

    assert plan.behind
    assert [(row.overdue, row.owner) for row in plan.actions] == [(True, "Broker, Kortrijk")]


def test_only_what_is_public_counts_as_serving_a_goal_or_an_action():
    team = make_team()
    goal = make_goal(by=team)
    action = make_action(goal, by=team)
    for audience in ("public", "parties"):
        item = make_question(owner=team, audience=audience)
        for target in (goal, action):
            link_items(source=item, verb=LinkVerb.SERVES_GOAL, target=target, by=team, now=NOON)

    plan = _plan(goal)

    assert dict(plan.serving) == {"question": 1}
    assert plan.actions[0].serving == 1


def test_the_plan_of_one_goal_and_of_ten_cost_the_same_queries():
    team = make_team()
    goals = [make_goal(by=team) for _number in range(10)]
    for goal in goals:
        make_indicator(goal, by=team)
        make_action(goal, by=team)

    with CaptureQueriesContext(
        connection,
    ) as one:
        plans_of([goals[0].pk], viewer=None, at=NOON, language="en", serving={}, days={})
    with CaptureQueriesContext(connection) as ten:
        plans_of(
            [goal.pk for goal in goals], viewer=None, at=NOON, language="en", serving={}, days={}
        )

    assert len(one) == len(ten) <= 4


def test_a_counter_that_rose_often_is_drawn_by_the_month():
    team = make_team()
    indicator = make_indicator(
        make_goal(by=team),
        by=team,
        counter="projects_realised",
        baseline=Decimal(100),
        target=Decimal(2030),
    )
    days = [date(2026, 1, number) for number in range(1, 29)] + [date(2026, 3, 2)]

    points = counted_on(indicator, {"projects_realised": days}, on=TODAY)

    assert points == [
        (date(2024, 1, 1), Decimal(100)),
        (date(2026, 1, 28), Decimal(128)),
        (date(2026, 3, 2), Decimal(129)),
        (TODAY, Decimal(129)),
    ]
