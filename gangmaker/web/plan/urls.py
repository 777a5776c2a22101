"""The doors of the plan."""

from django.urls import URLPattern

from gangmaker.web.guards import guarded
from gangmaker.web.policies import anyone, team

from . import actions, doors, goals, indicators, overview, versions

FORM = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    guarded("goals/", overview.goals, anyone, name="goals", shared=True),
    guarded("goals/new/", goals.goal_new, team, name="goal-new", methods=FORM),
    guarded("goals/<slug:slug>/", goals.goal_change, doors.goal_planned, name="goal", methods=FORM),
    guarded(
        "goals/<slug:slug>/indicators/new/",
        indicators.indicator_new,
        doors.goal_planned,
        name="indicator-new",
        methods=FORM,
    ),
    guarded(
        "goals/<slug:slug>/indicators/<int:indicator>/",
        indicators.indicator_change,
        doors.indicator_planned,
        name="indicator",
        methods=FORM,
    ),
    guarded(
        "goals/<slug:slug>/indicators/<int:indicator>/end/",
        indicators.indicator_end,
        doors.indicator_planned,
        name="indicator-end",
        methods=FORM,
    ),
    guarded(
        "goals/<slug:slug>/indicators/<int:indicator>/measurements/",
        indicators.measurements,
        doors.indicator_measured,
        name="indicator-measurements",
        methods=FORM,
    ),
    guarded(
        "goals/<slug:slug>/actions/new/",
        actions.action_new,
        doors.goal_planned,
        name="action-new",
        methods=FORM,
    ),
    guarded(
        "actions/<slug:slug>/",
        actions.action_change,
        doors.action_planned,
        name="action",
        methods=FORM,
    ),
    guarded(
        "actions/<slug:slug>/end/",
        actions.action_end,
        doors.action_ended,
        name="action-end",
        methods=FORM,
    ),
    guarded("items/<slug:slug>/serves/", goals.serves, doors.served, name="serves", methods=FORM),
    guarded("plan/", versions.versions, anyone, name="plan-versions", shared=True),
    guarded("plan/new/", versions.versions, team, name="plan-version-new", methods=("POST",)),
    guarded("plan/<int:version>/", versions.version, doors.version_found, name="plan-version"),
    guarded(
        "plan/<int:version>/data.json",
        versions.version_data,
        doors.version_found,
        name="plan-version-data",
    ),
]
