"""What Today shows of projects: tasks of the reader, and projects on which something is missing."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from gangmaker.actors.models import Actor
from gangmaker.projects.models import Project
from gangmaker.projects.queries import WeakSpot, concerning, facts_on, open_tasks
from gangmaker.projects.queries.weak_spots import weak_spots_of
from gangmaker.web.items.rows import item_url

from . import telling
from .section import MISSING
from .shapes import TaskShown, Weak


def tasks_today(viewer: Actor, *, at: datetime) -> list[TaskShown]:
    on = timezone.localdate(at)
    return telling.tasks_of(open_tasks(viewer, at=at), viewer=viewer, may_run=False, on=on)


def weak_today(viewer: Actor, *, at: datetime) -> list[Weak]:
    """One query."""
    on = timezone.localdate(at)
    looked_at = facts_on(concerning(viewer).values("pk"), on=on).order_by("title", "pk")
    return [
        Weak(
            title=project.title,
            lang=project.language,
            url=item_url(project),
            texts=[_text(spot, project) for spot in spots],
        )
        for project in looked_at
        if (spots := weak_spots_of(project, on=on))
    ]


def _text(spot: WeakSpot, project: Project) -> str:
    return str(MISSING[spot]) % {"date": date_format(project.news_on, "j F Y")}
