"""Guards of the plan: what an address names, among what the visitor may know of."""

from collections.abc import Mapping

from django.http import Http404
from django.shortcuts import get_object_or_404

from gangmaker.actors.rules import is_team
from gangmaker.projects import rules
from gangmaker.projects.models import Indicator, PlanVersion
from gangmaker.trail.models import ItemKind
from gangmaker.trail.rules import can_edit
from gangmaker.web.guards import ActorRequest, Found, Guard
from gangmaker.web.policies import find_item, find_kind

_find_goal = find_kind(ItemKind.GOAL)
_find_action = find_kind(ItemKind.ACTION)


def _find_indicator(request: ActorRequest, named: Mapping[str, str]) -> Found:
    goal = _find_goal(request, named)["goal"]
    indicator = Indicator.objects.filter(
        goal=goal, pk=named["indicator"], ended_on=None
    ).select_related("goal")
    found = get_object_or_404(indicator)
    return {"indicator": found}


def _find_version(request: ActorRequest, named: Mapping[str, str]) -> Found:
    version = get_object_or_404(PlanVersion.objects.filter(pk=named["version"]))
    return {"version": version}


def _find_served(request: ActorRequest, named: Mapping[str, str]) -> Found:
    found = find_item(request, named)
    if found["item"].kind == ItemKind.GOAL:
        raise Http404
    return found


goal_planned = Guard("goal: may plan", lambda viewer, found: rules.can_plan(viewer), _find_goal)
action_planned = Guard(
    "action: may plan", lambda viewer, found: rules.can_plan(viewer), _find_action
)
action_ended = Guard(
    "action: may finish",
    lambda viewer, found: rules.can_finish_action(viewer, found["action"]),
    _find_action,
)
indicator_planned = Guard(
    "indicator: may plan", lambda viewer, found: rules.can_plan(viewer), _find_indicator
)
indicator_measured = Guard(
    "indicator: may measure",
    lambda viewer, found: rules.can_measure(viewer, found["indicator"].goal),
    _find_indicator,
)
version_found = Guard("anyone", lambda viewer, found: True, _find_version)
served = Guard(
    "item: may say what it serves",
    lambda viewer, found: is_team(viewer) or can_edit(viewer, found["item"]),
    _find_served,
)
