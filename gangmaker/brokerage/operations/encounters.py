"""Two who met by themselves: logged in one go, taken back as easily, and made an introduction."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, ActorKind
from gangmaker.actors.operations import enter_actor
from gangmaker.actors.rules import NotYours, is_team
from gangmaker.brokerage.introduction_rules import BY_NAME
from gangmaker.brokerage.models import Encounter, Introduction, IntroductionState, Origin
from gangmaker.brokerage.rules import can_broker
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import Party
from gangmaker.trail.operations import record

from .introduction_steps import NotYet, plan_follow_ups
from .introductions import (
    NewIntroduction,
    NewSide,
    NotTwo,
    came_into,
    check_pair,
    come_together,
    make,
    may_be_introduced,
)

State = IntroductionState

SENT_TWICE: Final = timedelta(minutes=1)
"""Of one person the same two on the same day within so long: a form that was sent twice."""


class NotLogged(Refused):
    code = "encounter_not_logged"
    message = _("This became an introduction, or was taken back already.")


class MayNotBeLogged(Refused):
    code = "may_not_be_logged"
    message = _("Somebody of them is younger than 18, left or may not take part.")


@dataclass(frozen=True)
class Who:
    """Somebody who is here already, or the name of somebody new whom the team enters."""

    actor: Actor | None = None
    name: str = ""


@transaction.atomic
def log_encounter(
    *,
    one: Who,
    other: Who,
    by: Actor,
    now: datetime,
    on: date | None = None,
    where: str = "",
    about: str = "",
) -> Encounter:
    """Write down that two met. Nobody is told: it is a memory of the team.

    A form that is sent twice logs once, and enters nobody twice.
    """
    if not is_team(by):
        raise NotYours
    on = on or timezone.localdate(now)
    if on > timezone.localdate(now):
        raise NotYet
    Actor.objects.select_for_update().get(pk=by.pk)  # her forms come in one after the other
    before = _just_logged(one, other, by=by, now=now).filter(on=on, where=where, about=about)
    if (same := before.first()) is not None:
        return same
    two = [_known(who, by=by, where=where, on=on, now=now) for who in (one, other)]
    if two[0].standing == two[1].standing:
        raise NotTwo
    if not all(may_be_introduced(each) for each in two):
        raise MayNotBeLogged
    logged = Encounter.objects.create(
        one=two[0], other=two[1], on=on, where=where, about=about, by=by, at=now
    )
    record("encounter.logged", by=by, at=now, data={"encounter": logged.pk})
    return logged


def _just_logged(one: Who, other: Who, *, by: Actor, now: datetime) -> "QuerySet[Encounter]":
    two = {**_as("one", one), **_as("other", other)}
    return Encounter.objects.filter(by=by, at__gt=now - SENT_TWICE, **two).order_by("pk")


def _as(place: str, who: Who) -> dict[str, Any]:
    """As a filter. Who was chosen is nobody else who is called the same."""
    return {place: who.actor} if who.actor is not None else {f"{place}__name": who.name}


def _known(who: Who, *, by: Actor, where: str, on: date, now: datetime) -> Actor:
    """Somebody new is entered by who may enter others, with where she was met."""
    if who.actor is not None:
        return who.actor
    met = f"{where}, {on:%d/%m/%Y}" if where else f"{on:%d/%m/%Y}"
    return enter_actor(by=by, kind=ActorKind.PERSON, name=who.name, source=met, now=now)


@transaction.atomic
def take_back_encounter(*, encounter: Encounter, by: Actor, now: datetime) -> None:
    """It was a mistake: whoever logged it takes it back, and brokers do."""
    if by.pk != encounter.by_id and not can_broker(by):
        raise NotYours
    gone, _each = Encounter.objects.filter(pk=encounter.pk, introduction=None).delete()
    if not gone:
        raise NotLogged
    record("encounter.taken_back", by=by, at=now, data={"encounter": encounter.pk})


@transaction.atomic
def introduce_in_hindsight(
    *, encounter: Encounter, title: str, why: str, language: str, by: Actor, now: datetime
) -> Introduction:
    """Follow what two who met by themselves make of it. They know each other: nobody is asked,
    and nobody's address is given. Of a record that was claimed since it is who claimed it."""
    if not can_broker(by):
        raise NotYours
    rows = Encounter.objects.select_for_update(of=("self",)).select_related(
        "one__claimed_by", "other__claimed_by"
    )
    met = rows.filter(pk=encounter.pk, introduction=None).first()
    if met is None:
        raise NotLogged
    sides = (NewSide(met.one.standing), NewSide(met.other.standing))
    check_pair(sides)
    new = NewIntroduction(
        title=title, why=why, language=language, sides=sides, origin=Origin.ENCOUNTER
    )
    made = make(new, by=by, now=now)
    came_into(made, State.PROPOSED, on=met.on, by=by, now=now)
    Party.objects.bulk_create(
        Party(item=made, actor=side.actor, role=BY_NAME, position=position)
        for position, side in enumerate(sides)
    )
    come_together(made, on=met.on, by=by, now=now)
    came_into(made, State.MET, on=met.on, by=by, now=now)
    plan_follow_ups(made, met_on=met.on, now=now)
    met.introduction = made
    met.save(update_fields=["introduction"])
    return made
