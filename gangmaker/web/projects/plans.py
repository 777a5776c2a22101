"""How a project is planned: dates and phases, tasks, deliverables, and what it asks for."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor
from gangmaker.core.refusals import Refused
from gangmaker.projects import rules
from gangmaker.projects.models import Deliverable, Phase, Project, Task
from gangmaker.projects.operations import (
    add_deliverable,
    add_task,
    change_task,
    deliver,
    finish_task,
    remove_deliverable,
    remove_task,
    reopen_task,
    save_phases,
    set_dates,
    take_back_delivery,
)
from gangmaker.projects.queries.project import MOST_LISTED, deliverables_of, tasks_of
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who

from . import telling
from .forms import DatesForm, DeliverableForm, PhaseFormSet, TaskForm
from .timeline import name_of, timeline_of

UNFIT = 422


def project_phases(request: ActorRequest, project: Project) -> HttpResponse:
    phases = list(project.phases.order_by("position", "pk"))
    sent = typed(request)
    days = {"starts_on": project.starts_on, "ends_on": project.ends_on}
    dates = DatesForm(sent, initial=days, prefix="project")
    rows = PhaseFormSet(sent, initial=[_as_typed(phase) for phase in phases], prefix="phases")
    if sent is not None and dates.is_valid() & rows.is_valid():
        try:
            _save(project, dates, rows, phases, by=who(request))
        except Refused as refusal:
            dates.add_error(None, str(refusal))
        else:
            messages.success(request, _("Planned. It is on the trail."))
            return redirect("web:item", slug=project.slug)
    return render(
        request,
        "web/projects/phases.html",
        {
            "item": project,
            "dates": dates,
            "rows": rows,
            "timeline": timeline_of(project, phases, on=timezone.localdate()),
        },
        status=UNFIT if sent is not None else 200,
    )


def _as_typed(phase: Phase) -> dict[str, Any]:
    return {
        "phase": phase.pk,
        "position": phase.position + 1,
        "name": name_of(phase),
        "starts_on": phase.starts_on,
        "ends_on": phase.ends_on,
        "done": phase.done_on is not None,
    }


def _save(project: Project, dates: DatesForm, rows: Any, phases: list[Phase], *, by: Actor) -> None:
    now = timezone.now()
    save_phases(
        project=project, phases=rows.lines({phase.pk: phase for phase in phases}), by=by, now=now
    )
    if dates.has_changed():
        said = {name: dates.cleaned_data[name] for name in ("starts_on", "ends_on")}
        set_dates(project=project, by=by, now=now, **said)


def project_tasks(request: ActorRequest, project: Project) -> HttpResponse:
    """What is to be done and made. Those involved read it; who runs the project adds to it."""
    viewer = who(request)
    may_run = rules.can_run(viewer, project)
    sent = typed(request) if may_run else None
    is_task = sent is None or "owner" in sent
    task = TaskForm(
        sent if is_task else None,
        project=project,
        viewer=viewer,
        initial={"owner": viewer.pk},
        prefix="",
    )
    made = DeliverableForm(None if is_task else sent, project=project, auto_id="id_made_%s")
    task.choose_phases_with(made)
    chosen = task if is_task else made
    if request.method == "POST" and not may_run:
        messages.warning(request, _("Who runs the project plans its tasks."))
        return redirect("web:project-tasks", slug=project.slug)
    if chosen.is_valid():
        _add(project, chosen, by=viewer)
        messages.success(
            request, _("Added. Whose task it is, is told.") if is_task else _("Added.")
        )
        return redirect("web:project-tasks", slug=project.slug)
    return _tasks_page(request, project, task, made, may_run=may_run)


def _add(project: Project, form: DeliverableForm, *, by: Actor) -> None:
    now, said = timezone.now(), form.cleaned_data
    if isinstance(form, TaskForm):
        add_task(project=project, by=by, now=now, **said)
    else:
        add_deliverable(project=project, by=by, now=now, **said)


def _tasks_page(
    request: ActorRequest,
    project: Project,
    task: TaskForm,
    made: DeliverableForm,
    *,
    may_run: bool,
) -> HttpResponse:
    viewer, on = who(request), timezone.localdate()
    rows = telling.tasks_of(
        tasks_of(project)[: MOST_LISTED * 3], viewer=viewer, may_run=may_run, on=on
    )
    deliverables = telling.deliverables_of(
        deliverables_of(project)[: MOST_LISTED * 3],
        language=project.language,
        may_run=may_run,
        on=on,
    )
    return render(
        request,
        "web/projects/tasks.html",
        {
            "item": project,
            "tasks": rows,
            "deliverables": deliverables,
            "may_run": may_run,
            "task_form": task,
            "deliverable_form": made,
        },
        status=UNFIT if task.is_bound or made.is_bound else 200,
    )


def project_task(request: ActorRequest, task: Task) -> HttpResponse:
    """Say otherwise what is to be done, or take it away."""
    viewer, project = who(request), task.project
    initial = {
        "title": task.title,
        "owner": task.owner_id,
        "due_on": task.due_on,
        "phase": task.phase_id,
    }
    if request.method == "POST" and "remove" in request.POST:
        remove_task(task=task, by=viewer, now=timezone.now())
        messages.success(request, _("Taken away."))
        return redirect("web:project-tasks", slug=project.slug)
    form = TaskForm(typed(request), project=project, viewer=viewer, task=task, initial=initial)
    if form.is_valid():
        change_task(task=task, by=viewer, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Changed."))
        return redirect("web:project-tasks", slug=project.slug)
    return render(
        request,
        "web/projects/task.html",
        {"item": project, "form": form, "task": task},
        status=UNFIT if form.is_bound else 200,
    )


def task_done(request: ActorRequest, task: Task) -> HttpResponse:
    """Done, or not after all; back to where the press was."""
    try:
        if "reopen" in request.POST:
            reopen_task(task=task, by=who(request), now=timezone.now())
        else:
            finish_task(task=task, by=who(request), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    if request.POST.get("then") == "today":
        return redirect("web:today")
    return redirect("web:project-tasks", slug=task.project.slug)


def project_deliverable(request: ActorRequest, deliverable: Deliverable) -> HttpResponse:
    """It is there, it is not after all, or it is no longer wanted."""
    by, now, slug = who(request), timezone.now(), deliverable.project.slug
    try:
        if "remove" in request.POST:
            remove_deliverable(deliverable=deliverable, by=by, now=now)
        elif "reopen" in request.POST:
            take_back_delivery(deliverable=deliverable, by=by, now=now)
        else:
            deliver(deliverable=deliverable, by=by, now=now)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("web:project-tasks", slug=slug)
