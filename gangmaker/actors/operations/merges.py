"""Merging two records of one actor, and taking that back.

No row moves: the one record points to the other, which stands for both. So what anybody may do
stays with the record it was given for, and taking it back is taking the pointer away. Rights
follow only a record that somebody claimed herself (``Actor.merged_at`` is empty then).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import (
    Actor,
    ActorKind,
    Audience,
    Difference,
    Likeness,
    Membership,
    Merge,
)
from gangmaker.actors.models.actor import FIELD_AUDIENCE
from gangmaker.actors.models.merges import UNDO_WITHIN
from gangmaker.actors.models.names import Left
from gangmaker.actors.ports import plugs
from gangmaker.actors.record_rules import can_keep_records
from gangmaker.actors.rules import NotYours
from gangmaker.actors.sides import Side, audience_of, both, narrower, sides_of
from gangmaker.core.refusals import Refused

STANDS: Final = "stands"
OTHER: Final = "other"
BOTH: Final = "both"


class SameRecord(Refused):
    code = "same_record"
    message = _("This is one record, not two.")


class OfTwoKinds(Refused):
    code = "of_two_kinds"
    message = _("A person and an organisation are never the same.")


class IsMergedAlready(Refused):
    code = "is_merged_already"
    message = _("One of the two was merged or claimed already. Undo that first.")


class OthersPointToIt(Refused):
    code = "others_point_to_it"
    message = _("Another record was merged into this one. Let this one stand for both.")


class IsSuspended(Refused):
    code = "is_suspended"
    message = _("One of the two may not take part now. Merge them when that is over.")


class BothProved(Refused):
    code = "both_proved"
    message = _(
        "Both showed who they are: with an account, or by their address. Only they themselves can "
        "say that they are one."
    )


class ProvedHasToStand(Refused):
    code = "proved_has_to_stand"
    message = _("This one showed who she is, the other did not. Let this one stand for both.")


class LeftTheRegion(Refused):
    code = "left_the_region"
    message = _("One of the two asked to be erased. Nothing is joined to that.")


class TooLateToUndo(Refused):
    code = "too_late_to_undo"
    message = _("This was undone already, or it is longer than thirty days ago.")


class WouldShowMore(Refused):
    code = "would_show_more"
    message = _("Fewer people may see that on the other record. It cannot be taken over.")


def obstacle(*, stands: Actor, other: Actor) -> type[Refused] | None:
    """Why ``stands`` cannot stand for ``other``; None when it can."""
    if stands.pk == other.pk:
        return SameRecord
    if stands.kind != other.kind:
        return OfTwoKinds
    if isinstance(stands.name, Left) or isinstance(other.name, Left):
        return LeftTheRegion
    if stands.claimed_by_id or other.claimed_by_id:
        return IsMergedAlready
    if hasattr(stands, "suspension") or hasattr(other, "suspension"):
        return IsSuspended
    if other.kind == ActorKind.PERSON and other.is_confirmed():
        return BothProved if stands.is_confirmed() else ProvedHasToStand
    if Actor.objects.filter(claimed_by=other).exists():
        return OthersPointToIt
    return None


def takeable(*, stands: Actor, other: Actor) -> frozenset[str]:
    """The fields that can be taken over, by name: those that nobody reads more of by that.

    A name goes only to where no more people read it; what only the team may read, only to a
    record that nobody reads as her own.
    """
    fields = [side.name for side in sides_of(stands.kind)]
    read_as_own = stands.account_id or Membership.objects.filter(organisation=stands).exists()
    as_few = narrower(stands.audience, other.audience) == stands.audience
    return frozenset(
        name
        for name in fields
        if (as_few or name in FIELD_AUDIENCE)
        and not (read_as_own and audience_of(other, name) == Audience.TEAM)
    )


@transaction.atomic
def merge(
    *,
    stands: Actor,
    other: Actor,
    takes: Mapping[str, str],
    by: Actor,
    reason: str,
    now: datetime,
) -> Merge:
    """Let ``stands`` stand for ``other`` too. ``takes`` says, by field, whose value stays.

    The address that proves who somebody is never travels: whoever could claim the one record
    can claim no other than before.
    """
    if not can_keep_records(by):
        raise NotYours
    locked = Actor.objects.select_for_update().in_bulk([stands.pk, other.pk])
    stands, other = locked[stands.pk], locked[other.pk]
    refusal = obstacle(stands=stands, other=other)
    if refusal is not None:
        raise refusal
    wanted = [side for side in sides_of(stands.kind) if takes.get(side.name, STANDS) != STANDS]
    if not takeable(stands=stands, other=other).issuperset(side.name for side in wanted):
        raise WouldShowMore
    taken = {
        side.name: _take(side, takes[side.name], stands=stands, other=other) for side in wanted
    }
    other.claimed_by, other.merged_at = stands, now
    other.save(update_fields=["claimed_by", "merged_at"])
    try:
        with transaction.atomic():
            made = Merge.objects.create(
                stands=stands, other=other, by=by, at=now, reason=reason, taken=taken
            )
    except IntegrityError as error:
        raise IsMergedAlready from error
    plugs.write_act(
        "actor.merged", by=by, subject=stands, at=now, data={"other": other.pk, "merge": made.pk}
    )
    return made


def _take(side: Side, whose: str, *, stands: Actor, other: Actor) -> dict[str, Any]:
    """Write the value that was chosen; what it was, and what it is now."""
    before = _state(side, stands)
    theirs = side.read(other)
    value = both(side.read(stands), theirs) if whose == BOTH and side.adds_up else theirs
    audience = narrower(audience_of(other, side.name), stands.field_audience(side.name))
    if side.name in ("offers", "seeks") and value is not None:
        value = [*value[:2], narrower(value[2], audience)]
    _restore(side, stands, {"value": value, "audience": audience})
    return {"before": before, "after": _state(side, stands)}


def _state(side: Side, actor: Actor) -> dict[str, Any]:
    """The value of a field, and the audience that was chosen for it, if any was."""
    return {"value": side.read(actor), "audience": actor.field_audiences.get(side.name)}


def _restore(side: Side, actor: Actor, state: Mapping[str, Any]) -> None:
    side.write(actor, state["value"])
    if side.name not in FIELD_AUDIENCE:
        return
    if state["audience"] is None:
        actor.field_audiences.pop(side.name, None)
    else:
        actor.field_audiences[side.name] = state["audience"]
    actor.save(update_fields=["field_audiences"])


@transaction.atomic
def undo_merge(*, merge: Merge, by: Actor, now: datetime) -> tuple[str, ...]:
    """Two records again, each as it was. What was edited since on the one that stood stays.

    Answers the names of the fields that stay for that reason.
    """
    if not can_keep_records(by):
        raise NotYours
    if not merge.can_be_undone(at=now):
        raise TooLateToUndo
    return _give_back(merge, by=by, now=now)


@transaction.atomic
def part(record: Actor, *, by: Actor, now: datetime) -> None:
    """Who shows that ``record`` is hers, or has it erased, is merged into nobody any more.

    Where it was merged into the very record of ``by``, what that took over stays.
    """
    merge = Merge.objects.standing().filter(other=record).first()
    if merge is None:
        return
    if merge.stands_id == by.pk:
        merge.taken = {}
    _give_back(merge, by=by, now=now)
    record.claimed_by, record.merged_at = None, None


def _give_back(merge: Merge, *, by: Actor, now: datetime) -> tuple[str, ...]:
    won = Merge.objects.standing().filter(pk=merge.pk).update(undone_at=now, undone_by=by)
    if not won:
        raise TooLateToUndo
    stands = Actor.objects.select_for_update().get(pk=merge.stands_id)
    edited = []
    for side in sides_of(stands.kind):
        kept = merge.taken.get(side.name)
        if kept is None:
            continue
        if _state(side, stands) == kept["after"]:
            _restore(side, stands, kept["before"])
        else:
            edited.append(side.name)
    other = merge.other
    other.claimed_by, other.merged_at = None, None
    other.save(update_fields=["claimed_by", "merged_at"])
    plugs.write_act(
        "actor.merge_undone",
        by=by,
        subject=stands,
        at=now,
        data={"other": other.pk, "merge": merge.pk},
    )
    return tuple(edited)


def replaced_pictures() -> set[str]:
    """Files that no record names now and that undoing a merge would bring back."""
    taken = Merge.objects.standing().filter(taken__has_key="picture")
    before = (row["picture"]["before"]["value"] for row in taken.values_list("taken", flat=True))
    return {picture for picture, _alt in before if picture}


def forget_what_was_merged(*, now: datetime) -> int:
    """Empty the values that were kept for undoing, once that is over: people may erase them."""
    over = Merge.objects.filter(at__lte=now - UNDO_WITHIN).exclude(taken={})
    return over.update(taken={})


@transaction.atomic
def tell_apart(*, one: Actor, other: Actor, by: Actor, now: datetime) -> Difference:
    """These are two different ones: remembered, so that nobody has to look again."""
    if not can_keep_records(by):
        raise NotYours
    if one.pk == other.pk:
        raise SameRecord
    low, high = sorted((one.pk, other.pk))
    said, new = Difference.objects.get_or_create(
        one_id=low, other_id=high, defaults={"by": by, "at": now}
    )
    Likeness.objects.filter(one_id=low, other_id=high).delete()
    if new:
        plugs.write_act("actor.told_apart", by=by, at=now, data={"actors": [low, high]})
    return said
