"""Who may decide about what others reported, and who may not because it is her own."""

from collections.abc import Iterable
from datetime import datetime

from gangmaker.actors.models import Actor, Statement
from gangmaker.actors.rules import can_moderate

from .models import Comment, Item, Objection, Report
from .things import Thing, author_of


def is_own(viewer: Actor, thing: Thing) -> bool:
    """Hers, or of an organisation that she belongs to."""
    whose = {author_of(thing).pk}
    if isinstance(thing, (Item, Comment)) and thing.on_behalf_of_id is not None:
        whose.add(thing.on_behalf_of_id)
    return not whose.isdisjoint({viewer.pk, *viewer.organisation_ids})


def can_decide(viewer: Actor | None, thing: Thing, reports: Iterable[Report] = ()) -> bool:
    """Whoever moderates; nobody about what is her own or what she reported herself."""
    if viewer is None or not can_moderate(viewer) or is_own(viewer, thing):
        return False
    return all(report.by_id != viewer.pk for report in reports)


def can_decide_objection(viewer: Actor | None, objection: Objection) -> bool:
    """Whoever moderates, except who decided first, who objects, and whom it is about."""
    if viewer is None or not can_moderate(viewer):
        return False
    report = objection.report
    statement = objection.statement
    involved = {objection.first_by_id, statement.to_id if statement else None}
    involved |= {report.by_id, report.about_id} if report else set()
    return viewer.pk not in involved


def can_object(statement: Statement, *, at: datetime) -> bool:
    """Once, in time, while it was not lifted. Who holds the link to it speaks for the author."""
    return (
        at <= statement.objections_until
        and not hasattr(statement, "objection")
        and not hasattr(statement, "lifting")
    )
