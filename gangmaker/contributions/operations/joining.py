"""Joining in from outside: guests, people whom the team met, and forms that are sent twice."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from gangmaker.actors.models import Actor, ActorKind, Area
from gangmaker.actors.operations import enter_actor, send_confirmation, welcome_guest
from gangmaker.contributions.models import Support
from gangmaker.trail.models import Item

from .contributing import Brought, Contribution, contribute
from .supports import support


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


def join_in(
    *,
    what: Contribution,
    giver: Actor | Guest | Acquaintance,
    by: Actor | None = None,
    on_behalf_of: Actor | None = None,
    now: datetime,
) -> Brought:
    """Receive a contribution from whoever brings it. ``by`` is who types for an acquaintance.

    A form that is sent twice, also at the same moment, makes one item and one guest: the
    second gets what the first made.
    """
    try:
        with transaction.atomic():
            return _received_before(what.form_token) or _receive(
                what, giver, by=by, on_behalf_of=on_behalf_of, now=now
            )
    except IntegrityError:
        first = _received_before(what.form_token)
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
    giver: Actor | Guest | Acquaintance,
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
    met = introduce(giver, by=by, now=now)
    return contribute(what=what, by=met, entered_by=by, source=giver.source, now=now)


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
