"""Who may decide about what others reported, and who may not because it is her own."""

from collections.abc import Iterable
from datetime import datetime

from gangmaker.actors.models import Actor, Statement
from gangmaker.actors.rules import can_moderate

from .models import Comment, Item, Objection, Report, ReportDecision
from .things import Thing, author_of, thing_of


def is_own(viewer: Actor, thing: Thing) -> bool:
    """Hers, or of an organisation that she belongs to."""
    behind = thing.on_behalf_of_id if isinstance(thing, (Item, Comment)) else None
    return behind in viewer.organisation_ids or _is_hers(viewer, author_of(thing))


def _is_hers(viewer: Actor, actor: Actor) -> bool:
    """Herself, an organisation that she belongs to, or a record for which one of these stands."""
    whose = {actor.pk, actor.claimed_by_id}
    return not whose.isdisjoint({viewer.pk, *viewer.organisation_ids})


def can_decide(viewer: Actor | None, thing: Thing, reports: Iterable[Report] = ()) -> bool:
    """Whoever moderates; nobody about what is her own or what she reported herself."""
    if viewer is None or not can_moderate(viewer) or is_own(viewer, thing):
        return False
    return all(report.by_id != viewer.pk for report in reports)


def can_decide_objection(viewer: Actor | None, objection: Objection) -> bool:
    """Whoever moderates, except who decided first, who reported, and whom it is about."""
    if viewer is None or not can_moderate(viewer) or viewer.pk == objection.first_by_id:
        return False
    statement, report = objection.statement, objection.report
    if statement is not None and _is_hers(viewer, statement.to):
        return False
    if report is not None and (report.by_id == viewer.pk or _is_hers(viewer, report.about)):
        return False
    decision = objection.against or decision_behind(statement)
    return decision is None or can_decide(viewer, thing_of(decision), decision.reports.all())


def decision_behind(statement: Statement | None) -> ReportDecision | None:
    """None of a suspension that was written without deciding about a thing."""
    decision: ReportDecision | None = getattr(statement, "decision", None)
    return decision


def can_reconsider(viewer: Actor | None, statement: Statement) -> bool:
    """End a restriction before its time: whoever moderates, of nothing that is her own."""
    if viewer is None or not can_moderate(viewer) or _is_hers(viewer, statement.to):
        return False
    decision = decision_behind(statement)
    return decision is None or not is_own(viewer, thing_of(decision))


def can_object(statement: Statement, *, at: datetime) -> bool:
    """Once, in time, while it was not lifted. Who holds the link to it speaks for the author."""
    return (
        at <= statement.objections_until
        and not hasattr(statement, "objection")
        and not hasattr(statement, "lifting")
    )
