"""Tasks and deliverables as rows, for the page of a project, its plan, and Today."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.projects import rules
from gangmaker.projects.models import Deliverable, Task
from gangmaker.web.dates import short_day
from gangmaker.web.items.rows import item_url

from .shapes import DeliverableShown, TaskShown
from .timeline import name_of


def tasks_of(
    tasks: Iterable[Task], *, viewer: Actor | None, may_run: bool, on: date
) -> list[TaskShown]:
    """``tasks`` come with their owner, its area and their phase."""
    return [_task(task, viewer=viewer, may_run=may_run, on=on) for task in tasks]


def _task(task: Task, *, viewer: Actor | None, may_run: bool, on: date) -> TaskShown:
    slug, lang = task.project.slug, task.project.language
    may_finish = may_run or rules.stands_for(viewer, task.owner)
    address = [slug, task.pk]
    return TaskShown(
        title=task.title,
        lang=lang,
        owner=name_for(task.owner, viewer),
        due_on=short_day(task.due_on),
        done_on=short_day(task.done_on) if task.done_on else "",
        overdue=task.done_on is None and task.due_on < on,
        phase=name_of(task.phase) if task.phase else "",
        done_url=reverse("web:project-task-done", args=address) if may_finish else "",
        edit_url=reverse("web:project-task", args=address) if may_run else "",
        project=task.project.title,
        project_url=item_url(task.project),
    )


def deliverables_of(
    deliverables: Iterable[Deliverable], *, language: str, may_run: bool, on: date
) -> list[DeliverableShown]:
    return [
        DeliverableShown(
            title=made.title,
            lang=language,
            due_on=short_day(made.due_on),
            delivered_on=short_day(made.delivered_on) if made.delivered_on else "",
            overdue=made.delivered_on is None and made.due_on < on,
            url=(
                reverse("web:project-deliverable", args=[made.project.slug, made.pk])
                if may_run
                else ""
            ),
        )
        for made in deliverables
    ]
