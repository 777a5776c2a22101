"""What is to be done in a project by when: its dates, phases, tasks and deliverables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.contributions.models import UNIT_OF_FORM, Form, LedgerEntry, Need
from gangmaker.core.refusals import Refused
from gangmaker.projects import rules
from gangmaker.projects.models import Attachment, Deliverable, Phase, Project, Task
from gangmaker.trail.operations import record

from .parties import locked
from .projects import EndsBeforeItStarts
from .telling import people_behind, tell

MOST_PHASES = 20


class PhaseGone(Refused):
    code = "phase_gone"
    message = _("One of these phases was taken away in the meantime. Look again.")


class PhaseNeedsAName(Refused):
    code = "phase_needs_a_name"
    message = _("Give every phase a name.")


class DoneMeanwhile(Refused):
    code = "done_meanwhile"
    message = _("Somebody changed this in the meantime. Look again.")


@dataclass(frozen=True)
class PhaseLine:
    """A phase as it should be; without ``phase`` it is a new one."""

    phase: Phase | None = None
    name: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    done: bool = False


@transaction.atomic
def save_phases(
    *, project: Project, phases: Sequence[PhaseLine], by: Actor, now: datetime
) -> list[Phase]:
    """Make these the phases of a project, in this order; the others are taken away.

    An empty name means the name of its kind, which a new phase does not have. Several phases
    may run at once.
    """
    if not rules.can_run(by, project):
        raise NotYours
    held = locked(project)
    there = {phase.pk: phase for phase in held.phases.all()}
    named = {line.phase.pk for line in phases if line.phase}
    if named - set(there):
        raise PhaseGone
    for line in phases:
        _refuse_phase(line)
    held.phases.exclude(pk__in=named).delete()
    today = timezone.localdate(now)
    kept = []
    for position, line in enumerate(phases):
        phase = there[line.phase.pk] if line.phase else Phase(project=held)
        phase.name, phase.position = line.name, position
        phase.starts_on, phase.ends_on = line.starts_on, line.ends_on
        phase.done_on = (phase.done_on or today) if line.done else None
        phase.save()
        kept.append(phase)
    record("project.phases_planned", by=by, item=held, at=now, data={"phases": len(kept)})
    return kept


def _refuse_phase(line: PhaseLine) -> None:
    if not line.name and not (line.phase and line.phase.kind):
        raise PhaseNeedsAName
    if line.starts_on and line.ends_on and line.ends_on < line.starts_on:
        raise EndsBeforeItStarts


@transaction.atomic
def set_dates(
    *, project: Project, starts_on: date | None, ends_on: date | None, by: Actor, now: datetime
) -> None:
    """From when until when the project is planned."""
    if not rules.can_run(by, project):
        raise NotYours
    if starts_on and ends_on and ends_on < starts_on:
        raise EndsBeforeItStarts
    project.starts_on, project.ends_on = starts_on, ends_on
    project.save(update_fields=["starts_on", "ends_on"])
    record("project.dates_set", by=by, item=project, at=now)


@transaction.atomic
def save_needs(*, project: Project, needs: Sequence[Need], by: Actor, now: datetime) -> list[Need]:
    """Make these what the project asks for, in this order.

    What exists already is changed; what something was given for stays, whatever is asked.
    """
    if not rules.can_run(by, project):
        raise NotYours
    held = locked(project)
    kept = {need.pk for need in needs if need.pk}
    given = set(LedgerEntry.objects.filter(need__item=held).values_list("need", flat=True))
    held.needs.exclude(pk__in=kept | given).delete()
    for position, need in enumerate(needs):
        need.item, need.position, need.unit = held, position, UNIT_OF_FORM[Form(need.form)]
        need.save()
    record("project.needs_set", by=by, item=held, at=now, data={"needs": len(needs)})
    return list(needs)


@transaction.atomic
def add_task(
    *,
    project: Project,
    title: str,
    owner: Actor,
    due_on: date,
    by: Actor,
    phase: Phase | None = None,
    now: datetime,
) -> Task:
    """Give somebody something to do before a day; she is told. Saying it twice makes one task."""
    if not rules.can_run(by, project):
        raise NotYours
    held = locked(project)
    same = held.tasks.filter(title=title, owner=owner, due_on=due_on, done_on=None).first()
    if same is not None:
        return same
    task = Task.objects.create(
        project=project, phase=phase, title=title, owner=owner, due_on=due_on
    )
    record("task.added", by=by, item=project, subject=owner, at=now, data={"task": task.pk})
    _tell_owner(task, by=by, now=now)
    return task


@transaction.atomic
def change_task(
    *,
    task: Task,
    title: str,
    owner: Actor,
    due_on: date,
    by: Actor,
    phase: Phase | None = None,
    now: datetime,
) -> None:
    """Say otherwise what is to be done, by whom or by when; a new owner is told."""
    if not rules.can_run(by, task.project):
        raise NotYours
    passed_on = task.owner_id != owner.pk
    task.title, task.owner, task.due_on, task.phase = title, owner, due_on, phase
    task.save(update_fields=["title", "owner", "due_on", "phase"])
    record("task.changed", by=by, item=task.project, subject=owner, at=now, data={"task": task.pk})
    if passed_on:
        _tell_owner(task, by=by, now=now)


def _tell_owner(task: Task, *, by: Actor, now: datetime) -> None:
    payload = {"task": task.pk}
    about = f"{task.pk}:{task.owner_id}"
    tell("project_task", people_behind([task.owner]), about=about, payload=payload, now=now, but=by)


@transaction.atomic
def finish_task(*, task: Task, by: Actor, now: datetime) -> None:
    """Whose task it is, or who runs the project, says it is done. Of two at once one wins."""
    if not rules.can_finish_task(by, task):
        raise NotYours
    today = timezone.localdate(now)
    if not Task.objects.filter(pk=task.pk, done_on=None).update(done_on=today, done_by=by):
        raise DoneMeanwhile
    task.done_on, task.done_by = today, by
    record("task.done", by=by, item=task.project, at=now, data={"task": task.pk})


@transaction.atomic
def reopen_task(*, task: Task, by: Actor, now: datetime) -> None:
    """Say that a task is not done after all."""
    if not rules.can_finish_task(by, task):
        raise NotYours
    still = Task.objects.filter(pk=task.pk, done_on__isnull=False)
    if not still.update(done_on=None, done_by=None):
        raise DoneMeanwhile
    task.done_on = task.done_by = None
    record("task.reopened", by=by, item=task.project, at=now, data={"task": task.pk})


@transaction.atomic
def remove_task(*, task: Task, by: Actor, now: datetime) -> None:
    """Take a task away that need not be done any more."""
    if not rules.can_run(by, task.project):
        raise NotYours
    gone = task.pk
    task.delete()
    record("task.removed", by=by, item=task.project, at=now, data={"task": gone})


@transaction.atomic
def add_deliverable(
    *,
    project: Project,
    title: str,
    due_on: date,
    by: Actor,
    phase: Phase | None = None,
    now: datetime,
) -> Deliverable:
    """Say what the project has to have made by a day. Saying it twice makes one."""
    if not rules.can_run(by, project):
        raise NotYours
    held = locked(project)
    same = held.deliverables.filter(title=title, due_on=due_on, delivered_on=None).first()
    if same is not None:
        return same
    made = Deliverable.objects.create(project=project, phase=phase, title=title, due_on=due_on)
    record("deliverable.added", by=by, item=project, at=now, data={"deliverable": made.pk})
    return made


@transaction.atomic
def deliver(
    *, deliverable: Deliverable, by: Actor, document: Attachment | None = None, now: datetime
) -> None:
    """Say that a deliverable is there, perhaps as a document. Of two at once one wins."""
    if not rules.can_run(by, deliverable.project):
        raise NotYours
    today = timezone.localdate(now)
    still = Deliverable.objects.filter(pk=deliverable.pk, delivered_on=None)
    if not still.update(delivered_on=today, document=document):
        raise DoneMeanwhile
    deliverable.delivered_on, deliverable.document = today, document
    data = {"deliverable": deliverable.pk}
    record("deliverable.delivered", by=by, item=deliverable.project, at=now, data=data)


@transaction.atomic
def take_back_delivery(*, deliverable: Deliverable, by: Actor, now: datetime) -> None:
    """Say that a deliverable is not there after all."""
    if not rules.can_run(by, deliverable.project):
        raise NotYours
    still = Deliverable.objects.filter(pk=deliverable.pk, delivered_on__isnull=False)
    if not still.update(delivered_on=None, document=None):
        raise DoneMeanwhile
    deliverable.delivered_on = deliverable.document = None
    data = {"deliverable": deliverable.pk}
    record("deliverable.taken_back", by=by, item=deliverable.project, at=now, data=data)


@transaction.atomic
def remove_deliverable(*, deliverable: Deliverable, by: Actor, now: datetime) -> None:
    if not rules.can_run(by, deliverable.project):
        raise NotYours
    gone = deliverable.pk
    deliverable.delete()
    data = {"deliverable": gone}
    record("deliverable.removed", by=by, item=deliverable.project, at=now, data=data)
