"""The stages of a project: which may follow which, and what each change asks for."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.contributions.operations import answer_contribution
from gangmaker.core.refusals import Refused
from gangmaker.projects import rules
from gangmaker.projects.models import Project, Stage, StageChange
from gangmaker.trail.models import Act, Answer, ItemKind, Outcome, Promise, PromiseKind
from gangmaker.trail.operations import Reply, keep_promise, promise_answer, record

from .telling import people_behind, people_of, tell

TRANSITIONS: Final[dict[str, tuple[str, ...]]] = {
    Stage.PROPOSED: (Stage.ACCEPTED, Stage.STOPPED),
    Stage.ACCEPTED: (Stage.RUNNING, Stage.STOPPED),
    Stage.RUNNING: (Stage.FINISHED, Stage.STOPPED),
    Stage.FINISHED: (Stage.RUNNING,),
    Stage.STOPPED: (Stage.PROPOSED, Stage.RUNNING),
}
"""Which stages may follow. What stopped before it was accepted is proposed again, else it runs."""

ENDED: Final = (Stage.FINISHED, Stage.STOPPED)

VERBS: Final[dict[str, str]] = {
    Stage.PROPOSED: "project.proposed_again",
    Stage.ACCEPTED: "project.accepted",
    Stage.RUNNING: "project.started",
    Stage.FINISHED: "project.finished",
    Stage.STOPPED: "project.stopped",
}
REOPENED: Final = "project.reopened"


class CannotFollow(Refused):
    code = "stage_cannot_follow"
    message = _("From where the project stands now, it cannot go there.")


class MovedMeanwhile(Refused):
    code = "moved_meanwhile"
    message = _("Somebody changed where this project stands in the meantime. Look again.")


class StopNeedsALesson(Refused):
    code = "stop_needs_a_lesson"
    message = _("Say why it stops, and what was learnt. The next ones read this.")


class ReopenNeedsAReason(Refused):
    code = "reopen_needs_a_reason"
    message = _("Say why it is taken up again.")


class AnswerFirst(Refused):
    code = "answer_first"
    message = _("Somebody waits for an answer. Accept the project by answering.")


def next_stages(project: Project) -> list[str]:
    """Where the project can go from here; one query for what was stopped, none otherwise."""
    allowed = TRANSITIONS[project.stage]
    if project.stage != Stage.STOPPED:
        return [str(stage) for stage in allowed]
    return [Stage.RUNNING.value if was_accepted(project) else Stage.PROPOSED.value]


def was_accepted(project: Project) -> bool:
    told = StageChange.objects.filter(project=project.pk)
    return told.filter(stage__in=[Stage.ACCEPTED, Stage.RUNNING, Stage.FINISHED]).exists()


@transaction.atomic
def change_stage(
    *,
    project: Project,
    stage: str,
    by: Actor,
    reason: str = "",
    learnt: str = "",
    language: str,
    now: datetime,
) -> StageChange:
    """Take a project into another stage, from the one that ``project`` was read in.

    Of two changes at once one wins. What stops says why and what was learnt; what is taken up
    again says why. The parties are told.
    """
    if not rules.can_move(by, project, stage):
        raise NotYours
    _refuse(project, stage, reason=reason, learnt=learnt)
    waiting = _waiting(project)
    if stage == Stage.ACCEPTED and waiting is not None:
        raise AnswerFirst
    act = _move(project, stage, by=by, now=now)
    if stage == Stage.STOPPED and waiting is not None:
        keep_promise(promise=waiting, act=act, now=now)
    change = record_stage(
        project, stage, act=act, by=by, reason=reason, learnt=learnt, language=language, now=now
    )
    if stage == Stage.PROPOSED and not project.by.is_team:
        promise_answer(item=project, to=project.by, now=now)
    _tell(change, by=by, now=now)
    return change


def _refuse(project: Project, stage: str, *, reason: str, learnt: str) -> None:
    if stage not in next_stages(project):
        raise CannotFollow
    if stage == Stage.STOPPED and not (reason.strip() and learnt.strip()):
        raise StopNeedsALesson
    if project.stage in ENDED and not reason.strip():
        raise ReopenNeedsAReason


def _waiting(project: Project) -> Promise | None:
    return Promise.objects.filter(item=project.pk, kind=PromiseKind.ANSWER, kept_by=None).first()


def _move(project: Project, stage: str, *, by: Actor, now: datetime) -> Act:
    was, today = project.stage, timezone.localdate(now)
    ended_on: date | None = today if stage in ENDED else None
    still: QuerySet[Project] = Project.objects.filter(pk=project.pk, stage=was)
    if not still.update(stage=stage, ended_on=ended_on, news_on=today):
        raise MovedMeanwhile
    project.stage, project.ended_on, project.news_on = stage, ended_on, today
    verb = REOPENED if was in ENDED and stage == Stage.RUNNING else VERBS[stage]
    return record(verb, by=by, item=project, at=now, data={"was": was, "stage": stage})


def record_stage(
    project: Project,
    stage: str,
    *,
    act: Act,
    by: Actor,
    reason: str = "",
    learnt: str = "",
    language: str,
    now: datetime,
) -> StageChange:
    return StageChange.objects.create(
        act=act,
        project=project,
        stage=stage,
        reason=reason.strip(),
        learnt=learnt.strip(),
        language=language,
        by=by,
        at=now,
    )


def _tell(change: StageChange, *, by: Actor, now: datetime) -> None:
    project = change.project
    people = people_of(project) + people_behind([project.owner, project.by])
    payload = {"change": change.pk}
    tell("project_stage", people, about=f"{change.pk}", payload=payload, now=now, but=by)


@transaction.atomic
def answer_item(*, promise: Promise, by: Actor, reply: Reply, now: datetime) -> Answer:
    """Answer any item. A proposed project whose answer is yes is accepted by it."""
    given = answer_contribution(promise=promise, by=by, reply=reply, now=now)
    if promise.item.kind != ItemKind.PROJECT or reply.outcome != Outcome.ACCEPTED:
        return given
    project = Project.objects.get(pk=promise.item_id)
    if project.stage == Stage.PROPOSED:
        act = _move(project, Stage.ACCEPTED, by=by, now=now)
        change = record_stage(
            project, Stage.ACCEPTED, act=act, by=by, language=reply.language, now=now
        )
        payload = {"change": change.pk}
        people = [person for person in people_of(project) if person != promise.to]
        tell("project_stage", people, about=f"{change.pk}", payload=payload, now=now, but=by)
    return given
