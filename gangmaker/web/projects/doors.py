"""Guards of projects and of what belongs to them. Each finds before it asks."""

from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.projects import rules
from gangmaker.projects.models import Deliverable, Project, Task
from gangmaker.projects.operations import SOURCES
from gangmaker.trail.models import Item, Party
from gangmaker.web.guards import ActorRequest, Found, Guard
from gangmaker.web.policies import find_item


def find_project(request: ActorRequest, named: Mapping[str, str]) -> Found:
    visible = Item.objects.visible_to(request.actor, at=timezone.now())
    project: Project = get_object_or_404(
        Project.objects.filter(slug=named["slug"], pk__in=visible.values("pk")).select_related(
            "owner", "deputy", "by", "on_behalf_of", "area", "by__area"
        )
    )
    return {"project": project}


def _guard(
    name: str,
    rule: Callable[[Actor | None, Found], bool],
    find: Callable[[ActorRequest, Mapping[str, str]], Found] = find_project,
) -> Guard:
    return Guard(f"project: {name}", rule, find)


project_run = _guard("may run", lambda viewer, found: rules.can_run(viewer, found["project"]))
project_inside = _guard(
    "seen inside", lambda viewer, found: rules.sees_inside(viewer, found["project"])
)


def _find_party(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """Somebody who takes part, by her public id."""
    found = find_project(request, named)
    try:
        parties = Party.objects.filter(
            item=found["project"], actor__public_id=named["party"]
        ).select_related("actor")
        party = parties.first()
    except ValidationError as error:  # no public id at all
        raise Http404 from error
    if party is None:
        raise Http404
    return {**found, "party": party.actor}


party_kept = _guard(
    "may run", lambda viewer, found: rules.can_run(viewer, found["project"]), _find_party
)
party_left = _guard(
    "speaks for a party",
    lambda viewer, found: rules.stands_for(viewer, found["party"]),
    _find_party,
)


def _find_task(request: ActorRequest, named: Mapping[str, str]) -> Found:
    found = find_project(request, named)
    tasks = Task.objects.filter(project=found["project"].pk, pk=named["task"])
    task = tasks.select_related("owner", "project").first()
    if task is None or not rules.sees_task(request.actor, task):
        raise Http404
    return {"task": task}


task_done = _guard(
    "may finish a task",
    lambda viewer, found: rules.can_finish_task(viewer, found["task"]),
    _find_task,
)
task_run = _guard(
    "may change a task",
    lambda viewer, found: rules.can_run(viewer, found["task"].project),
    _find_task,
)


def _find_deliverable(request: ActorRequest, named: Mapping[str, str]) -> Found:
    found = find_project(request, named)
    made = Deliverable.objects.filter(project=found["project"].pk, pk=named["deliverable"])
    deliverable = get_object_or_404(made.select_related("project"))
    return {"deliverable": deliverable}


deliverable_run = _guard(
    "may deliver",
    lambda viewer, found: rules.can_run(viewer, found["deliverable"].project),
    _find_deliverable,
)


def _find_source(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """Something that can become a project, or part of one."""
    found = find_item(request, named)
    if found["item"].kind not in SOURCES or hasattr(found["item"], "withdrawal"):
        raise Http404
    return found


source_joined = Guard(
    "item: seen by a member", lambda viewer, found: viewer is not None, _find_source
)
