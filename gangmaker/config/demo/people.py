"""How the people and organisations of the demo region came in."""

from datetime import datetime
from functools import partial

from gangmaker.actors.consents import say_age
from gangmaker.actors.models import Account, Actor, ActorKind, Area, Audience
from gangmaker.actors.operations import (
    Profile,
    accept_invitation,
    attach_account,
    confirm_address,
    edit_profile,
    enter_actor,
    grant_team_role,
    invite,
    send_confirmation,
    welcome_guest,
)
from gangmaker.actors.operations.legal import Legal, set_legal
from gangmaker.config.demo.past import Past
from gangmaker.config.demo.rows import Exchange, Membership, Organisation, Person
from gangmaker.upkeep.rights.erasing import erase_person
from gangmaker.web.demo_signin import address_of

WIDENESS = ("public", "members", "team")
FIRST_DAY = 230
"""The team was there before anybody else."""


def gather(past: Past) -> None:
    """The team first, then the organisations it knows, then who joins."""
    for person in past.content.people:
        if person.team_roles:
            at = past.days.ago(FIRST_DAY, person.key)
            past.happen(at, partial(_join, past, person), name=person.key)
    for organisation in past.content.organisations:
        at = past.days.ago(FIRST_DAY - 2, organisation.key)
        past.happen(at, partial(_enter_organisation, past, organisation), name=organisation.key)
    past.happen(past.days.ago(FIRST_DAY, "legal"), partial(_say_what_the_law_asks, past))
    for person in past.content.people:
        if person.leaves_days_ago is not None:
            leaves = past.days.ago(person.leaves_days_ago, f"{person.key} leaves")
            past.happen(leaves, partial(_leave, past, person))
        if not person.team_roles:
            at = past.days.ago(person.joined_days_ago, person.key)
            past.happen(at, partial(_come, past, person), name=person.key)
        for membership in person.memberships:
            after = max(past.moments[person.key], past.moments[membership.organisation])
            at = past.days.ago(person.joined_days_ago, membership.organisation, after=after)
            past.happen(at, partial(_become_member, past, person, membership))


def _come(past: Past, person: Person, now: datetime) -> None:
    """With an account, met by the team, or as a guest who confirms her address at once."""
    if person.account:
        _join(past, person, now)
        return
    area = past.area(person.municipality, person.district)
    guest = _met(past, person, area, now) if person.entered_by else _guest(person, area, now)
    past.actors[person.key] = guest
    broker = past.actor(person.entered_by) or _administrator(past)
    edit_profile(actor=guest, profile=_profile(person, area), by=broker, now=now)
    if person.confirmed and guest.email:
        confirm_address(confirmation=send_confirmation(actor=guest, now=now), now=now)
        guest.refresh_from_db()


def _join(past: Past, person: Person, now: datetime) -> None:
    account = Account.objects.create_user(address(person), joined_at=now)
    actor = attach_account(account=account, reads=person.languages[0], now=now)
    for role in person.team_roles:
        grant_team_role(actor=actor, role=role, by=None, now=now)
    say_age(actor=actor, group=person.age, by=actor, now=now)
    area = past.area(person.municipality, person.district)
    edit_profile(actor=actor, profile=_profile(person, area), by=actor, now=now)
    past.actors[person.key] = _anew(actor)


def _leave(past: Past, person: Person, now: datetime) -> None:
    """She had herself erased; what she wrote may stay."""
    erase_person(person=_anew(past.actors[person.key]), words=False, now=now)
    past.actors[person.key] = _anew(past.actors[person.key])


def _say_what_the_law_asks(past: Past, now: datetime) -> None:
    region = past.content.region
    set_legal(
        legal=Legal(
            controller=region.controller,
            privacy_contact=region.privacy_contact,
            accessibility_tested_on=now.date(),
            accessibility_tested_by=region.tested_by,
            accessibility_limits=region.not_accessible.as_dict(),
        ),
        by=None,
        now=now,
    )


def address(person: Person) -> str:
    """Who plays a role of the demo signs in with the address that marks the role."""
    if person.demo_sign_in:
        return address_of(person.demo_sign_in.replace("_", "-"))
    return person.email


def _met(past: Past, person: Person, area: Area | None, now: datetime) -> Actor:
    return enter_actor(
        by=past.actors[person.entered_by or ""],
        kind=ActorKind.PERSON,
        name=person.name,
        source=person.source or "",
        email=person.email,
        phone=person.phone,
        area=area,
        reads=person.languages[0],
        now=now,
    )


def _guest(person: Person, area: Area | None, now: datetime) -> Actor:
    return welcome_guest(
        name=person.name, email=person.email, area=area, reads=person.languages[0], now=now
    )


def _enter_organisation(past: Past, row: Organisation, now: datetime) -> None:
    by, area = _administrator(past), past.area(row.municipality, row.district)
    organisation = enter_actor(
        by=by,
        kind=ActorKind.ORGANISATION,
        name=row.name,
        source="Netwerk van de regio",
        area=area,
        reads=row.languages[0],
        now=now,
    )
    edit_profile(actor=organisation, profile=_profile(row, area), by=by, now=now)
    past.actors[row.key] = organisation


def _become_member(past: Past, person: Person, membership: Membership, now: datetime) -> None:
    invitation = invite(
        organisation=past.actors[membership.organisation],
        email=address(person),
        role=membership.role,
        by=_administrator(past),
        now=now,
    )
    accept_invitation(invitation=invitation, by=past.actors[person.key], now=now)
    past.actors[person.key] = _anew(past.actors[person.key])


def _anew(actor: Actor) -> Actor:
    """Read again, because an actor remembers its roles for as long as the object lives."""
    return Actor.objects.select_related("account", "area").get(pk=actor.pk)


def _administrator(past: Past) -> Actor:
    people = past.content.people
    return past.actors[next(row.key for row in people if "region_admin" in row.team_roles)]


def _profile(row: Person | Organisation, area: Area | None) -> Profile:
    website = row.website if isinstance(row, Organisation) else None
    return Profile(
        name=row.name,
        audience=row.audience,
        reads=row.languages[0],
        about=row.about,
        about_language=row.about_language,
        area=area,
        phone=row.phone if isinstance(row, Person) else "",
        sectors=row.sectors,
        languages=row.languages,
        links=[(website, "")] if website else [],
        offers=_text(row.offers),
        offer_tags=_tags(row.offers),
        seeks=_text(row.seeks),
        seek_tags=_tags(row.seeks),
        field_audiences={"offers": _audience(row.offers), "seeks": _audience(row.seeks)},
    )


def _text(exchanges: tuple[Exchange, ...]) -> str:
    return "\n".join(exchange.text for exchange in exchanges)


def _tags(exchanges: tuple[Exchange, ...]) -> list[str]:
    return [tag for exchange in exchanges for tag in exchange.tags]


def _audience(exchanges: tuple[Exchange, ...]) -> str:
    """They share one field, so the narrowest of them holds for all."""
    wanted = (exchange.audience for exchange in exchanges)
    return max(wanted, key=WIDENESS.index, default=Audience.PUBLIC)
