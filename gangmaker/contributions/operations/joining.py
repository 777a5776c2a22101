"""Joining in from a form: by guests, by people whom the team met, and forms that are sent twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction

from gangmaker.actors.models import Actor, ActorKind, Area
from gangmaker.actors.operations import enter_actor, send_confirmation, welcome_guest
from gangmaker.actors.rules import NotYours, can_bring_for
from gangmaker.contributions.models import Need, Question, Support
from gangmaker.trail.models import Item
from gangmaker.trail.operations import NewItem

from .contributing import Brought, Contribution, ask_question, contribute, owner_for
from .supports import support

Made = TypeVar("Made")


@dataclass(frozen=True)
class Guest:
    """Somebody without an account: a name and an address that is not proved yet."""

    name: str
    email: str
    reads: str
    phone: str = ""
    area: Area | None = None


@dataclass(frozen=True)
class Acquaintance:
    """Somebody whom the team met in person, and where. A phone number or an address is enough."""

    name: str
    source: str
    reads: str
    kind: str = ActorKind.PERSON
    email: str = ""
    phone: str = ""
    area: Area | None = None


@dataclass(frozen=True)
class MetBefore:
    """Somebody whom the team entered earlier, and where they met now."""

    actor: Actor
    source: str


def join_in(
    *,
    what: Contribution,
    giver: Actor | Guest | Acquaintance | MetBefore,
    by: Actor | None = None,
    on_behalf_of: Actor | None = None,
    now: datetime,
) -> Brought:
    """Receive a contribution from whoever brings it. ``by`` is who types for somebody she met.

    A form that is sent twice, also at the same moment, makes one item and one guest: the
    second gets what the first made.
    """
    return _once(
        lambda: _received_before(what.form_token),
        lambda: _receive(what, giver, by=by, on_behalf_of=on_behalf_of, now=now),
    )


def _once(made_before: Callable[[], Made | None], make: Callable[[], Made]) -> Made:
    """What was made before, or what is made now. Of two at once one wins, both get the same."""
    try:
        with transaction.atomic():
            return made_before() or make()
    except IntegrityError:
        first = made_before()
        if first is None:
            raise
        return first


def _received_before(form_token: UUID | None) -> Brought | None:
    if form_token is None:
        return None
    item = Item.objects.filter(form_token=form_token).first()
    if item is None:
        return None
    return Brought(item=item, promise=item.promises.earliest("pk"))


def _receive(
    what: Contribution,
    giver: Actor | Guest | Acquaintance | MetBefore,
    *,
    by: Actor | None,
    on_behalf_of: Actor | None,
    now: datetime,
) -> Brought:
    if isinstance(giver, Actor):
        return contribute(what=what, by=giver, on_behalf_of=on_behalf_of, now=now)
    if isinstance(giver, Guest):
        return contribute(what=what, by=welcome(giver, now=now), now=now)
    if by is None:
        raise ValueError("Somebody of the team enters an acquaintance.")
    met = _known(giver, by=by) if isinstance(giver, MetBefore) else introduce(giver, by=by, now=now)
    return contribute(what=what, by=met, entered_by=by, source=giver.source, now=now)


def _known(met: MetBefore, *, by: Actor) -> Actor:
    if not can_bring_for(by, met.actor):
        raise NotYours
    return met.actor


def welcome(guest: Guest, *, now: datetime) -> Actor:
    return welcome_guest(
        name=guest.name,
        email=guest.email,
        phone=guest.phone,
        area=guest.area,
        reads=guest.reads,
        now=now,
    )


def introduce(met: Acquaintance, *, by: Actor, now: datetime) -> Actor:
    return enter_actor(
        by=by,
        kind=met.kind,
        name=met.name,
        source=met.source,
        email=met.email,
        phone=met.phone,
        area=met.area,
        reads=met.reads,
        now=now,
    )


@dataclass(frozen=True)
class Asked:
    """A question as it was typed. ``needs`` are unsaved: form, level, quantity, label."""

    title: str
    summary: str
    language: str
    audience: str
    needs: Sequence[Need] = ()
    area: Area | None = None
    closes_on: date | None = None
    goal: Item | None = None
    form_token: UUID | None = None


def ask_in(
    *,
    asked: Asked,
    asker: Actor | Acquaintance,
    by: Actor,
    on_behalf_of: Actor | None = None,
    now: datetime,
) -> Question:
    """Ask a question, once however often the form is sent. ``by`` types it, also for another.

    Somebody of the team keeps her own question; for others a broker does.
    """
    return _once(
        lambda: (
            Question.objects.exclude(form_token=None).filter(form_token=asked.form_token).first()
        ),
        lambda: _ask(asked, asker, by=by, on_behalf_of=on_behalf_of, now=now),
    )


def _ask(
    asked: Asked,
    asker: Actor | Acquaintance,
    *,
    by: Actor,
    on_behalf_of: Actor | None,
    now: datetime,
) -> Question:
    met = isinstance(asker, Acquaintance)
    who = introduce(asker, by=by, now=now) if isinstance(asker, Acquaintance) else asker
    owner, deputy = owner_for(None)
    if who.is_team:
        owner, deputy = who, owner if owner != who else deputy
    new = NewItem(
        title=asked.title,
        summary=asked.summary,
        language=asked.language,
        by=who,
        owner=owner,
        deputy=deputy,
        on_behalf_of=on_behalf_of,
        audience=asked.audience,
        area=asked.area,
        source=asker.source if isinstance(asker, Acquaintance) else "",
        entered_by=by if met else None,
        published_at=now,
        form_token=asked.form_token,
    )
    return ask_question(
        new=new, needs=asked.needs, closes_on=asked.closes_on, goal=asked.goal, now=now
    )


@transaction.atomic
def support_as_guest(*, item: Item, guest: Guest, now: datetime) -> Support:
    """Support an item without an account; it counts when the address is confirmed.

    An address that waits for its confirmation is not asked a second time for the same item.
    """
    earlier = Support.objects.filter(
        item=item,
        actor__email=guest.email.strip().lower(),
        actor__account=None,
        actor__email_confirmed_at=None,
    ).first()
    if earlier is not None:
        return earlier
    supporter = welcome(guest, now=now)
    given = support(item=item, actor=supporter, now=now)
    send_confirmation(actor=supporter, now=now)
    return given
