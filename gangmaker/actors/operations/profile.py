"""What an actor says about itself, and who may read each part of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from gangmaker.actors.consents import give_consent, withdraw_consent
from gangmaker.actors.models import (
    Actor,
    ActorKind,
    ActorLanguage,
    ActorSector,
    Area,
    Audience,
    ConsentPurpose,
    ConsentWhere,
    Direction,
    Exchange,
    Tag,
    WebLink,
)
from gangmaker.actors.ports import plugs
from gangmaker.actors.rules import NotYours, can_edit
from gangmaker.core.text import slugify_title


@dataclass(frozen=True)
class Profile:
    """A whole profile as it was typed. What is left out is emptied."""

    name: str
    audience: str
    reads: str
    about: str = ""
    about_language: str = "nl"
    area: Area | None = None
    phone: str = ""
    enterprise_number: str = ""
    sectors: Sequence[str] = ()
    languages: Sequence[str] = ()
    links: Sequence[tuple[str, str]] = ()
    offers: str = ""
    offer_tags: Sequence[str] = ()
    seeks: str = ""
    seek_tags: Sequence[str] = ()
    field_audiences: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def edit_profile(*, actor: Actor, profile: Profile, by: Actor, now: datetime) -> None:
    """Replace what ``actor`` says about itself, all of it at once.

    A person who opens it to everybody agrees to be found; who closes it again takes that back.
    """
    if not can_edit(by, actor):
        raise NotYours
    if actor.kind == ActorKind.PERSON:
        _agree_or_take_back(actor, profile.audience, by=by, now=now)
    for name in ("name", "audience", "reads", "about", "about_language", "area", "phone"):
        setattr(actor, name, getattr(profile, name))
    if actor.kind == ActorKind.ORGANISATION:
        actor.enterprise_number = profile.enterprise_number
    actor.field_audiences = dict(profile.field_audiences)
    _replace_rows(actor, profile)
    actor.save()
    plugs.write_act("actor.profile_edited", by=by, subject=actor, at=now)


def _agree_or_take_back(actor: Actor, audience: str, *, by: Actor, now: datetime) -> None:
    purpose = ConsentPurpose.DIRECTORY
    if audience == Audience.PUBLIC:
        where = ConsentWhere.PROFILE if by.pk == actor.pk else ConsentWhere.TOLD
        give_consent(actor=actor, purpose=purpose, where=where, by=by, now=now)
    else:
        withdraw_consent(actor=actor, purpose=purpose, by=by, now=now)


def _replace_rows(actor: Actor, profile: Profile) -> None:
    ActorSector.objects.filter(actor=actor).delete()
    ActorSector.objects.bulk_create(
        ActorSector(actor=actor, sector=sector) for sector in dict.fromkeys(profile.sectors)
    )
    ActorLanguage.objects.filter(actor=actor).delete()
    ActorLanguage.objects.bulk_create(
        ActorLanguage(actor=actor, language=code) for code in dict.fromkeys(profile.languages)
    )
    WebLink.objects.filter(actor=actor).delete()
    WebLink.objects.bulk_create(
        WebLink(actor=actor, url=url, label=label) for url, label in profile.links
    )
    _say(actor, Direction.OFFERS, profile.offers, profile.offer_tags)
    _say(actor, Direction.SEEKS, profile.seeks, profile.seek_tags)


def _say(actor: Actor, direction: Direction, text: str, tags: Sequence[str]) -> None:
    if not text and not tags:
        Exchange.objects.filter(actor=actor, direction=direction).delete()
        return
    audience = actor.field_audience(str(direction.value))
    exchange, _created = Exchange.objects.update_or_create(
        actor=actor,
        direction=direction,
        defaults={"text": text, "audience": audience or Audience.PUBLIC},
    )
    exchange.tags.set(tag_named(name) for name in dict.fromkeys(tags) if name.strip())


def tag_named(name: str) -> Tag:
    """The tag of that name, however it is capitalised; made when it is new."""
    name = " ".join(name.split())[:60]
    slug = slugify_title(name, limit=70)
    tag, _created = Tag.objects.get_or_create(slug=slug, defaults={"name": name.lower()})
    return tag
