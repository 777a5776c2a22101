"""Who was brought together in the demo region, and what came of it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Final, TypeAlias

from gangmaker.actors.models import Actor
from gangmaker.brokerage.models import Answer, Introduction, IntroductionState, Side
from gangmaker.brokerage.operations.encounters import Who, introduce_in_hindsight, log_encounter
from gangmaker.brokerage.operations.follow_ups import Said, ask_on, say
from gangmaker.brokerage.operations.introduction_steps import fall_silent_on, step
from gangmaker.brokerage.operations.introductions import (
    NewIntroduction,
    NewSide,
    Reply,
    answer,
    ask,
    close_quietly,
    propose,
)
from gangmaker.config.demo.briefs import brief_of
from gangmaker.config.demo.brokerage_rows import Encounter, Place, Word
from gangmaker.config.demo.brokerage_rows import Introduction as Row
from gangmaker.config.demo.past import Past
from gangmaker.config.demo.people import FIRST_DAY
from gangmaker.config.demo.region_rows import speaker_of
from gangmaker.projects.models import Project

State = IntroductionState
Happening: TypeAlias = tuple[int, Callable[[datetime], object]]

LOOKED: Final = range(FIRST_DAY - 5, 0, -5)
"""So many days ago the worker looked who fell silent and what is to be asked."""
LATER: Final = timedelta(minutes=4)
STEPS: Final = (State.MET, State.AGREEMENT, State.PROJECT, State.RESULT, State.ENDED)


def bring_together(past: Past) -> None:
    for encounter in past.content.encounters:
        _meet(past, encounter)
    for row in past.content.introductions:
        _introduce(past, row)
    for days in LOOKED:
        past.happen(past.days.ago(days, "silence"), partial(_look, past, days))


def _look(past: Past, days_ago: int, now: datetime) -> None:
    fall_silent_on(past.days.day(-days_ago), now=now)
    ask_on(past.days.day(-days_ago), now=now)


def _meet(past: Past, row: Encounter) -> None:
    """What was before there was a platform is logged in the first weeks."""
    known = past.latest([row.one, row.other, row.by])
    at = past.days.ago(min(row.days_ago, FIRST_DAY - 12), row.key, after=known)
    past.happen(at, partial(_log, past, row), name=row.key)


def _log(past: Past, row: Encounter, now: datetime) -> None:
    past.encounters[row.key] = log_encounter(
        one=Who(past.actors[row.one]),
        other=Who(past.actors[row.other]),
        by=past.actors[row.by],
        on=past.days.day(-row.days_ago),
        where=row.where,
        about=row.about,
        now=now,
    )


def _introduce(past: Past, row: Row) -> None:
    """In order of time; what was before it was written down comes right after that."""
    known = [*row.sides, row.owner, *filter(None, [row.encounter])]
    if row.brief:
        known += [f"approved {row.brief}", *_considered(past, row, row.brief)]
    written = row.proposed if row.written_days_ago is None else row.written_days_ago
    at = past.days.ago(written, row.key, after=past.latest(known))
    begin = _in_hindsight if row.encounter else _propose
    past.happen(at, partial(begin, past, row), name=row.key)
    happened = sorted(_happenings(past, row), key=lambda each: -each[0])
    for days_ago, do in happened:
        after = at + LATER
        if days_ago < written:
            after = max(after, past.days.ago(days_ago, f"{row.key} {days_ago}"))
        at = past.happen(min(after, past.days.now), do)
    if row.written_days_ago is not None and row.asked is not None:
        past.happen(past.moments[row.key] + timedelta(hours=1), partial(_put_days, past, row))


def _considered(past: Past, row: Row, brief: str) -> Iterator[str]:
    names = (f"considered {brief} {side}" for side in row.sides)
    return (name for name in names if name in past.moments)


def _happenings(past: Past, row: Row) -> Iterator[Happening]:
    """How many days ago what happened, in the order of a course without haste."""
    if row.asked is not None:
        yield row.asked, partial(_ask, past, row)
    places: tuple[Place, ...] = (0, 1) if len(row.yes) == 2 else (row.yes_of,)
    for place, days_ago in zip(places, row.yes, strict=False):
        yield days_ago, partial(_answer, past, row, place, Reply(Answer.YES, gives_address=True))
    if row.no:
        said = Reply(Answer.NO, reason=row.no.reason)
        yield row.no.days_ago, partial(_answer, past, row, row.no.side, said)
    for state in STEPS:
        days_ago = getattr(row, state)
        if days_ago is not None:
            yield days_ago, partial(_step, past, row, state, days_ago)
    for word in row.words:
        yield word.days_ago, partial(_say, past, row, word)
    if row.closed is not None:
        yield row.closed, partial(_close, past, row)


def _propose(past: Past, row: Row, now: datetime) -> None:
    one, other = (_side(past, row, key) for key in row.sides)
    new = NewIntroduction(
        title=row.title,
        why=row.why,
        language=row.language,
        sides=(one, other),
        for_brief=brief_of(past, row.brief) if row.brief else None,
    )
    past.items[row.key] = propose(new=new, by=past.actors[row.owner], now=now)


def _side(past: Past, row: Row, key: str) -> NewSide:
    speaker = speaker_of(past.content, key, days_ago=row.written_days_ago or row.proposed)
    return NewSide(past.actors[key], past.actors[speaker] if speaker not in (None, key) else None)


def _in_hindsight(past: Past, row: Row, now: datetime) -> None:
    past.items[row.key] = introduce_in_hindsight(
        encounter=past.encounters[row.encounter or ""],
        title=row.title,
        why=row.why,
        language=row.language,
        by=past.actors[row.owner],
        now=now,
    )


def introduction_of(past: Past, row: Row) -> Introduction:
    return Introduction.objects.get(pk=past.items[row.key].pk)


def _ask(past: Past, row: Row, now: datetime) -> None:
    ask(introduction=introduction_of(past, row), by=past.actors[row.owner], now=now)


def _answer(past: Past, row: Row, place: Place, reply: Reply, now: datetime) -> None:
    """By the link, or on the phone with the broker; what was before is from her list."""
    side, speaker = _spoken(past, row, place)
    entered = place in row.on_paper or row.written_days_ago is not None
    by = past.actors[row.owner]
    answer(side=side, reply=reply, by=speaker, entered_by=by if entered else None, now=now)


def _spoken(past: Past, row: Row, place: Place) -> tuple[Side, Actor]:
    sides = Side.objects.select_related("actor", "person", "introduction")
    side = sides.get(introduction=past.items[row.key].pk, position=place)
    return side, side.person or side.actor


def _step(past: Past, row: Row, state: State, days_ago: int, now: datetime) -> None:
    project = None
    if state == State.PROJECT and row.came_of_it:
        project = Project.objects.get(pk=past.items[row.came_of_it].pk)
    step(
        introduction=introduction_of(past, row),
        state=state,
        on=past.days.day(-days_ago),
        by=past.actors[row.owner],
        now=now,
        note=row.notes.get(state, ""),
        project=project,
    )


def _say(past: Past, row: Row, word: Word, now: datetime) -> None:
    side, speaker = _spoken(past, row, word.side)
    say(
        follow_up=introduction_of(past, row).follow_ups.get(kind=word.after),
        side=side,
        said=Said(how=word.how, next=word.next or ""),
        by=speaker,
        entered_by=past.actors[row.owner] if word.by_phone else None,
        now=now,
    )


def _close(past: Past, row: Row, now: datetime) -> None:
    close_quietly(introduction=introduction_of(past, row), by=past.actors[row.owner], now=now)


def _put_days(past: Past, row: Row, now: datetime) -> None:
    """The list of the broker says when they were asked and when they answered."""
    said = {
        State.PROPOSED: row.proposed,
        State.ASKED: row.asked,
        State.ACCEPTED: min(row.yes) if len(row.yes) == 2 else None,
        State.DECLINED: row.no.days_ago if row.no else None,
    }
    for state, days_ago in said.items():
        if days_ago is not None:
            steps = introduction_of(past, row).steps.filter(state=state)
            steps.update(on=past.days.day(-days_ago))
