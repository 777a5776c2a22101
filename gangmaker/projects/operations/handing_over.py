"""Giving all that one person keeps to others, in one action."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours, is_team
from gangmaker.core.refusals import Refused
from gangmaker.projects import rules
from gangmaker.projects.models import Action, Goal, Grant, PartyRole, Task
from gangmaker.projects.queries.keeping import Kept, kept_by, who_can_take_over, who_waits
from gangmaker.trail.models import (
    Handover,
    HandoverPart,
    Item,
    ItemKind,
    PartKind,
    Party,
    Promise,
)
from gangmaker.trail.operations import record
from gangmaker.trail.operations.life import ask_anew, ask_deputy_anew
from gangmaker.trail.rules import can_be_given

from .actions import ActionTerms, change_action
from .goals import GoalTerms, change_goal
from .telling import people_behind, tell


class ReasonForHandover(Refused):
    code = "handover_needs_a_reason"
    message = _("Say why. Those concerned read it.")


class NothingToHandOver(Refused):
    code = "nothing_to_hand_over"
    message = _("Nothing of this is hers any more. Look again.")


class CannotTakeOver(Refused):
    code = "cannot_take_over"
    message = _("They cannot take this over: only who can sign in and works with it.")


@dataclass(frozen=True)
class Wish:
    """Everything goes ``to`` one person. The ``exceptions`` stay, or go to ``others_to``.

    An exception is the key of one thing, or of a group: all of that kind. ``only``: of these
    keys, as when somebody gives back what she was given.
    """

    to: Actor
    exceptions: frozenset[str] = frozenset()
    others_to: Actor | None = None
    only: frozenset[str] | None = None


@dataclass(frozen=True)
class Plan:
    """What goes to whom, what stays because it was asked, and what cannot go and why."""

    moves: Mapping[Actor, tuple[Kept, ...]]
    stays: tuple[Kept, ...]
    stuck: tuple[Kept, ...]

    @property
    def moving(self) -> tuple[Kept, ...]:
        return tuple(kept for each in self.moves.values() for kept in each)


def plan_of(wish: Wish, kept: Iterable[Kept], *, by: Actor) -> Plan:
    """What would happen; nothing is changed.

    Goals and actions change by the team; grants, briefs and introductions go only to who may keep
    them.
    """
    moves: dict[Actor, list[Kept]] = {wish.to: []}
    stays: list[Kept] = []
    stuck: list[Kept] = []
    for one in kept:
        if wish.only is not None and one.key not in wish.only:
            continue
        excepted = not wish.exceptions.isdisjoint({one.key, one.group})
        to = wish.others_to if excepted else wish.to
        if to is None:
            stays.append(one)
        elif not _may_go(one, to, by=by):
            stuck.append(one)
        else:
            moves.setdefault(to, []).append(one)
    parted = {to: tuple(each) for to, each in moves.items() if each}
    return Plan(parted, tuple(stays), tuple(stuck))


def _may_go(one: Kept, to: Actor, *, by: Actor) -> bool:
    if one.planned:
        return is_team(by)
    if one.kind in (PartKind.GRANT, PartKind.GRANT_DEPUTISED):
        return rules.can_keep_grants(to)
    return can_be_given(one.item_kind, to)


@transaction.atomic
def hand_over_all(*, giver: Actor, wish: Wish, reason: str, by: Actor, now: datetime) -> Handover:
    """Give what ``giver`` keeps to others, with its open promises, all or nothing.

    Each thing goes only while it is still hers, so that of two at once each goes one way. Their
    new keepers, who waits for an answer, and ``giver`` are told, each in one mail.
    """
    if not rules.can_hand_over_all(by, giver):
        raise NotYours
    if not reason.strip():
        raise ReasonForHandover
    _refuse_strangers(giver, wish)
    plan = plan_of(wish, kept_by(giver, at=now), by=by)
    waiting = list(who_waits(plan.moving, giver))
    act = record("work.handed_over", by=by, subject=giver, at=now)
    handover = Handover.objects.create(giver=giver, by=by, act=act, reason=reason.strip(), at=now)
    move = _Move(handover)
    for to, each in plan.moves.items():
        for one in each:
            move.to(one, to)
    if not move.parts:
        raise NothingToHandOver
    HandoverPart.objects.bulk_create(move.parts)
    _announce(handover, move.parts, waiting)
    return handover


def _refuse_strangers(giver: Actor, wish: Wish) -> None:
    wanted = {person.pk for person in (wish.to, wish.others_to) if person is not None}
    fit = set(who_can_take_over(giver).filter(pk__in=wanted).values_list("pk", flat=True))
    if wanted - fit:
        raise CannotTakeOver


class _Move:
    """Moving one thing after another, and noting what moved."""

    def __init__(self, handover: Handover) -> None:
        self.handover = handover
        self.giver, self.by, self.now = handover.giver, handover.by, handover.at
        self.parts: list[HandoverPart] = []

    def to(self, one: Kept, to: Actor) -> None:
        if not WAYS[one.kind](self, one, to):
            return
        self.parts.append(
            HandoverPart(
                handover=self.handover,
                kind=one.kind,
                of=one.of,
                item_id=one.item,
                giver=self.giver,
                to=to,
            )
        )

    def owned(self, one: Kept, to: Actor) -> bool:
        if one.planned:
            return self._planned(one, to, field="owner")
        alone = Case(When(deputy=to, then=Value(None)), default=F("deputy"))
        hers = Item.objects.filter(pk=one.of, owner=self.giver)
        if not hers.update(owner=to, deputy=alone):
            return False
        Promise.objects.filter(item=one.of, owner=self.giver, kept_by=None).update(owner=to)
        ask_anew([one.of], now=self.now)
        self._record("item.handed_over", one, to)
        return True

    def deputised(self, one: Kept, to: Actor) -> bool:
        """Nobody replaces herself: where the new one answers already, there is no deputy then."""
        if one.planned:
            return self._planned(one, to, field="deputy")
        instead = Case(When(owner=to, then=Value(None)), default=Value(to.pk))
        if not Item.objects.filter(pk=one.of, deputy=self.giver).update(deputy=instead):
            return False
        ask_deputy_anew(one.of)
        self._record("item.deputy_named", one, to)
        return True

    def promised(self, one: Kept, to: Actor) -> bool:
        still = Promise.objects.filter(pk=one.of, owner=self.giver, kept_by=None)
        if not still.update(owner=to):
            return False
        self._record("promise.handed_over", one, to)
        return True

    def led(self, one: Kept, to: Actor) -> bool:
        """Who takes part already leads from now on; who does not takes her place."""
        hers = Party.objects.filter(pk=one.of, actor=self.giver, role=PartyRole.LEAD)
        if Party.objects.filter(item=one.item, actor=to).update(role=PartyRole.LEAD):
            moved, _each = hers.delete()
        else:
            moved = hers.update(actor=to)
        if moved:
            self._record("project.lead_handed_over", one, to)
        return bool(moved)

    def task(self, one: Kept, to: Actor) -> bool:
        if not Task.objects.filter(pk=one.of, owner=self.giver, done_on=None).update(owner=to):
            return False
        self._record("task.handed_over", one, to)
        return True

    def grant(self, one: Kept, to: Actor) -> bool:
        alone = Case(When(deputy=to, then=Value(None)), default=F("deputy"))
        hers = Grant.objects.filter(pk=one.of, owner=self.giver)
        return self._granted(one, to, moved=hers.update(owner=to, deputy=alone))

    def grant_deputised(self, one: Kept, to: Actor) -> bool:
        instead = Case(When(owner=to, then=Value(None)), default=Value(to.pk))
        hers = Grant.objects.filter(pk=one.of, deputy=self.giver)
        return self._granted(one, to, moved=hers.update(deputy=instead))

    def _granted(self, one: Kept, to: Actor, *, moved: int) -> bool:
        if moved:
            data = {"handover": self.handover.pk, "grant": one.of}
            record("grant.handed_over", by=self.by, subject=to, at=self.now, data=data)
        return bool(moved)

    def _planned(self, one: Kept, to: Actor, *, field: str) -> bool:
        """By the plan's own operations: each change has its reason, which everybody reads."""
        hers = Q(pk=one.of, **{field: self.giver})
        if one.item_kind == ItemKind.GOAL:
            goal = Goal.objects.filter(hers).first()
            if goal is None:
                return False
            owner, deputy = _keepers(goal, to, field=field)
            change_goal(
                goal=goal,
                terms=GoalTerms(goal.title, goal.summary, goal.year, goal.parent, owner, deputy),
                reason=self.handover.reason,
                by=self.by,
                now=self.now,
            )
            return True
        action = Action.objects.filter(hers).first()
        if action is None:
            return False
        owner, deputy = _keepers(action, to, field=field)
        change_action(
            action=action,
            terms=ActionTerms(
                action.title, action.summary, action.starts_on, action.due_on, owner, deputy
            ),
            reason=self.handover.reason,
            by=self.by,
            now=self.now,
        )
        return True

    def _record(self, verb: str, one: Kept, to: Actor) -> None:
        record(
            verb,
            by=self.by,
            item=Item.objects.get(pk=one.item or 0),
            subject=to,
            at=self.now,
            data={"handover": self.handover.pk},
        )


def _keepers(item: Item, to: Actor, *, field: str) -> tuple[Actor, Actor | None]:
    owner = to if field == "owner" else item.owner
    deputy = to if field == "deputy" else item.deputy
    return owner, None if deputy == owner else deputy


WAYS: Final[Mapping[str, Callable[[_Move, Kept, Actor], bool]]] = {
    PartKind.OWNED: _Move.owned,
    PartKind.DEPUTISED: _Move.deputised,
    PartKind.PROMISED: _Move.promised,
    PartKind.LED: _Move.led,
    PartKind.TASK: _Move.task,
    PartKind.GRANT: _Move.grant,
    PartKind.GRANT_DEPUTISED: _Move.grant_deputised,
}


def _announce(
    handover: Handover, parts: Collection[HandoverPart], waiting: Iterable[Promise]
) -> None:
    """One mail to each: who has it now, who waits for something, and who had it."""
    by, now, about = handover.by, handover.at, f"{handover.pk}"
    payload = {"handover": handover.pk}
    receivers = {part.to for part in parts}
    tell("taken_over", people_behind(receivers), about=about, payload=payload, now=now, but=by)
    moved = {(part.kind, part.of) for part in parts}
    gone = [
        promise
        for promise in waiting
        if (PartKind.OWNED, promise.item_id) in moved or (PartKind.PROMISED, promise.pk) in moved
    ]
    everybody = {promise.to for promise in gone} - receivers - {handover.giver}
    for person in people_behind(everybody):
        hers = [
            promise.pk for promise in gone if person.pk in (promise.to_id, promise.to.reader_id)
        ]
        if hers:
            told = {**payload, "promises": hers}
            tell("new_keeper", [person], about=about, payload=told, now=now, but=by)
    giver = people_behind([handover.giver])
    tell("given_away", giver, about=about, payload=payload, now=now, but=by)
