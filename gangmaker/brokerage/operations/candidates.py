"""Whom the broker considers for a brief: a shortlist in an order, and who is left out, with why.

All of it stays among the team: who asks and who is considered read nothing of it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.brokerage.models import Brief, Candidate, CandidateState
from gangmaker.brokerage.queries.asking import members_of
from gangmaker.brokerage.queries.available import proposable, records_of
from gangmaker.brokerage.rules import can_broker
from gangmaker.core.brokerage.fit import Fit
from gangmaker.core.refusals import Refused
from gangmaker.trail.operations import record

from .secrecy import let_read, let_read_no_more


class NotToBeProposed(Refused):
    code = "not_to_be_proposed"
    message = _("They did not say that they want to be proposed, or may not be for now.")


class OfWhoAsks(Refused):
    code = "of_who_asks"
    message = _("They belong to who asks.")


class NotConsidered(Refused):
    code = "not_considered"
    message = _("They are no candidate any more. Look again.")


class BriefIsOver(Refused):
    code = "brief_is_over"
    message = _("This brief has ended: nobody is looked for any more.")


@transaction.atomic
def shortlist(
    *,
    brief: Brief,
    actor: Actor,
    by: Actor,
    now: datetime,
    why: str = "",
    found: Fit | None = None,
) -> Candidate:
    """Consider somebody, after those who are on the shortlist; also who was left out before.

    ``found`` is what the arithmetic says of her now; without it she was added by hand. Whoever is
    on the shortlist stays where she is.
    """
    held = _held(brief, by)
    _refuse_who_may_not(held, actor)
    earlier = Candidate.objects.filter(brief=held, actor=actor).first()
    if earlier is not None and earlier.state == CandidateState.SHORTLISTED:
        return earlier
    candidate, _new = Candidate.objects.update_or_create(
        brief=held,
        actor=actor,
        defaults={
            "state": CandidateState.SHORTLISTED,
            "position": _after_all(held),
            "why": why or (earlier.why if earlier else ""),
            "by": by,
            "at": now,
            **_said(found),
        },
    )
    let_read(held, actor)
    by_hand = {"by_hand": candidate.by_hand}
    record("candidate.shortlisted", by=by, item=held, subject=actor, at=now, data=by_hand)
    return candidate


@transaction.atomic
def drop(
    *,
    brief: Brief,
    actor: Actor,
    by: Actor,
    now: datetime,
    why: str = "",
    found: Fit | None = None,
) -> Candidate:
    """Leave somebody out, from the longlist or from the shortlist: she does not come up again."""
    held = _held(brief, by)
    there = Candidate.objects.filter(brief=held, actor=actor).first()
    if there is None:
        _refuse_who_may_not(held, actor)
        there = Candidate(brief=held, actor=actor, **_said(found))
    elif there.state == CandidateState.DROPPED:
        return there
    there.state, there.position, there.why = CandidateState.DROPPED, 0, why or there.why
    there.by, there.at = by, now
    there.save()
    let_read_no_more(held, actor)
    record("candidate.dropped", by=by, item=held, subject=actor, at=now)
    return there


@transaction.atomic
def put_back(*, brief: Brief, actor: Actor, by: Actor, now: datetime) -> None:
    """Undo: she is on the longlist again, if she fits, as if nobody had looked."""
    held = _held(brief, by)
    gone, _tables = Candidate.objects.filter(brief=held, actor=actor).delete()
    if not gone:
        raise NotConsidered
    let_read_no_more(held, actor)
    record("candidate.put_back", by=by, item=held, subject=actor, at=now)


@transaction.atomic
def say_why(*, brief: Brief, actor: Actor, why: str, by: Actor, now: datetime) -> None:
    """Note why somebody is considered or left out, for the team. The words are in no act."""
    held = _held(brief, by)
    if not Candidate.objects.filter(brief=held, actor=actor).exists():
        raise NotConsidered
    other = Candidate.objects.filter(brief=held, actor=actor).exclude(why=why)
    if other.update(why=why):
        record("candidate.reason_noted", by=by, item=held, subject=actor, at=now)


@transaction.atomic
def order_candidates(*, brief: Brief, actors: Sequence[int], by: Actor, now: datetime) -> None:
    """Put the shortlist in this order (ids of actors); those not in it come after, as they were."""
    held = _held(brief, by)
    rank = {pk: number for number, pk in enumerate(actors)}
    listed = Candidate.objects.filter(brief=held, state=CandidateState.SHORTLISTED)
    there = list(listed.order_by("position", "pk"))
    ordered = sorted(there, key=lambda each: rank.get(each.actor_id, len(rank)))
    if ordered == there:
        return
    for position, candidate in enumerate(ordered):
        candidate.position = position
    Candidate.objects.bulk_update(ordered, ["position"])
    record("candidate.ordered", by=by, item=held, at=now)


def _held(brief: Brief, by: Actor) -> Brief:
    """The brief until the end of the transaction: two brokers are seen one after the other."""
    if not can_broker(by):
        raise NotYours
    held = Brief.objects.select_for_update(of=("self",)).get(pk=brief.pk)
    if held.ended_at is not None or hasattr(held, "withdrawal"):
        raise BriefIsOver
    return held


def _refuse_who_may_not(brief: Brief, actor: Actor) -> None:
    asker = brief.on_behalf_of_id or brief.by_id
    asks, members = records_of([brief.by_id, asker]), members_of(asker)
    if asks.filter(pk=actor.pk).exists() or members.filter(pk=actor.pk).exists():
        raise OfWhoAsks
    if not proposable().filter(pk=actor.pk).exists():
        raise NotToBeProposed


def _after_all(brief: Brief) -> int:
    last = Candidate.objects.filter(brief=brief).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _said(found: Fit | None) -> dict[str, Any]:
    """What the arithmetic said on the day: ids and choices."""
    if found is None:
        return {"by_hand": True, "points": None, "reasons": []}
    reasons = [reason.as_data() for reason in found.reasons]
    return {"by_hand": False, "points": found.points, "reasons": reasons}
