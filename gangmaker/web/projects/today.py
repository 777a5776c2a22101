"""What Today shows of projects: tasks of the reader, and projects on which something is missing."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from gangmaker.actors.models import Actor
from gangmaker.projects.models import Project
from gangmaker.projects.queries import WeakSpot, concerning, open_tasks, weak_spots
from gangmaker.web.items.rows import item_url

from . import telling
from .section import MISSING
from .shapes import TaskShown, Weak


def tasks_today(viewer: Actor, *, at: datetime) -> list[TaskShown]:
    on = timezone.localdate(at)
    return telling.tasks_of(open_tasks(viewer, at=at), viewer=viewer, may_run=False, on=on)


def weak_today(viewer: Actor, *, at: datetime) -> list[Weak]:
    """One query for somebody without projects that go on, two for the others."""
    projects = list(concerning(viewer))
    if not projects:
        return []
    spots = weak_spots(projects, at)
    return [
        Weak(
            title=project.title,
            lang=project.language,
            url=item_url(project),
            texts=[_text(spot, project) for spot in spots[project.pk]],
        )
        for project in projects
        if project.pk in spots
    ]


def _text(spot: WeakSpot, project: Project) -> str:
    return str(MISSING[spot]) % {"date": date_format(project.news_on, "j F Y")}
