"""What two records say, field by field, so that one can take over from the other and give back.

A value is read as what JSON can keep, and written back from it. What is taken over is never seen
by more people than before: the narrower audience of the two holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from gangmaker.core.enterprise import written

from .models import (
    Actor,
    ActorKind,
    ActorLanguage,
    ActorSector,
    Area,
    Audience,
    Direction,
    Exchange,
    Language,
    Sector,
    Tag,
    WebLink,
)
from .models.actor import FIELD_AUDIENCE

Value = Any
"""What JSON can keep: text, a number, or lists of them."""

CIRCLES: Final = (Audience.PUBLIC, Audience.MEMBERS, Audience.TEAM)
"""From everybody to the fewest."""


@dataclass(frozen=True)
class Side:
    """One field of a record. ``adds_up``: both can stand, one after the other."""

    name: str
    label: Any
    read: Callable[[Actor], Value]
    write: Callable[[Actor, Value], None]
    show: Callable[[Value], str]
    adds_up: bool = False
    only_of: str = ""


def narrower(*audiences: str) -> str:
    return max(audiences, key=lambda audience: CIRCLES.index(Audience(audience)))


def audience_of(actor: Actor, field: str) -> str:
    """Who can read the field of that record in fact: who may know of the record comes first."""
    if field not in FIELD_AUDIENCE:
        return actor.audience
    return narrower(actor.audience, actor.field_audience(field))


def sides_of(kind: str) -> Sequence[Side]:
    """The fields that can be chosen for a record of that kind, in the order of the page."""
    return [side for side in SIDES if side.only_of in ("", kind)]


def both(one: Value, other: Value) -> Value:
    """What the one says and then what only the other says."""
    return [*one, *(each for each in other if each not in one)]


def _column(*names: str) -> tuple[Callable[[Actor], Value], Callable[[Actor, Value], None]]:
    def read(actor: Actor) -> Value:
        return [str(getattr(actor, name)) for name in names]

    def write(actor: Actor, value: Value) -> None:
        for name, each in zip(names, value, strict=True):
            setattr(actor, name, each)
        actor.save(update_fields=list(names))

    return read, write


def _shows_first(value: Value) -> str:
    return str(value[0])


def _write_area(actor: Actor, value: Value) -> None:
    actor.area_id = value
    actor.save(update_fields=["area"])


def _show_area(value: Value) -> str:
    area = Area.objects.filter(pk=value).first() if value else None
    return area.name if area else ""


def _read_sectors(actor: Actor) -> Value:
    return list(actor.sectors.order_by("sector").values_list("sector", flat=True))


def _write_sectors(actor: Actor, value: Value) -> None:
    ActorSector.objects.filter(actor=actor).delete()
    ActorSector.objects.bulk_create(ActorSector(actor=actor, sector=each) for each in value)


def _read_languages(actor: Actor) -> Value:
    return list(actor.languages.order_by("pk").values_list("language", flat=True))


def _write_languages(actor: Actor, value: Value) -> None:
    ActorLanguage.objects.filter(actor=actor).delete()
    ActorLanguage.objects.bulk_create(ActorLanguage(actor=actor, language=each) for each in value)


def _read_links(actor: Actor) -> Value:
    return [list(row) for row in actor.links.order_by("pk").values_list("url", "label")]


def _write_links(actor: Actor, value: Value) -> None:
    WebLink.objects.filter(actor=actor).delete()
    WebLink.objects.bulk_create(WebLink(actor=actor, url=url, label=label) for url, label in value)


def _exchange(
    direction: str,
) -> tuple[Callable[[Actor], Value], Callable[[Actor, Value], None]]:
    def read(actor: Actor) -> Value:
        row = Exchange.objects.filter(actor=actor, direction=direction).first()
        if row is None:
            return None
        return [row.text, sorted(row.tags.values_list("pk", flat=True)), row.audience]

    def write(actor: Actor, value: Value) -> None:
        if value is None:
            Exchange.objects.filter(actor=actor, direction=direction).delete()
            return
        text, tags, audience = value
        row, _created = Exchange.objects.update_or_create(
            actor=actor, direction=direction, defaults={"text": text, "audience": audience}
        )
        row.tags.set(tags)

    return read, write


def _show_exchange(value: Value) -> str:
    if value is None:
        return ""
    names = Tag.objects.filter(pk__in=value[1]).order_by("name").values_list("name", flat=True)
    return " · ".join(filter(None, [value[0], ", ".join(names)]))


def _labels(choices: Any) -> Callable[[Value], str]:
    return lambda value: ", ".join(str(choices(each).label) for each in value)


SIDES: Final = (
    Side("name", _("Name"), *_column("name"), _shows_first),
    Side(
        "enterprise_number",
        _("Enterprise number"),
        *_column("enterprise_number"),
        lambda value: written(value[0]),
        only_of=ActorKind.ORGANISATION,
    ),
    Side("about", _("About"), *_column("about", "about_language"), _shows_first),
    Side("area", _("Place"), lambda actor: actor.area_id, _write_area, _show_area),
    Side("phone", _("Phone"), *_column("phone"), _shows_first),
    Side("sectors", _("Sectors"), _read_sectors, _write_sectors, _labels(Sector), adds_up=True),
    Side(
        "languages",
        _("Languages"),
        _read_languages,
        _write_languages,
        _labels(Language),
        adds_up=True,
    ),
    Side(
        "links",
        _("Links"),
        _read_links,
        _write_links,
        lambda value: ", ".join(label or url for url, label in value),
        adds_up=True,
    ),
    Side("offers", _("Offers"), *_exchange(Direction.OFFERS), _show_exchange),
    Side("seeks", _("Seeks"), *_exchange(Direction.SEEKS), _show_exchange),
    Side(
        "picture",
        _("Picture"),
        *_column("picture", "picture_alt"),
        lambda value: str(value[1]),
    ),
)
