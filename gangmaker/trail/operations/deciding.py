"""Deciding about what was reported, or about what a moderator came across herself."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, Measure, Statement
from gangmaker.actors.operations import Reasons, give_statement, suspend
from gangmaker.actors.rules import NotYours
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import (
    Comment,
    CommentHiding,
    Item,
    Report,
    ReportDecision,
    ReportOutcome,
    Withdrawal,
    WithdrawalKind,
)
from gangmaker.trail.moderation_rules import can_decide
from gangmaker.trail.things import Thing, answers_for, columns_of, measures_for, plain, words_of

from .journal import record
from .reports import tell_reporter


class ConflictOfInterest(NotYours):
    code = "conflict_of_interest"
    message = _(
        "This is your own, of your organisation, or reported by yourself. "
        "Somebody else of the team decides."
    )


class ReportsChanged(Refused):
    code = "reports_changed"
    message = _(
        "Somebody decided about this meanwhile, or another report came in. "
        "What you typed is still here: read what is new, then send it again."
    )


class NotForThis(Refused):
    code = "not_for_this"
    message = _("This cannot be decided about it. Choose something else.")


class DoneAlready(Refused):
    code = "done_already"
    message = _("This was done already: it is not shown any more.")


@dataclass(frozen=True)
class Verdict:
    """No ``measure``: nothing is wrong with it. ``words`` is for those who reported it."""

    measure: Measure | None = None
    reasons: Reasons | None = None
    words: str = ""


@transaction.atomic
def decide(
    *, thing: Thing, by: Actor, verdict: Verdict, seen: Collection[int], now: datetime
) -> ReportDecision:
    """Decide about ``thing`` and all reports of it that wait, which are those that ``by`` saw.

    Refused when they are others by now: two moderators never decide the same thing at once.
    """
    Actor.objects.select_for_update().get(pk=answers_for(thing).pk)  # one decision at a time
    waiting = Report.objects.waiting().filter(**columns_of(thing))
    reports = list(waiting.select_for_update().order_by("pk"))
    if not can_decide(by, thing, reports):
        raise ConflictOfInterest
    if {each.pk for each in reports} != set(seen):
        raise ReportsChanged
    decision = ReportDecision.objects.create(
        **columns_of(thing),
        outcome=ReportOutcome.MEASURE if verdict.measure else ReportOutcome.NO_BREACH,
        statement=_take(thing, by=by, verdict=verdict, now=now) if verdict.measure else None,
        words=verdict.words,
        by=by,
        at=now,
    )
    Report.objects.filter(pk__in=[each.pk for each in reports]).update(decision=decision)
    facts = {"decision": decision.pk, "measure": verdict.measure, "reports": len(reports)}
    record("report.decided", by=by, at=now, data=facts)
    for each in reports:
        tell_reporter(each, kind="report_decided", key=f"{each.pk}:{decision.pk}", now=now)
    return decision


def _take(thing: Thing, *, by: Actor, verdict: Verdict, now: datetime) -> Statement:
    """Do what was decided, with its statement of reasons."""
    measure, reasons = verdict.measure, verdict.reasons
    if measure is None or reasons is None or measure not in measures_for(thing):
        raise NotForThis
    return TAKEN[measure](thing, by, reasons, now)


def _remind(thing: Thing, by: Actor, reasons: Reasons, now: datetime) -> Statement:
    """Nothing is taken away: the author is told that it is not how people behave here."""
    statement = _state(thing, Measure.REMINDED, by, reasons, now)
    facts = {"statement": statement.pk}
    record("actor.reminded", by=by, subject=statement.to, at=now, data=facts)
    return statement


def _hide(thing: Thing, by: Actor, reasons: Reasons, now: datetime) -> Statement:
    if not isinstance(thing, Comment):
        raise NotForThis
    if thing.removed_at is not None or CommentHiding.objects.filter(comment=thing).exists():
        raise DoneAlready
    statement = _state(thing, Measure.HIDDEN, by, reasons, now)
    CommentHiding.objects.create(comment=thing, statement=statement, by=by, at=now)
    facts = {"comment": thing.pk, "statement": statement.pk}
    record("comment.hidden", by=by, item=thing.item, at=now, data=facts)
    return statement


def _withdraw(thing: Thing, by: Actor, reasons: Reasons, now: datetime) -> Statement:
    if not isinstance(thing, Item):
        raise NotForThis
    if Withdrawal.objects.filter(item=thing.pk).exists():
        raise DoneAlready
    statement = _state(thing, Measure.WITHDRAWN, by, reasons, now)
    Withdrawal.objects.create(
        item=plain(thing), kind=WithdrawalKind.MODERATION, statement=statement, by=by, at=now
    )
    facts = {"statement": statement.pk}
    record("item.withdrawn", by=by, item=plain(thing), at=now, data=facts)
    return statement


def _suspend(thing: Thing, by: Actor, reasons: Reasons, now: datetime) -> Statement:
    """Whoever made it may not take part; what she made is judged by itself."""
    suspension = suspend(
        actor=answers_for(thing), by=by, reasons=reasons, content=words_of(thing), now=now
    )
    return suspension.statement


def _state(thing: Thing, measure: Measure, by: Actor, reasons: Reasons, now: datetime) -> Statement:
    return give_statement(
        to=answers_for(thing),
        measure=measure,
        by=by,
        reasons=reasons,
        content=words_of(thing),
        now=now,
    )


TAKEN: Final[dict[Measure, Callable[[Thing, Actor, Reasons, datetime], Statement]]] = {
    Measure.REMINDED: _remind,
    Measure.HIDDEN: _hide,
    Measure.WITHDRAWN: _withdraw,
    Measure.SUSPENDED: _suspend,
}
