"""The directory: who takes part, found by what the reader may know of them.

A filter must not find by what a page does not show. Each one therefore asks first whether the
field it looks at may be read by this viewer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, prefetch_related_objects
from django.db.models.functions import Coalesce

from .models import (
    Actor,
    ActorKind,
    ActorLanguage,
    ActorQuerySet,
    ActorSector,
    AgeGroup,
    Area,
    AreaKind,
    Audience,
    Direction,
    Exchange,
    Membership,
    Tag,
)
from .models.actor import FIELD_AUDIENCE, KEPT_OF_MINORS
from .rules import can_see_field, sees
from .together import together

MOST_TAGS = 80
RECENT_EXCHANGES = 2000


@dataclass(frozen=True)
class Wanted:
    """What a visitor looks for. Empty means: all the same."""

    kind: str = ""
    sector: str = ""
    area: str = ""
    language: str = ""
    offers: str = ""
    seeks: str = ""
    text: str = ""


@dataclass(frozen=True)
class ActorRow:
    """An actor in a list, with only what this viewer may see of it."""

    slug: str
    key: str
    name: str
    kind: str
    kind_label: str
    where: str
    about: str
    lang: str
    picture: str
    picture_alt: str


@dataclass(frozen=True)
class AreaCount:
    key: str
    name: str
    count: int


@dataclass(frozen=True)
class TagChoice:
    slug: str
    name: str


@dataclass(frozen=True)
class Swap:
    """What an actor offers or seeks."""

    text: str
    tags: tuple[TagChoice, ...] = ()


@dataclass(frozen=True)
class Shown:
    """One actor for its own page: fields that this viewer may not see are empty."""

    about: str = ""
    area: str = ""
    sectors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    offers: Swap | None = None
    seeks: Swap | None = None
    email: str = ""
    phone: str = ""
    picture: str = ""
    picture_alt: str = ""
    hidden: frozenset[str] = field(default_factory=frozenset)


def audiences_of(viewer: Actor | None) -> tuple[str, ...]:
    """The circles to which ``viewer`` belongs, whoever it is about."""
    if viewer is None:
        return (Audience.PUBLIC,)
    if viewer.is_team:
        return (Audience.PUBLIC, Audience.MEMBERS, Audience.TEAM)
    return (Audience.PUBLIC, Audience.MEMBERS)


def readable(name: str, viewer: Actor | None) -> Q:
    """Actors whose field ``name`` this viewer may read: ``rules.can_see_field`` as a filter."""
    circles = audiences_of(viewer)
    rule = Q(**{f"field_audiences__{name}__in": list(circles)})
    if FIELD_AUDIENCE[name] in circles:
        rule |= Q(**{f"field_audiences__{name}__isnull": True})
    if name in KEPT_OF_MINORS and Audience.TEAM not in circles:
        rule &= ~Q(age_group=AgeGroup.MINOR)
    return rule | _own(viewer)


def _own(viewer: Actor | None) -> Q:
    if viewer is None:
        return Q(pk__in=[])
    return Q(pk__in=[viewer.pk, *viewer.organisation_ids])


def find_actors(wanted: Wanted, viewer: Actor | None) -> ActorQuerySet:
    """Whom the visitor looks for, among those she may know of, by name."""
    found = Actor.objects.visible_to(viewer).filter(_asked_of_actor(wanted, viewer))
    for direction, slug in ((Direction.OFFERS, wanted.offers), (Direction.SEEKS, wanted.seeks)):
        if slug:
            found = found.filter(_exchanges(viewer, direction=direction, tags__slug=slug))
    if wanted.text:
        found = found.filter(_said(wanted.text, viewer))
    return found.order_by("name", "pk")


def _asked_of_actor(wanted: Wanted, viewer: Actor | None) -> Q:
    asked = Q(kind=wanted.kind) if wanted.kind else Q()
    if wanted.sector:
        rows = ActorSector.objects.filter(actor=OuterRef("pk"), sector=wanted.sector)
        asked &= Q(Exists(rows)) & readable("sectors", viewer)
    if wanted.language:
        spoken = ActorLanguage.objects.filter(actor=OuterRef("pk"), language=wanted.language)
        asked &= Q(Exists(spoken)) & readable("languages", viewer)
    if wanted.area:
        there = Q(area__key=wanted.area) | Q(area__parent__key=wanted.area)
        asked &= there & readable("area", viewer)
    return asked


def _exchanges(viewer: Actor | None, *conditions: Q, **named: object) -> Q:
    """Actors with an exchange that this viewer may read."""
    rows = Exchange.objects.filter(*conditions, actor=OuterRef("pk"), **named)
    open_to_viewer = rows.filter(audience__in=audiences_of(viewer))
    return Q(Exists(open_to_viewer)) | (Q(Exists(rows)) & _own(viewer))


def _said(text: str, viewer: Actor | None) -> Q:
    about = Q(about__icontains=text) & readable("about", viewer)
    exchanged = Q(text__icontains=text) | Q(tags__name__icontains=text)
    return Q(name__icontains=text) | about | _exchanges(viewer, exchanged)


def actor_rows(actors: Sequence[Actor], viewer: Actor | None) -> list[ActorRow]:
    """``actors`` come with their area, or each costs a query."""
    return [_row(actor, viewer) for actor in actors]


def _row(actor: Actor, viewer: Actor | None) -> ActorRow:
    def may(name: str) -> bool:
        return can_see_field(viewer, actor, name)

    return ActorRow(
        slug=actor.slug,
        key=str(actor.public_id),
        name=actor.name,
        kind=actor.kind,
        kind_label=ActorKind(actor.kind).label.capitalize(),
        where=actor.area.name if actor.area and may("area") else "",
        about=actor.about if may("about") else "",
        lang=actor.about_language,
        picture=actor.picture if may("picture") else "",
        picture_alt=actor.picture_alt,
    )


def counts_by_municipality(actors: ActorQuerySet, viewer: Actor | None) -> dict[int, int]:
    """How many of ``actors`` are from each municipality (by id); districts count for theirs."""
    rows = (
        actors.filter(readable("area", viewer), area__isnull=False)
        .order_by()
        .annotate(municipality=Coalesce("area__parent_id", "area_id"))
        .values_list("municipality")
        .annotate(count=Count("pk"))
    )
    return dict(rows)


def municipalities() -> list[Area]:
    return list(Area.objects.filter(kind=AreaKind.MUNICIPALITY).order_by("name"))


def areas_by_municipality() -> list[tuple[Area, list[Area]]]:
    """Every municipality with its districts, by name; one query."""
    areas = list(Area.objects.order_by("name", "pk"))
    districts: dict[int | None, list[Area]] = {}
    for area in areas:
        districts.setdefault(area.parent_id, []).append(area)
    return [(area, districts.get(area.pk, [])) for area in districts.get(None, [])]


def tags_in_use(direction: str, viewer: Actor | None) -> list[TagChoice]:
    """The words most used of late by those whom the viewer may read, by name.

    Of late, because counting all words of a large region would cost more than the page itself.
    """
    known = Actor.objects.visible_to(viewer).filter(pk=OuterRef("actor_id"))
    recent = (
        Exchange.objects.filter(
            Exists(known), direction=direction, audience__in=audiences_of(viewer)
        )
        .order_by("-pk")
        .values("pk")[:RECENT_EXCHANGES]
    )
    rows = (
        Tag.objects.filter(exchanges__in=recent)
        .annotate(times=Count("exchanges"))
        .order_by("-times", "name")
        .values_list("slug", "name")[:MOST_TAGS]
    )
    return sorted((TagChoice(*row) for row in rows), key=lambda tag: tag.name)


def shown(actor: Actor, viewer: Actor | None) -> Shown:
    """What ``viewer`` may see of ``actor``, in two queries."""

    def may(name: str) -> bool:
        return can_see_field(viewer, actor, name)

    rows = together(
        {
            "sectors": actor.sectors.order_by("sector"),
            "languages": actor.languages.order_by("pk"),
            "links": actor.links.order_by("pk"),
            "exchanges": actor.exchanges.order_by("pk"),
        }
    )
    return Shown(
        about=actor.about if may("about") else "",
        area=_place(actor.area) if actor.area and may("area") else "",
        sectors=tuple(row.get_sector_display() for row in rows["sectors"])
        if may("sectors")
        else (),
        languages=tuple(row.get_language_display() for row in rows["languages"])
        if may("languages")
        else (),
        links=tuple((link.url, link.label or link.url) for link in rows["links"])
        if may("links")
        else (),
        **_swaps(actor, rows["exchanges"], viewer),
        email=actor.email if may("email") else "",
        phone=actor.phone if may("phone") else "",
        picture=actor.picture if may("picture") else "",
        picture_alt=actor.picture_alt if may("picture") else "",
        hidden=frozenset(name for name in FIELD_AUDIENCE if not may(name)),
    )


def _place(area: Area) -> str:
    return f"{area.name}, {area.parent.name}" if area.parent else area.name


def _swaps(actor: Actor, exchanges: Sequence[Exchange], viewer: Actor | None) -> dict[str, Swap]:
    prefetch_related_objects(exchanges, "tags")
    return {
        exchange.direction: Swap(
            exchange.text, tuple(TagChoice(tag.slug, tag.name) for tag in exchange.tags.all())
        )
        for exchange in exchanges
        if sees(viewer, actor, exchange.audience)
    }


def members_shown(organisation: Actor, viewer: Actor | None) -> list[ActorRow]:
    """The members of an organisation whom the viewer may know of, administrators first."""
    memberships = Membership.objects.filter(organisation=organisation)
    people = (
        Actor.objects.visible_to(viewer)
        .filter(memberships__in=memberships)
        .select_related("area")
        .order_by("memberships__role", "name", "pk")
    )
    return actor_rows(list(people), viewer)


def organisations_shown(person: Actor, viewer: Actor | None) -> list[ActorRow]:
    organisations = (
        Actor.objects.visible_to(viewer)
        .filter(members__person=person)
        .select_related("area")
        .order_by("name", "pk")
    )
    return actor_rows(list(organisations), viewer)
