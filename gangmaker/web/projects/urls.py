"""The doors of projects."""

from django.urls import URLPattern

from gangmaker.web import policies
from gangmaker.web.guards import guarded

from . import doors, moving, needs, parties, plans, proposing

FORM = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    guarded(
        "projects/new/",
        proposing.project_new,
        policies.signed_in,
        name="project-new",
        methods=FORM,
    ),
    guarded(
        "items/<slug:slug>/projects/",
        proposing.item_projects,
        doors.source_joined,
        name="item-projects",
        methods=FORM,
    ),
    guarded(
        "items/<slug:slug>/stage/",
        moving.project_stage,
        doors.project_run,
        name="project-stage",
        methods=FORM,
    ),
    guarded(
        "items/<slug:slug>/showing/",
        moving.project_showing,
        doors.project_inside,
        name="project-showing",
        methods=FORM,
    ),
    guarded(
        "items/<slug:slug>/parties/",
        parties.project_parties,
        doors.project_run,
        name="project-parties",
        methods=FORM,
    ),
    guarded(
        "items/<slug:slug>/parties/<str:party>/",
        parties.project_party,
        doors.party_kept,
        name="project-party",
        methods=("POST",),
    ),
    guarded(
        "items/<slug:slug>/parties/<str:party>/leave/",
        parties.project_leave,
        doors.party_left,
        name="project-leave",
        methods=("POST",),
    ),
    guarded(
        "items/<slug:slug>/phases/",
        plans.project_phases,
        doors.project_run,
        name="project-phases",
        methods=FORM,
    ),
    guarded(
        "items/<slug:slug>/needs/",
        needs.project_needs,
        doors.project_run,
        name="project-needs",
        methods=FORM,
    ),
    guarded(
        "items/<slug:slug>/tasks/",
        plans.project_tasks,
        doors.project_inside,
        name="project-tasks",
        methods=FORM,
    ),
    guarded(
        "items/<slug:slug>/tasks/<int:task>/",
        plans.project_task,
        doors.task_run,
        name="project-task",
        methods=FORM,
    ),
    guarded(
        "items/<slug:slug>/tasks/<int:task>/done/",
        plans.task_done,
        doors.task_done,
        name="project-task-done",
        methods=("POST",),
    ),
    guarded(
        "items/<slug:slug>/deliverables/<int:deliverable>/",
        plans.project_deliverable,
        doors.deliverable_run,
        name="project-deliverable",
        methods=("POST",),
    ),
]
