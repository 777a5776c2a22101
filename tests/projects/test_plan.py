"""The plan: every change has a reason, and what was said before is kept."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gangmaker.actors.rules import NotYours
from gangmaker.projects import operations
from gangmaker.projects.models import Action, Goal, Measurement, PlanChange, PlanVersion
from gangmaker.projects.operations import ActionTerms, GoalTerms
from gangmaker.projects.queries import differences, plan_content
from gangmaker.projects.queries.plan import changes_of
from gangmaker.trail.models import Act
from tests.world import NOON, make_goal, make_new_item, make_person, make_team

from .plan_world import TODAY, make_action, make_indicator, terms

pytestmark = pytest.mark.django_db


def _goal_terms(goal: Goal, **changed: Any) -> GoalTerms:
    said: dict[str, Any] = {"year": 2031} | changed
    names = ("title", "summary", "year", "parent", "owner", "deputy")
    return GoalTerms(**{name: getattr(goal, name) for name in names} | said)


def _action_terms(action: Action, **changed: Any) -> ActionTerms:
    names = ("title", "summary", "starts_on", "due_on", "owner", "deputy")
    return ActionTerms(**{name: getattr(action, name) for name in names} | changed)


@pytest.mark.both_databases
def test_a_changed_goal_keeps_what_it_said_and_why_it_changed():
    team = make_team()
    goal = make_goal(by=team, title="Vlas")

    operations.change_goal(
        goal=goal, terms=_goal_terms(goal), reason="Een jaar later.", by=team, now=NOON
    )

    change = PlanChange.objects.get(goal=goal)
    assert (change.before["year"], change.after["year"]) == (2030, 2031)
    assert (change.reason, change.act.verb) == ("Een jaar later.", "goal.changed")


def test_a_change_without_a_reason_is_refused_and_nothing_changes():
    team = make_team()
    goal = make_goal(by=team)

    with pytest.raises(operations.WhyMissing):
        operations.change_goal(goal=goal, terms=_goal_terms(goal), reason="  ", by=team, now=NOON)

    goal.refresh_from_db()
    assert goal.year == 2030


def test_saying_the_same_again_is_no_change():
    team = make_team()
    goal = make_goal(by=team, title="Vlas")
    same = _goal_terms(goal, year=goal.year)

    with pytest.raises(operations.NothingChanged):
        operations.change_goal(goal=goal, terms=same, reason="Zomaar.", by=team, now=NOON)


def test_a_goal_never_stands_below_itself():
    team = make_team()
    top = make_goal(by=team, title="Boven")
    low = operations.set_goal(
        new=make_new_item(by=team, title="Onder"), year=2030, parent=top, now=NOON
    )

    for parent in (top, low):
        with pytest.raises(operations.GoalBelowItself):
            operations.change_goal(
                goal=top, terms=_goal_terms(top, parent=parent), reason="Rond.", by=team, now=NOON
            )


def test_only_the_team_plans():
    team, member = make_team(), make_person()
    goal = make_goal(by=team)
    indicator, action = make_indicator(goal, by=team), make_action(goal, by=team)

    with pytest.raises(NotYours):
        operations.change_goal(goal=goal, terms=_goal_terms(goal), reason="x", by=member, now=NOON)
    with pytest.raises(NotYours):
        operations.add_indicator(goal=goal, terms=terms(), reason="x", by=member, now=NOON)
    with pytest.raises(NotYours):
        operations.end_indicator(indicator=indicator, reason="x", by=member, now=NOON)
    with pytest.raises(NotYours):
        operations.drop_action(action=action, reason="x", by=member, now=NOON)
    with pytest.raises(NotYours):
        operations.finish_action(action=action, what_came_of_it="x", by=member, now=NOON)


def test_who_answers_for_an_action_says_that_it_is_done_and_what_came_of_it():
    team, member = make_team(), make_person()
    action = make_action(make_goal(by=team), by=team, owner=member)

    operations.finish_action(
        action=action, what_came_of_it="De vezelbank is open.", by=member, now=NOON
    )

    action.refresh_from_db()
    assert action.done_on == TODAY
    assert PlanChange.objects.get(act__verb="action.done").reason == "De vezelbank is open."


@pytest.mark.both_databases
def test_of_two_who_end_an_action_at_once_one_wins():
    team = make_team()
    action = make_action(make_goal(by=team), by=team)
    seen_by_both = type(action).objects.get(pk=action.pk)
    operations.finish_action(action=action, what_came_of_it="Open.", by=team, now=NOON)

    with pytest.raises(operations.AlreadyEnded):
        operations.drop_action(action=seen_by_both, reason="Geen geld.", by=team, now=NOON)


def test_a_dropped_action_can_be_taken_up_again_and_moved():
    team = make_team()
    action = make_action(make_goal(by=team), by=team)
    operations.drop_action(action=action, reason="Geen geld.", by=team, now=NOON)

    operations.reopen_action(action=action, reason="Toch geld.", by=team, now=NOON)
    later = _action_terms(action, due_on=TODAY + timedelta(days=90))
    operations.change_action(action=action, terms=later, reason="Later.", by=team, now=NOON)

    action.refresh_from_db()
    assert (action.dropped_on, action.due_on) == (None, later.due_on)
    verbs = Act.objects.filter(item=action, verb__startswith="action.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "action.added",
        "action.dropped",
        "action.reopened",
        "action.changed",
    ]


def test_an_action_does_not_end_before_it_starts():
    team = make_team()
    action = make_action(make_goal(by=team), by=team)
    reversed_dates = _action_terms(action, starts_on=TODAY, due_on=TODAY - timedelta(days=1))

    with pytest.raises(operations.EndsBeforeStart):
        operations.change_action(
            action=action, terms=reversed_dates, reason="Fout.", by=team, now=NOON
        )


def test_a_target_comes_after_its_baseline():
    team = make_team()

    with pytest.raises(operations.TargetTooEarly):
        make_indicator(make_goal(by=team), by=team, target_on=date(2024, 1, 1))


@pytest.mark.both_databases
def test_a_measurement_is_never_rewritten_and_corrected_once():
    team = make_team()
    indicator = make_indicator(make_goal(by=team), by=team)
    first = operations.measure(
        indicator=indicator, value=Decimal(9), measured_on=TODAY, note="", by=team, now=NOON
    )
    correction: dict[str, Any] = {"note": "Dubbel geteld.", "corrects": first, "measured_on": TODAY}

    operations.measure(indicator=indicator, value=Decimal(8), by=team, now=NOON, **correction)

    with pytest.raises(operations.MeasuredMeanwhile):
        operations.measure(indicator=indicator, value=Decimal(7), by=team, now=NOON, **correction)
    with pytest.raises(IntegrityError), transaction.atomic():
        Measurement.objects.filter(pk=first.pk).update(value=1)


def test_nothing_is_measured_in_the_future_nor_entered_for_a_counter():
    team = make_team()
    goal = make_goal(by=team)
    by_hand = make_indicator(goal, by=team)
    by_itself = make_indicator(goal, by=team, counter="projects_realised")
    tomorrow = TODAY + timedelta(days=1)

    with pytest.raises(operations.MeasuredInFuture):
        operations.measure(
            indicator=by_hand, value=Decimal(1), measured_on=tomorrow, note="", by=team, now=NOON
        )
    with pytest.raises(operations.CountsItself):
        operations.measure(
            indicator=by_itself, value=Decimal(1), measured_on=TODAY, note="", by=team, now=NOON
        )


@pytest.mark.both_databases
def test_a_frozen_plan_stays_as_it_was_and_says_what_became_of_it():
    team = make_team()
    goal = make_goal(by=team, title="Vlas")
    indicator = make_indicator(goal, by=team)
    action = make_action(goal, by=team)
    version = operations.freeze_plan(name="Actieplan 2026", note="", by=team, now=NOON)

    operations.change_indicator(
        indicator=indicator, terms=terms(target=Decimal(40)), reason="Minder.", by=team, now=NOON
    )
    operations.finish_action(action=action, what_came_of_it="Open.", by=team, now=NOON)
    make_action(goal, by=team, title="Vezelbeurs")

    version.refresh_from_db()
    assert version.digest == operations.digest_of(version.content)
    found = differences(version.content, plan_content(at=NOON))
    assert [(one.kind, one.what, [c.field for c in one.changes]) for one in found] == [
        ("indicators", "changed", ["target"]),
        ("actions", "changed", ["done_on"]),
        ("actions", "added", []),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanVersion.objects.filter(pk=version.pk).delete()


def test_two_versions_never_share_a_name():
    team = make_team()
    operations.freeze_plan(name="Actieplan 2026", note="", by=team, now=NOON)

    with pytest.raises(operations.VersionNameIsTaken):
        operations.freeze_plan(name="Actieplan 2026", note="", by=team, now=NOON)


def test_what_is_hidden_is_neither_frozen_nor_told_as_a_change():
    team = make_team()
    goal = make_goal(by=team)
    make_action(goal, by=team, audience="team", title="Geheim")

    content = plan_content(at=NOON)

    assert content["actions"] == {}
    assert changes_of(goal, viewer=None, at=NOON).count() == 0
    assert changes_of(goal, viewer=team, at=NOON).count() == 1
