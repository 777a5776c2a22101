"""One project for its page: who takes part, its phases, and what is to be done by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import is_team
from gangmaker.actors.together import Found, Lists, first
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
from gangmaker.trail.models import Item, ItemAudience, Party
from gangmaker.trail.rules import keeps

from .projects import next_date
from .weak_spots import GOING_ON, Missing, facts_on, missing_by, tellings

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


def project_lists(project: Project, *, inside: bool, at: datetime) -> Lists:
    """What a page asks of a project at once; ``inside``: its reader is involved, or of the team."""
    lists: dict[str, QuerySet[Any]] = {
        "parties here": parties_of(project),
        "phases": Phase.objects.filter(project=project.pk).order_by("position", "pk"),
        "deliverables": first(deliverables_of(project), MOST_LISTED),
        "changes": first(_changes(project), MOST_LISTED),
    }
    if inside:
        lists["tasks"] = first(tasks_of(project), MOST_LISTED)
        lists["consents"] = _consents(project)
    if project.stage in GOING_ON:
        lists["looked at"] = facts_on([project.pk], on=timezone.localdate(at))
        lists["tellings"] = tellings([project.pk])
    return lists


def project_parts(
    project: Project, rows: Found, *, viewer: Actor | None, inside: bool, at: datetime
) -> ProjectParts:
    """A project by what ``project_lists`` found, with everybody known."""
    parties, phases = rows["parties here"], rows["phases"]
    tasks, deliverables = rows.get("tasks", []), rows["deliverables"]
    by_id = {phase.pk: phase for phase in phases}
    for task in tasks:
        task.project, task.phase = project, by_id.get(task.phase_id)
    for made in deliverables:
        made.project = project
    return ProjectParts(
        project=project,
        parties=parties,
        phases=phases,
        tasks=tasks,
        deliverables=deliverables,
        changes=rows["changes"],
        missing=missing_by(rows.get("looked at", []), rows.get("tellings", []), at=at),
        showing=_showing(project, rows["consents"], parties) if inside else None,
        may_run=may_run(viewer, project, parties),
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


def may_run(viewer: Actor | None, project: Item, parties: Iterable[Party]) -> bool:
    """``rules.can_run`` where the parties are known already."""
    return (
        is_team(viewer)
        or keeps(viewer, project)
        or any(
            party.role == PartyRole.LEAD and rules.stands_for(viewer, party.actor)
            for party in parties
        )
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


def _changes(project: Project) -> QuerySet[StageChange]:
    """How it came to stand where it stands, the last first."""
    return StageChange.objects.filter(project=project.pk).order_by("-at", "-pk")


def showing_of(project: Project, parties: Iterable[Party]) -> Showing | None:
    """None when it was never for its parties to decide; one query."""
    return _showing(project, _consents(project), parties)


def _consents(project: Project) -> QuerySet[ShowingConsent]:
    return ShowingConsent.objects.filter(project=project.pk).order_by("at", "pk")


def _showing(
    project: Project, consents: Iterable[ShowingConsent], parties: Iterable[Party]
) -> Showing | None:
    every = [(consent.party_id, consent.agrees) for consent in consents]
    said = dict(every)
    if project.audience != ItemAudience.PARTIES and not said:
        return None
    took_back = frozenset(pk for pk, agrees in every if agrees and not said[pk])
    asked = {party.actor_id: said.get(party.actor_id, False) for party in parties}
    return Showing(asked, len(asked), took_back)
