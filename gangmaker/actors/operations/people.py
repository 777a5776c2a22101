"""Guests, people entered by the team, and accounts that claim what they confirmed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import (
    Account,
    Actor,
    ActorKind,
    Area,
    Audience,
    EmailConfirmation,
    TeamRole,
)
from gangmaker.actors.ports import plugs
from gangmaker.actors.rules import NotYours, can_enter_others, is_region_admin
from gangmaker.core.refusals import Refused
from gangmaker.core.text import slugify_title

from .claiming import claim_record
from .merges import part

CONFIRMATION_LIVES = timedelta(days=14)
SLUG_ALPHABET = "bcdfghjkmnpqrstvwxz23456789"


class LinkIsUsed(Refused):
    code = "link_is_used"
    message = _("This link was already used, or it is too old. Ask for a new one.")


def new_slug(name: str) -> str:
    """A readable slug that cannot be guessed from the name alone."""
    return f"{slugify_title(name, limit=60)}-{get_random_string(5, SLUG_ALPHABET)}"


@transaction.atomic
def welcome_guest(
    *, name: str, email: str, phone: str = "", area: Area | None = None, reads: str, now: datetime
) -> Actor:
    """A person who leaves something without an account.

    The record is always new: an address that nobody proved must not lead to somebody else's
    record. It is seen by the team only, until its address is confirmed and claimed.
    """
    guest = Actor.objects.create(
        kind=ActorKind.PERSON,
        slug=new_slug("guest"),
        name=name,
        email=email.strip().lower(),
        phone=phone,
        area=area,
        reads=reads,
        audience=Audience.TEAM,
        created_at=now,
    )
    plugs.write_act("actor.welcomed", by=guest, subject=guest, at=now)
    return guest


@transaction.atomic
def send_confirmation(*, actor: Actor, now: datetime) -> EmailConfirmation:
    """Owe ``actor`` a mail with a link that proves its address; good for 14 days."""
    confirmation = EmailConfirmation.objects.create(
        actor=actor, email=actor.email, expires_at=now + CONFIRMATION_LIVES
    )
    plugs.owe_mail(
        "confirm_address",
        dedupe_key=f"confirm:{confirmation.pk}",
        address=actor.email,
        language=actor.reads,
        to=actor,
        at=now,
        payload={"confirmation": confirmation.pk},
    )
    return confirmation


@transaction.atomic
def confirm_address(*, confirmation: EmailConfirmation, now: datetime) -> Actor:
    """Prove the address of a guest. If somebody with an account proved it before, she claims it.

    Refused when the link was used or is too old; of two that arrive at once one wins.
    """
    won = EmailConfirmation.objects.filter(
        pk=confirmation.pk, confirmed_at=None, expires_at__gt=now
    ).update(confirmed_at=now)
    if not won:
        raise LinkIsUsed
    actor = confirmation.actor
    if actor.email != confirmation.email:
        raise LinkIsUsed
    actor.email_confirmed_at = now
    actor.save(update_fields=["email_confirmed_at"])
    plugs.write_act("actor.confirmed_address", by=actor, subject=actor, at=now)
    holder = Actor.objects.filter(account__email=actor.email).exclude(pk=actor.pk).first()
    if holder and actor.account_id is None:
        claim_record(actor, by=holder, now=now)
    return actor


@transaction.atomic
def attach_account(*, account: Account, reads: str, now: datetime) -> Actor:
    """The person who belongs to an account that just proved its address.

    The first confirmed guest record with that address becomes hers; further ones are claimed
    by it, also those that the team merged into another. Without any, a new person is made, whom
    the team sees until she says more.
    """
    mine = Actor.objects.filter(account=account).first()
    guests = list(
        Actor.objects.unclaimed()
        .filter(
            kind=ActorKind.PERSON,
            email=account.email,
            account=None,
            email_confirmed_at__isnull=False,
        )
        .order_by("pk")
    )
    if mine is None and guests:
        mine = guests.pop(0)
        part(mine, by=mine, now=now)
        mine.account = account
        if mine.audience == Audience.TEAM:  # else she told the team that everybody may find her
            mine.audience = Audience.MEMBERS
        mine.save(update_fields=["account", "audience"])
        plugs.write_act("actor.joined", by=mine, subject=mine, at=now)
    if mine is None:
        mine = _new_person(account, reads=reads, now=now)
    for guest in guests:
        claim_record(guest, by=mine, now=now)
    return mine


def _new_person(account: Account, *, reads: str, now: datetime) -> Actor:
    person = Actor.objects.create(
        kind=ActorKind.PERSON,
        slug=new_slug("member"),
        name=account.email.split("@")[0],
        account=account,
        email=account.email,
        email_confirmed_at=now,
        reads=reads,
        audience=Audience.TEAM,
        created_at=now,
    )
    plugs.write_act("actor.joined", by=person, subject=person, at=now)
    return person


@transaction.atomic
def enter_actor(
    *,
    by: Actor,
    kind: str,
    name: str,
    source: str,
    email: str = "",
    phone: str = "",
    area: Area | None = None,
    reads: str = "nl",
    now: datetime,
) -> Actor:
    """Somebody whom the team met in person; a phone number is enough, the source is not optional.

    Organisations are public from the start; people are seen by the team until they join.
    """
    if not can_enter_others(by):
        raise NotYours
    actor = Actor.objects.create(
        kind=kind,
        slug=new_slug(name),
        name=name,
        email=email.strip().lower(),
        phone=phone,
        area=area,
        reads=reads,
        source=source,
        entered_by=by,
        audience=Audience.PUBLIC if kind == ActorKind.ORGANISATION else Audience.TEAM,
        created_at=now,
    )
    plugs.write_act("actor.entered", by=by, subject=actor, at=now)
    return actor


@transaction.atomic
def grant_team_role(*, actor: Actor, role: str, by: Actor | None, now: datetime) -> None:
    """Take somebody into the team. ``by`` is None only when the region is set up."""
    if by is not None and not is_region_admin(by):
        raise NotYours
    TeamRole.objects.get_or_create(actor=actor, role=role, defaults={"since": now})
    plugs.write_act("team.role_granted", by=by, subject=actor, at=now, data={"role": role})
