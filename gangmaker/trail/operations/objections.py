"""Objecting to a decision, deciding about that, and ending restrictions."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, Lifting, LiftingReason, Measure, Statement
from gangmaker.actors.models.statements import OBJECTIONS_FOR
from gangmaker.actors.operations import end_suspension, tell_of_statement
from gangmaker.actors.rules import NotYours
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import (
    CommentHiding,
    Objection,
    ObjectionOutcome,
    Report,
    Withdrawal,
)
from gangmaker.trail.moderation_rules import can_decide_objection, can_reconsider

from .journal import record
from .reports import tell_moderators, tell_reporter


class TooLateToObject(Refused):
    code = "too_late_to_object"
    message = _("This can no longer be objected to: it is lifted, answered, or half a year old.")


class NotDecidedYet(Refused):
    code = "not_decided_yet"
    message = _("Nothing was decided about this yet.")


class DecidedFirst(NotYours):
    code = "decided_first"
    message = _(
        "Somebody else decides about an objection than who decided first, "
        "who is concerned, or who reported."
    )


class DecidedMeanwhile(Refused):
    code = "decided_meanwhile"
    message = _("Somebody decided about this objection meanwhile.")


@transaction.atomic
def object_to_statement(
    *, statement: Statement, words: str, language: str, now: datetime
) -> Objection:
    """The author, or who acts for the organisation, says why the decision is wrong. Once."""
    held = Statement.objects.select_for_update().get(pk=statement.pk)
    if now > held.objections_until or hasattr(held, "lifting") or hasattr(held, "objection"):
        raise TooLateToObject
    objection = Objection.objects.create(
        statement=held,
        words=words,
        language=language,
        at=now,
        open_until=held.objections_until,
        first_by_id=held.by_id,
    )
    facts = {"objection": objection.pk, "statement": held.pk}
    record("objection.received", by=None, at=now, data=facts)
    return objection


@transaction.atomic
def object_as_reporter(*, report: Report, words: str, language: str, now: datetime) -> Objection:
    """The reporter says why what was decided about her report is wrong. Once a decision."""
    held = Report.objects.select_for_update().get(pk=report.pk)
    decision = held.decision
    if decision is None:
        raise NotDecidedYet
    open_until = decision.at + OBJECTIONS_FOR
    if now > open_until or held.objections.filter(against=decision).exists():
        raise TooLateToObject
    objection = Objection.objects.create(
        report=held,
        against=decision,
        words=words,
        language=language,
        at=now,
        open_until=open_until,
        first_by_id=decision.by_id,
    )
    facts = {"objection": objection.pk, "report": held.pk}
    record("objection.received", by=None, at=now, data=facts)
    return objection


@transaction.atomic
def decide_objection(
    *, objection: Objection, by: Actor, outcome: ObjectionOutcome, reason: str, now: datetime
) -> None:
    """Somebody else than who decided first says who was right, and why.

    Upheld: the restriction of an author ends; the report of a reporter waits again in the queue.
    """
    if not can_decide_objection(by, objection):
        raise DecidedFirst
    open_still = Objection.objects.filter(pk=objection.pk, decided_at=None)
    if not open_still.update(outcome=outcome, reason=reason, decided_by=by, decided_at=now):
        raise DecidedMeanwhile
    facts = {"objection": objection.pk, "outcome": outcome.value}
    record("objection.decided", by=by, at=now, data=facts)
    if outcome == ObjectionOutcome.UPHELD:
        _put_right(objection, by=by, now=now)
    _tell(objection, now=now)


def _put_right(objection: Objection, *, by: Actor, now: datetime) -> None:
    if objection.statement is not None:
        lift(statement=objection.statement, by=by, why=LiftingReason.OBJECTION, now=now)
    elif objection.report is not None:
        again = Report.objects.filter(pk=objection.report.pk, decision=objection.against)
        if again.update(decision=None):
            tell_moderators(now)


def _tell(objection: Objection, *, now: datetime) -> None:
    if objection.statement is not None:
        tell_of_statement(objection.statement, kind="objection_decided", now=now)
    elif objection.report is not None:
        key = f"{objection.pk}"
        tell_reporter(objection.report, kind="report_objection_decided", key=key, now=now)


@transaction.atomic
def reconsider(*, statement: Statement, by: Actor, now: datetime) -> None:
    """A moderator ends a restriction before its time; its author is told."""
    if not can_reconsider(by, statement):
        raise NotYours
    if lift(statement=statement, by=by, why=LiftingReason.RECONSIDERED, now=now):
        tell_of_statement(statement, kind="restriction_lifted", now=now)


def lift(*, statement: Statement, by: Actor | None, why: LiftingReason, now: datetime) -> bool:
    """End what a statement restricts, in the transaction of why; whether it still did.

    The statement is locked: of two who end it at once one does.
    """
    statement = Statement.objects.select_for_update().get(pk=statement.pk)
    if statement.measure == Measure.SUSPENDED:
        return end_suspension(statement=statement, by=by, why=why, now=now)
    if hasattr(statement, "lifting"):
        return False
    if statement.measure == Measure.HIDDEN:
        _show_again(statement, by=by, now=now)
    elif statement.measure == Measure.WITHDRAWN:
        _restore(statement, by=by, now=now)
    else:
        record("actor.reminder_taken_back", by=by, subject=statement.to, at=now)
    Lifting.objects.create(statement=statement, why=why, by=by, at=now)
    return True


def _show_again(statement: Statement, *, by: Actor | None, now: datetime) -> None:
    hiding = CommentHiding.objects.filter(statement=statement).select_related("comment__item")
    for row in hiding:
        row.delete()
        facts = {"comment": row.comment_id, "statement": statement.pk}
        record("comment.shown_again", by=by, item=row.comment.item, at=now, data=facts)


def _restore(statement: Statement, *, by: Actor | None, now: datetime) -> None:
    for row in Withdrawal.objects.filter(statement=statement).select_related("item"):
        row.delete()
        facts = {"statement": statement.pk}
        record("item.restored", by=by, item=row.item, at=now, data=facts)


def lift_what_is_over(*, now: datetime) -> int:
    """End each restriction whose time is over and tell whom it concerned; how many there were."""
    over = Statement.objects.filter(until__lte=now, lifting=None).order_by("pk")
    return sum(_lift_if_over(statement, now=now) for statement in over[:100])


@transaction.atomic
def _lift_if_over(statement: Statement, *, now: datetime) -> bool:
    if not lift(statement=statement, by=None, why=LiftingReason.EXPIRED, now=now):
        return False
    tell_of_statement(statement, kind="restriction_lifted", now=now)
    return True
