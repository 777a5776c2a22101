"""Introductions as they were, from the day on which somebody was asked; straight into the rows."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from gangmaker.actors.models import Actor, ActorSector
from gangmaker.brokerage.models import (
    Brief,
    Encounter,
    Introduction,
    IntroductionState,
    Origin,
    Side,
    Step,
)
from gangmaker.projects.models import Project
from gangmaker.trail.models import ItemKind, Party
from gangmaker.trail.operations import item_fields
from tests.world import NOON, make_new_item, make_person, make_project

TODAY = NOON.date()
State = IntroductionState


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))


def of_sectors(*sectors: str) -> Actor:
    actor = make_person()
    for sector in sectors:
        ActorSector.objects.create(actor=actor, sector=sector)
    return actor


def make_brief(broker: Actor, *, approved: date) -> Brief:
    at = moment(approved)
    fields = item_fields(
        make_new_item(by=broker, title="Wie draait met vlas?"), kind=ItemKind.BRIEF, now=at
    )
    return Brief.objects.create(**fields, approved_at=at, approved_by=broker, words_on=approved)


def introduce(
    broker: Actor,
    *sides: Actor,
    asked: date,
    written: date | None = None,
    both: bool = True,
    brief: Brief | None = None,
    origin: str = Origin.BROKER,
    project: Project | None = None,
    **later: date,
) -> Introduction:
    """Two who were asked on a day; ``later`` are the days of states: ``agreement=…``."""
    one, other = sides or (make_person(), make_person())
    wrote = moment(written or asked)
    item = item_fields(make_new_item(by=broker, audience="team"), kind="introduction", now=wrote)
    states = {State.ASKED.value: asked, **later}
    made = Introduction.objects.create(
        **item,
        state=list(states)[-1],
        silent_from=list(states)[-2] if list(states)[-1] == State.SILENT else "",
        origin=Origin.BRIEF if brief else origin,
        for_brief=brief,
        words_on=max(states.values()),
        came_of_it=project,
    )
    for position, actor in enumerate((one, other)):
        Side.objects.create(
            introduction=made,
            actor=actor,
            position=position,
            asked_at=wrote if both or not position else None,
        )
    for state, day in states.items():
        at = moment(max(day, written or day))
        Step.objects.create(introduction=made, state=state, on=day, by=broker, at=at)
    return made


def meet(broker: Actor, *, on: date, logged: date, written: date, **later: Any) -> Introduction:
    """Two who met by themselves, followed as an introduction since ``written``."""
    made = introduce(broker, asked=on, written=written, origin=Origin.ENCOUNTER, **later)
    made.steps.filter(state=State.ASKED).update(state=State.MET)
    made.sides.update(asked_at=None)
    one, other = (side.actor for side in made.sides.order_by("position"))
    Encounter.objects.create(
        one=one, other=other, on=on, by=broker, at=moment(logged), introduction=made
    )
    return made


def share_project(*actors: Actor, since: date, **new: Any) -> Project:
    """A project of these, since a day."""
    project = make_project(published_at=moment(since), **new)
    project.created_at = moment(since)
    project.save(update_fields=["created_at"])
    for actor in actors:
        Party.objects.create(item=project, actor=actor, role="partner", since=since)
    return project
