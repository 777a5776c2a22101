"""Statements of reasons, suspensions, and their end."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import (
    Actor,
    ActorKind,
    Ground,
    HouseRule,
    HouseRules,
    Lifting,
    LiftingReason,
    Measure,
    Statement,
    Suspension,
)
from gangmaker.actors.ports import plugs
from gangmaker.actors.queries import ACTING
from gangmaker.actors.rules import NotYours, can_moderate, can_suspend
from gangmaker.core.refusals import Refused


class ReasonsMissing(Refused):
    code = "reasons_missing"
    message = _("Say the facts, and which law or which of our house rules they are against.")


class RuleIsOld(Refused):
    code = "rule_is_old"
    message = _("This rule is not in force any more. Choose one of the house rules of today.")


class EndsTooEarly(Refused):
    code = "ends_too_early"
    message = _("The end is in the past. Choose a later day, or leave it open.")


class AlreadySuspended(Refused):
    code = "already_suspended"
    message = _("This actor is suspended already.")


@dataclass(frozen=True)
class Reasons:
    """What a moderator says about a restriction: facts, ground, until when, in which language."""

    facts: str
    language: str
    rule: HouseRule | None = None
    law: str = ""
    until: datetime | None = None

    @property
    def ground(self) -> Ground:
        return Ground.HOUSE if self.rule is not None else Ground.LEGAL


def give_statement(
    *, to: Actor, measure: Measure, by: Actor, reasons: Reasons, content: str, now: datetime
) -> Statement:
    """Write down why, and owe it to ``to``. Called in the transaction of what it is about."""
    if not can_moderate(by) or by.pk == to.pk:
        raise NotYours
    _check(reasons, now=now)
    statement = Statement.objects.create(
        to=to,
        measure=measure,
        ground=reasons.ground,
        rule=reasons.rule,
        law="" if reasons.rule else reasons.law,
        facts=reasons.facts,
        content=content,
        language=reasons.language,
        until=None if measure == Measure.REMINDED else reasons.until,
        by=by,
        at=now,
    )
    tell_of_statement(statement, kind="statement", now=now)
    return statement


def _check(reasons: Reasons, *, now: datetime) -> None:
    if not reasons.facts.strip() or not (reasons.rule or reasons.law.strip()):
        raise ReasonsMissing
    if reasons.until is not None and reasons.until <= now:
        raise EndsTooEarly
    in_force = HouseRules.objects.in_force(at=now).first()
    if reasons.rule is not None and (in_force is None or reasons.rule.rules_id != in_force.pk):
        raise RuleIsOld


def tell_of_statement(statement: Statement, *, kind: str, now: datetime) -> None:
    """Owe a mail about it: to the person, or to all who act for the organisation."""
    for reader in (statement.to, *_speak_for(statement.to)):
        plugs.owe_mail(
            kind,
            dedupe_key=f"{kind}:{statement.pk}:{reader.pk}",
            address=reader.email,
            language=reader.reads,
            to=reader,
            at=now,
            payload={"statement": statement.pk},
        )


def _speak_for(actor: Actor) -> list[Actor]:
    """Who acts for an organisation, also while it is suspended: they may object."""
    if actor.kind != ActorKind.ORGANISATION:
        return []
    people = Actor.objects.filter(memberships__organisation=actor, memberships__role__in=ACTING)
    return list(people.order_by("pk"))


@transaction.atomic
def suspend(
    *, actor: Actor, by: Actor, reasons: Reasons, content: str = "", now: datetime
) -> Suspension:
    """Stop somebody from taking part: from the next request, nothing of hers works.

    ``content``: the words of hers that it is about, if any.
    """
    if not can_suspend(by, actor):
        raise NotYours
    if Suspension.objects.filter(actor=actor).exists():
        raise AlreadySuspended
    statement = give_statement(
        to=actor,
        measure=Measure.SUSPENDED,
        by=by,
        reasons=reasons,
        content=content,
        now=now,
    )
    suspension = Suspension.objects.create(actor=actor, statement=statement, by=by, at=now)
    plugs.write_act(
        "actor.suspended", by=by, subject=actor, at=now, data={"statement": statement.pk}
    )
    return suspension


@transaction.atomic
def end_suspension(
    *, statement: Statement, by: Actor | None, why: LiftingReason, now: datetime
) -> bool:
    """Let somebody take part again; whether that was still to be done."""
    gone, _each = Suspension.objects.filter(statement=statement).delete()
    if not gone:
        return False
    Lifting.objects.create(statement=statement, why=why, by=by, at=now)
    plugs.write_act(
        "actor.suspension_ended",
        by=by,
        subject=statement.to,
        at=now,
        data={"statement": statement.pk, "why": why.value},
    )
    return True
