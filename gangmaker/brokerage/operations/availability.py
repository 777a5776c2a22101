"""Saying that one wants to be proposed, for what and how much; and that one does not any more."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.consents import AgeNotSaid
from gangmaker.actors.models import Actor, ActorKind, AgeGroup
from gangmaker.actors.rules import NotYours
from gangmaker.brokerage.availability_rules import can_say_available
from gangmaker.brokerage.models import Availability
from gangmaker.core.refusals import Refused
from gangmaker.trail.operations import record


class TooYoung(Refused):
    code = "too_young_to_be_proposed"
    message = _("Who is 13 to 17 is not proposed to others.")


class NotAvailable(Refused):
    code = "not_available"
    message = _("Somebody said in the meantime that you are not available any more.")


@dataclass(frozen=True)
class Terms:
    """For what somebody wants to be proposed, and how much."""

    forms: Sequence[str] = ()
    free_from: date | None = None
    hours_a_month: int | None = None
    at_once: int = 3
    digest: bool = False


@transaction.atomic
def be_available(*, actor: Actor, terms: Terms, by: Actor, now: datetime) -> Availability:
    """From now on ``actor`` may be proposed. Who already is keeps the day on which that began."""
    _refuse(actor, by)
    earlier = _held(actor)
    if earlier is not None:
        return _change(earlier, terms, by=by, now=now)
    said = Availability.objects.create(actor=actor, since=now, **_fields(terms))
    record("actor.available", by=by, subject=actor, at=now, data=_choices(terms))
    return said


@transaction.atomic
def change_availability(*, actor: Actor, terms: Terms, by: Actor, now: datetime) -> Availability:
    """The same, for other things or at another time; saying the same again is no act."""
    _refuse(actor, by)
    earlier = _held(actor)
    if earlier is None:
        raise NotAvailable
    return _change(earlier, terms, by=by, now=now)


@transaction.atomic
def be_unavailable(*, actor: Actor, by: Actor, now: datetime) -> None:
    """From this moment nobody is shown ``actor`` any more. Introductions that run stay.

    Whoever may say yes may say no: nothing is asked of her age or else.
    """
    if not can_say_available(by, actor):
        raise NotYours
    gone, _tables = Availability.objects.filter(actor=actor).delete()
    if gone:
        record("actor.unavailable", by=by, subject=actor, at=now)


def _refuse(actor: Actor, by: Actor) -> None:
    """Somebody without an account was met in person by the team, which saw how old she is."""
    if not can_say_available(by, actor):
        raise NotYours
    if actor.age_group == AgeGroup.MINOR:
        raise TooYoung
    if actor.kind == ActorKind.PERSON and not actor.age_group and actor.account_id is not None:
        raise AgeNotSaid


def _held(actor: Actor) -> Availability | None:
    """Of two who say it at once, one waits for the other."""
    Actor.objects.select_for_update().get(pk=actor.pk)
    return Availability.objects.filter(actor=actor).first()


def _change(said: Availability, terms: Terms, *, by: Actor, now: datetime) -> Availability:
    fields = _fields(terms)
    if fields == {name: getattr(said, name) for name in fields}:
        return said
    for name, value in fields.items():
        setattr(said, name, value)
    said.save(update_fields=list(fields))
    record("actor.availability_changed", by=by, subject=said.actor, at=now, data=_choices(terms))
    return said


def _fields(terms: Terms) -> dict[str, object]:
    return {**asdict(terms), "forms": list(dict.fromkeys(terms.forms))}


def _choices(terms: Terms) -> dict[str, object]:
    """What an act keeps: what was ticked, and no date that would tell when she is away."""
    return {"forms": list(terms.forms), "at_once": terms.at_once, "digest": terms.digest}


@transaction.atomic
def set_digest(*, actor: Actor, wanted: bool, now: datetime) -> bool:
    """Whether mails with what fits go out for ``actor``; answers what holds now.

    Asked for by a signed link in such a mail, so nobody signs in for it.
    """
    said = _held(actor)
    if said is None or said.digest == wanted:
        return said is not None and said.digest
    said.digest = wanted
    said.save(update_fields=["digest"])
    data = {"forms": said.forms, "at_once": said.at_once, "digest": wanted}
    record("actor.availability_changed", by=None, subject=actor, at=now, data=data)
    return wanted
