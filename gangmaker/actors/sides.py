"""What two records say, field by field, so that one can take over from the other and give back.

A value is read as what JSON can keep, and written back from it. What is taken over is never seen
by more people than before: the narrower audience of the two holds.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final, TypeVar

from django.db.models import Model
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

Row = TypeVar("Row", bound=Model)
Value = Any
"""What JSON can keep: text, a number, or lists of them."""

CIRCLES: Final = (Audience.PUBLIC, Audience.MEMBERS, Audience.TEAM)
"""From everybody to the fewest."""


PARTS: Final = ("sectors", "languages", "links", "exchanges__tags")
"""What to prefetch of an actor whose sides are read, so that no side asks for its own."""


@dataclass(frozen=True)
class Names:
    """What the places and tags are called of which a value keeps only the id."""

    areas: Mapping[int, str]
    tags: Mapping[int, str]

    @classmethod
    def of_actors(cls, actors: Iterable[Actor]) -> "Names":
        """Those that the actors name now: no query when their ``area`` and ``PARTS`` are there."""
        actors = list(actors)
        exchanges = [exchange for actor in actors for exchange in actor.exchanges.all()]
        return cls(
            areas={actor.area.pk: actor.area.name for actor in actors if actor.area},
            tags={tag.pk: tag.name for exchange in exchanges for tag in exchange.tags.all()},
        )

    @classmethod
    def of_values(cls, values: Mapping[str, Sequence[Value]]) -> "Names":
        """Those of values that were kept, by the name of their side; two queries."""
        exchanges = [*values.get(Direction.OFFERS, ()), *values.get(Direction.SEEKS, ())]
        tags = {pk for _text, pks, _audience in filter(None, exchanges) for pk in pks}
        areas = Area.objects.filter(pk__in=set(filter(None, values.get("area", ()))))
        return cls(
            areas=dict(areas.values_list("pk", "name")),
            tags=dict(Tag.objects.filter(pk__in=tags).values_list("pk", "name")),
        )


@dataclass(frozen=True)
class Side:
    """One field of a record. ``adds_up``: both can stand, one after the other."""

    name: str
    label: Any
    read: Callable[[Actor], Value]
    write: Callable[[Actor, Value], None]
    show: Callable[[Value, Names], str]
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


def _shows_first(value: Value, names: Names) -> str:
    return str(value[0])


def _write_area(actor: Actor, value: Value) -> None:
    actor.area_id = value
    actor.save(update_fields=["area"])


def _show_area(value: Value, names: Names) -> str:
    return names.areas.get(value, "")


def _in_order(rows: Iterable[Row]) -> list[Row]:
    """As they were entered; in Python, since they may have been prefetched."""
    return sorted(rows, key=attrgetter("pk"))


def _read_sectors(actor: Actor) -> Value:
    return sorted(row.sector for row in actor.sectors.all())


def _write_sectors(actor: Actor, value: Value) -> None:
    ActorSector.objects.filter(actor=actor).delete()
    ActorSector.objects.bulk_create(ActorSector(actor=actor, sector=each) for each in value)


def _read_languages(actor: Actor) -> Value:
    return [row.language for row in _in_order(actor.languages.all())]


def _write_languages(actor: Actor, value: Value) -> None:
    ActorLanguage.objects.filter(actor=actor).delete()
    ActorLanguage.objects.bulk_create(ActorLanguage(actor=actor, language=each) for each in value)


def _read_links(actor: Actor) -> Value:
    return [[link.url, link.label] for link in _in_order(actor.links.all())]


def _write_links(actor: Actor, value: Value) -> None:
    WebLink.objects.filter(actor=actor).delete()
    WebLink.objects.bulk_create(WebLink(actor=actor, url=url, label=label) for url, label in value)


def _said(row: Exchange) -> Value:
    return [row.text, sorted(tag.pk for tag in row.tags.all()), row.audience]


def _exchange(
    direction: str,
) -> tuple[Callable[[Actor], Value], Callable[[Actor, Value], None]]:
    def read(actor: Actor) -> Value:
        rows = [row for row in actor.exchanges.all() if row.direction == direction]
        return next((_said(row) for row in rows), None)

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


def _show_exchange(value: Value, names: Names) -> str:
    if value is None:
        return ""
    tags = sorted(names.tags[pk] for pk in value[1] if pk in names.tags)
    return " · ".join(filter(None, [value[0], ", ".join(tags)]))


def _labels(choices: Any) -> Callable[[Value, Names], str]:
    return lambda value, names: ", ".join(str(choices(each).label) for each in value)


SIDES: Final = (
    Side("name", _("Name"), *_column("name"), _shows_first),
    Side(
        "enterprise_number",
        _("Enterprise number"),
        *_column("enterprise_number"),
        lambda value, names: written(value[0]),
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
        lambda value, names: ", ".join(label or url for url, label in value),
        adds_up=True,
    ),
    Side("offers", _("Offers"), *_exchange(Direction.OFFERS), _show_exchange),
    Side("seeks", _("Seeks"), *_exchange(Direction.SEEKS), _show_exchange),
    Side(
        "picture",
        _("Picture"),
        *_column("picture", "picture_alt"),
        lambda value, names: str(value[1]),
    ),
)
