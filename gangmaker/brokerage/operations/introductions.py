"""Bringing two together: proposing it, asking each by herself, and what they answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, Membership
from gangmaker.actors.rules import NotYours
from gangmaker.brokerage import introduction_rules as rules
from gangmaker.brokerage.models import (
    Answer,
    Brief,
    Introduction,
    IntroductionState,
    Origin,
    Side,
    Step,
)
from gangmaker.brokerage.rules import can_broker
from gangmaker.core.refusals import Refused
from gangmaker.projects.operations.telling import people_behind, tell
from gangmaker.trail.models import Act, ItemAudience, ItemKind, LinkVerb, Party
from gangmaker.trail.operations import NewItem, item_fields, link_items, record

State = IntroductionState

VERBS = {
    State.PROPOSED: "introduction.proposed",
    State.ASKED: "introduction.asked",
    State.ACCEPTED: "introduction.accepted",
    State.MET: "introduction.met",
    State.AGREEMENT: "introduction.agreed",
    State.PROJECT: "introduction.became_project",
    State.RESULT: "introduction.had_result",
    State.DECLINED: "introduction.declined",
    State.SILENT: "introduction.fell_silent",
    State.ENDED: "introduction.ended",
}


class NotTwo(Refused):
    code = "not_two"
    message = _("Choose two different people or organisations.")


class MayNotBeIntroduced(Refused):
    code = "may_not_be_introduced"
    message = _("Somebody who is younger than 18, left or may not take part is not introduced.")


class OfTheSame(Refused):
    code = "of_the_same_organisation"
    message = _("They belong to the same organisation: they know each other.")


class IntroducedAlready(Refused):
    code = "introduced_already"
    message = _("These two are being introduced already. Go on with that one.")


class NotAskedThatWay(Refused):
    code = "not_asked_that_way"
    message = _("Both said yes already, or it came to an end.")


class AnswerIsClosed(Refused):
    code = "answer_is_closed"
    message = _("Your answer cannot be changed here any more. Write to who asked you.")


@dataclass(frozen=True)
class NewSide:
    """Who is introduced, and who answers for her when that is an organisation."""

    actor: Actor
    person: Actor | None = None


@dataclass(frozen=True)
class NewIntroduction:
    """``title`` and ``why`` are what both read when they are asked: no name stands in it."""

    title: str
    why: str
    language: str
    sides: tuple[NewSide, NewSide]
    for_brief: Brief | None = None
    origin: str = Origin.BROKER
    form_token: UUID | None = None


@dataclass(frozen=True)
class Reply:
    """What one side says. ``reason`` is for the broker only."""

    answer: str
    gives_address: bool = False
    reason: str = ""


# --- Proposing --------------------------------------------------------------------------------


def propose(*, new: NewIntroduction, by: Actor, now: datetime) -> Introduction:
    """Think of two who should meet. Nobody is asked yet. A form sent twice makes one."""
    try:
        with transaction.atomic():
            return _sent_before(new.form_token) or _propose(new, by=by, now=now)
    except IntegrityError:
        first = _sent_before(new.form_token)
        if first is None:
            raise
        return first


def _sent_before(form_token: UUID | None) -> Introduction | None:
    if form_token is None:
        return None
    return Introduction.objects.filter(form_token=form_token).first()


def _propose(new: NewIntroduction, *, by: Actor, now: datetime) -> Introduction:
    if not can_broker(by):
        raise NotYours
    check_pair(new.sides)
    made = make(new, by=by, now=now)
    came_into(made, State.PROPOSED, on=timezone.localdate(now), by=by, now=now)
    return made


def make(new: NewIntroduction, *, by: Actor, now: datetime) -> Introduction:
    """The rows of an introduction that nobody knows of but the team, without a step."""
    brief = new.for_brief
    deputy = brief.deputy if brief is not None and brief.deputy_id != by.pk else None
    item = NewItem(
        title=new.title,
        summary=new.why,
        language=new.language,
        by=by,
        owner=by,
        deputy=deputy,
        audience=ItemAudience.TEAM,
        published_at=now,
        form_token=new.form_token,
    )
    fields = item_fields(item, kind=ItemKind.INTRODUCTION, now=now)
    fields["slug"] = f"introduction-{fields['code']}"  # an address is in logs, the title is not
    made = Introduction.objects.create(
        **fields,
        for_brief=brief,
        origin=Origin.BRIEF if brief is not None else new.origin,
        words_on=timezone.localdate(now),
    )
    for position, side in enumerate(new.sides):
        person = side.person if side.person != side.actor else None
        Side.objects.create(introduction=made, actor=side.actor, person=person, position=position)
    if brief is not None:
        link_items(source=made, verb=LinkVerb.CAME_FROM, target=brief, by=by, now=now)
    return made


def check_pair(sides: tuple[NewSide, NewSide]) -> None:
    """Refuse what is never done, while both are held: nobody proposes the same two meanwhile."""
    one, other = (side.actor.standing for side in sides)
    if one == other:
        raise NotTwo
    people = [each for side in sides for each in (side.actor, side.person) if each is not None]
    keys = [each.pk for each in people]
    list(Actor.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    if not all(may_be_introduced(each) for each in people):
        raise MayNotBeIntroduced
    if _belong_together(one, other):
        raise OfTheSame
    if standing_of(one, other) is not None:
        raise IntroducedAlready


def may_be_introduced(actor: Actor) -> bool:
    """Who may meet others, by the record that stands for her."""
    return actor.claimed_by_id is None and rules.may_meet(actor)


def _belong_together(one: Actor, other: Actor) -> bool:
    both = (one.pk, other.pk)
    return Membership.objects.filter(person__in=both, organisation__in=both).exists()


def standing_of(one: Actor, other: Actor) -> Introduction | None:
    """The introduction of these two that goes on, whichever of their records it names."""
    with_one = Side.objects.filter(actor__in=_records(one)).values("introduction")
    with_both = Side.objects.filter(actor__in=_records(other), introduction__in=with_one)
    found: Introduction | None = (
        Introduction.objects.filter(
            pk__in=with_both.values("introduction"), state__in=rules.STANDING, withdrawal=None
        )
        .order_by("pk")
        .first()
    )
    return found


def _records(actor: Actor) -> list[int]:
    return list(
        Actor.objects.filter(Q(pk=actor.pk) | Q(claimed_by=actor.pk)).values_list("pk", flat=True)
    )


# --- Steps ------------------------------------------------------------------------------------


def held(introduction: Introduction) -> Introduction:
    """As it is now, until the end of the transaction: of two answers at once one is second."""
    rows = Introduction.objects.select_for_update(of=("self",))
    found: Introduction = rows.get(pk=introduction.pk)
    return found


def came_into(
    introduction: Introduction,
    state: str,
    *,
    on: date,
    by: Actor | None,
    now: datetime,
    note: str = "",
) -> Act:
    """Write down that it came into ``state`` on that day. The act says nothing of either side."""
    was = rules.reached(introduction)
    Step.objects.create(introduction=introduction, state=state, on=on, note=note, by=by, at=now)
    introduction.state = state
    introduction.silent_from = was if state == State.SILENT else ""
    introduction.save(update_fields=["state", "silent_from"])
    if state != State.SILENT:
        heard_of(introduction, on=timezone.localdate(now))
    return record(VERBS[State(state)], by=by, item=introduction, at=now)


def heard_of(introduction: Introduction, *, on: date) -> None:
    """A word from anybody: whatever fell silent is as it was before; so is its brief."""
    if introduction.state == State.SILENT:
        introduction.state, introduction.silent_from = introduction.silent_from, ""
    introduction.words_on = max(introduction.words_on, on)
    introduction.save(update_fields=["state", "silent_from", "words_on"])
    brief = introduction.for_brief
    if brief is not None and brief.words_on < on:
        brief.words_on = on
        brief.save(update_fields=["words_on"])


# --- Asking -----------------------------------------------------------------------------------


@transaction.atomic
def ask(
    *, introduction: Introduction, by: Actor, now: datetime, position: int | None = None
) -> None:
    """Ask both, each by herself, or one of them; who was asked and is silent is asked again.

    The mail names neither of them to the other, and comes from us; one a day at most. Nobody is
    asked for who may not meet anybody any more.
    """
    if not can_broker(by):
        raise NotYours
    intro = held(introduction)
    if rules.is_accepted(intro) or rules.is_closed(intro):
        raise NotAskedThatWay
    both = list(intro.sides.select_related(*rules.WHO).order_by("position"))
    sides = [side for side in both if not side.answer and position in (None, side.position)]
    if not sides:
        raise NotAskedThatWay
    if any(map(rules.is_out, both)):
        raise MayNotBeIntroduced
    today = timezone.localdate(now)
    if rules.reached(intro) == State.PROPOSED:
        came_into(intro, State.ASKED, on=today, by=by, now=now)
    else:
        heard_of(intro, on=today)
        record("introduction.asked_again", by=by, item=intro, at=now)
    for side in sides:
        side.asked_at = side.asked_at or now
        side.save(update_fields=["asked_at"])
        mail_side("introduction_asked", side, about=today.isoformat(), now=now)


def mail_side(
    kind: str, side: Side, *, about: str, now: datetime, more: dict[str, object] | None = None
) -> None:
    """Owe a mail to whoever answers for this side."""
    tell(
        kind,
        people_behind([rules.speaker_of(side)]),
        about=f"{side.pk}:{about}",
        payload={"side": side.pk, **(more or {})},
        now=now,
    )


# --- Answering --------------------------------------------------------------------------------


@transaction.atomic
def answer(
    *, side: Side, reply: Reply, by: Actor, now: datetime, entered_by: Actor | None = None
) -> None:
    """Say yes or no for one side; saying something else replaces it, until both said yes.

    ``by`` says it; ``entered_by`` wrote it down for somebody on the phone, who need not have
    been asked by mail. Whatever the other answered, this does the same and takes as long.
    """
    if entered_by is not None and not can_broker(entered_by):
        raise NotYours
    intro = held(side.introduction)
    said = intro.sides.select_related("actor", "person", "introduction").get(pk=side.pk)
    if entered_by is not None and said.asked_at is None:
        said.asked_at = now
    if rules.is_accepted(intro) or rules.is_closed(intro) or said.asked_at is None:
        raise AnswerIsClosed
    said.answer, said.answered_at = Answer(reply.answer), now
    said.reason, said.entered_by = reply.reason, entered_by
    said.save()
    _take_part(said, reply)
    heard_of(intro, on=timezone.localdate(now))
    record("introduction.answered", by=entered_by or by, item=intro, at=now)
    _follow_from_answers(intro, by=entered_by or by, now=now)


def _take_part(side: Side, reply: Reply) -> None:
    """A side that says yes is a party. While the audience is the team, that opens nothing."""
    actors = [side.actor, *([side.person] if side.person else [])]
    Party.objects.filter(item=side.introduction_id, actor__in=actors).delete()
    if reply.answer == Answer.YES:
        role = rules.REACHABLE if reply.gives_address else rules.BY_NAME
        Party.objects.bulk_create(
            Party(item_id=side.introduction_id, actor=actor, role=role, position=side.position)
            for actor in actors
        )


def _follow_from_answers(introduction: Introduction, *, by: Actor, now: datetime) -> None:
    """Who left or may not take part since she said yes is brought together with nobody."""
    sides = list(introduction.sides.select_related(*rules.WHO).order_by("position"))
    answers = {side.answer for side in sides}
    on = timezone.localdate(now)
    if answers == {Answer.YES} and not any(map(rules.is_out, sides)):
        come_together(introduction, on=on, by=by, now=now)
        for side in sides:
            mail_side("introduction_accepted", side, about="1", now=now)
    elif Answer.NO in answers and introduction.state != State.DECLINED:
        came_into(introduction, State.DECLINED, on=on, by=by, now=now)
    elif Answer.NO not in answers and introduction.state in (State.DECLINED, State.PROPOSED):
        came_into(introduction, State.ASKED, on=on, by=by, now=now)


def come_together(introduction: Introduction, *, on: date, by: Actor, now: datetime) -> None:
    """From now on each of the two may know of it, and of the other."""
    came_into(introduction, State.ACCEPTED, on=on, by=by, now=now)
    introduction.audience = ItemAudience.PARTIES
    introduction.published_at = introduction.updated_at = now
    introduction.save(update_fields=["audience", "published_at", "updated_at"])


@transaction.atomic
def give_address(*, side: Side, gives: bool, by: Actor, now: datetime) -> None:
    """Let the other have one's address, or not any more; what she read stays with her."""
    role = rules.REACHABLE if gives else rules.BY_NAME
    changed = (
        Party.objects.filter(item=side.introduction_id, actor=side.actor_id)
        .exclude(role=role)
        .update(role=role)
    )
    if changed:
        record("introduction.address_said", by=by, item=side.introduction, at=now)


@transaction.atomic
def close_quietly(*, introduction: Introduction, by: Actor, now: datetime) -> None:
    """End what nobody or not both agreed to. Who was asked and did not say no reads one mail, in
    the same words whether the other said no, was silent, or the broker stopped."""
    if not can_broker(by):
        raise NotYours
    intro = held(introduction)
    if rules.is_accepted(intro) or rules.is_closed(intro):
        raise NotAskedThatWay
    came_into(intro, State.ENDED, on=timezone.localdate(now), by=by, now=now)
    for side in _asked_and_willing(intro):
        mail_side("introduction_closed", side, about="1", now=now)


def _asked_and_willing(introduction: Introduction) -> Iterable[Side]:
    asked = introduction.sides.exclude(asked_at=None).exclude(answer=Answer.NO)
    return asked.select_related("actor", "person").order_by("position")
