"""One project for its page: who takes part, its phases, and what is to be done by when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, QuerySet
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import is_team
from gangmaker.projects import rules
from gangmaker.projects.models import (
    Deliverable,
    PartyRole,
    Phase,
    Project,
    ShowingConsent,
    Stage,
    StageChange,
    Task,
)
from gangmaker.trail.models import ItemAudience, Party
from gangmaker.trail.rules import keeps

from .asleep import GOING_ON, Missing, missing_on
from .projects import next_date

MOST_LISTED = 100
ENDED = (Stage.STOPPED, Stage.FINISHED)


@dataclass(frozen=True)
class Showing:
    """Who agreed to show a project that is, or was, for its parties. By id of the party."""

    agreed: dict[int, bool]
    parties: int
    took_back: frozenset[int] = frozenset()
    """Who agreed once, and does no longer."""

    @property
    def count(self) -> int:
        return sum(self.agreed.values())


@dataclass(frozen=True)
class ProjectParts:
    """What the page of a project shows to one reader. ``tasks`` only for those involved."""

    project: Project
    parties: list[Party]
    phases: list[Phase]
    tasks: list[Task]
    deliverables: list[Deliverable]
    changes: list[StageChange]
    missing: list[Missing]
    showing: Showing | None
    may_run: bool
    inside: bool
    next_date: date | None


def project_parts(project: Project, *, viewer: Actor | None, at: datetime) -> ProjectParts:
    """A known number of queries; ``project`` is one that ``viewer`` may see."""
    parties = list(parties_of(project))
    may_run = is_team(viewer) or keeps(viewer, project) or _leads(viewer, parties)
    inside = may_run or _takes_part(viewer, project, parties)
    phases = list(project.phases.order_by("position", "pk"))
    tasks = list(tasks_of(project)[:MOST_LISTED]) if inside else []
    deliverables = list(deliverables_of(project)[:MOST_LISTED])
    return ProjectParts(
        project=project,
        parties=parties,
        phases=phases,
        tasks=tasks,
        deliverables=deliverables,
        changes=_changes(project),
        missing=missing_on(project, at=at) if project.stage in GOING_ON else [],
        showing=showing_of(project, [party.actor_id for party in parties]) if inside else None,
        may_run=may_run,
        inside=inside,
        next_date=None
        if project.stage in ENDED
        else next_date(
            [
                *(task.due_on for task in tasks if task.done_on is None),
                *(made.due_on for made in deliverables if made.delivered_on is None),
                *(
                    day
                    for phase in phases
                    if phase.done_on is None
                    for day in (phase.starts_on, phase.ends_on)
                ),
                project.ends_on,
            ],
            on=timezone.localdate(at),
        ),
    )


def parties_of(project: Project) -> QuerySet[Party]:
    """In the order in which they are named, with where they are from."""
    parties = Party.objects.filter(item=project.pk).select_related("actor__area")
    return parties.order_by("position", "pk")


def tasks_of(project: Project) -> QuerySet[Task]:
    """Open ones first, the nearest day first."""
    tasks = Task.objects.filter(project=project.pk).select_related(
        "owner__area", "phase", "project"
    )
    return tasks.order_by(F("done_on").asc(nulls_first=True), "due_on", "pk")


def deliverables_of(project: Project) -> QuerySet[Deliverable]:
    made = Deliverable.objects.filter(project=project.pk).select_related("project")
    return made.order_by(F("delivered_on").asc(nulls_first=True), "due_on", "pk")


def _leads(viewer: Actor | None, parties: list[Party]) -> bool:
    return any(
        party.role == PartyRole.LEAD and rules.stands_for(viewer, party.actor) for party in parties
    )


def _takes_part(viewer: Actor | None, project: Project, parties: list[Party]) -> bool:
    if viewer is None:
        return False
    selves = {viewer.pk, *viewer.organisation_ids}
    named = {party.actor_id for party in parties} | {project.by_id, project.on_behalf_of_id}
    return bool(selves & named)


def _changes(project: Project) -> list[StageChange]:
    """How it came to stand where it stands, the last first."""
    changes = StageChange.objects.filter(project=project.pk).select_related("by__area")
    return list(changes.order_by("-at", "-pk")[:MOST_LISTED])


def showing_of(project: Project, parties: list[int]) -> Showing | None:
    """None when it was never for its parties to decide; one query."""
    rows = ShowingConsent.objects.filter(project=project.pk).order_by("at", "pk")
    every = list(rows.values_list("party", "agrees"))
    said = dict(every)
    if project.audience != ItemAudience.PARTIES and not said:
        return None
    took_back = frozenset(pk for pk, agrees in every if agrees and not said[pk])
    return Showing({pk: said.get(pk, False) for pk in parties}, len(parties), took_back)
