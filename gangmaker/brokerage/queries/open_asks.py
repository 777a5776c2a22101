"""What is open as one member looks at it, each fact as a text of ids: one query for all of it.

Nothing is kept between two requests, so what is shown is what holds.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from gangmaker.actors.models import ActorSector
from gangmaker.brokerage.models import Availability, Brief
from gangmaker.contributions.models import Need, Question
from gangmaker.core.brokerage.asks import OpenAsks
from gangmaker.core.brokerage.columns import NOBODY, Ids
from gangmaker.core.brokerage.fit import TIMELY_FORMS
from gangmaker.core.brokerage.weights import Weights, worth
from gangmaker.trail.models import Item, ItemKind, ItemQuerySet

from .asking import confirmed_of_items
from .crowd import offered
from .herself import Herself
from .ids import ids_of, numbers, one, told_by, words

Parts = Iterator[QuerySet[Any, Any]]
KINDS: Final = (ItemKind.BRIEF, ItemKind.QUESTION, ItemKind.PROJECT)
PLACE: Final = Coalesce(
    *(
        f"{whose}area{part}_id"
        for whose in ("", "on_behalf_of__", "by__")
        for part in ("__parent", "")
    ),
    output_field=IntegerField(),
)
"""The municipality of the item, of the organisation or of the person who asks."""


def open_asks(
    asking: ItemQuerySet, hers: Herself, weights: Weights
) -> tuple[OpenAsks, dict[int, int]]:
    """Of ``asking`` what counts for her; and what each concept that she fits is worth, by how many
    available members confirmed it. One query."""
    told = told_by([*_of_meaning(asking, hers), *_of_briefs(hers), *_of_who_asks(hers, weights)])
    places = words(told, "place")
    members = {concept: int(many.sum()) for concept, many in numbers(told, "members").items()}
    asks = OpenAsks(
        counted=one(told, "open"),
        concepts=numbers(told, "concept"),
        forms=words(told, "form"),
        language=one(told, "language"),
        sector=one(told, "sector"),
        same_place=places.get("here", NOBODY),
        near=places.get("near", NOBODY),
        other_sectors=one(told, "other sectors"),
        by_when=_days(words(told, "by when")),
        closes=_days(words(told, "closes")),
    )
    return asks, {concept: worth(members.get(concept, 0), weights) for concept in hers.asked}


def _of_meaning(asking: ItemQuerySet, hers: Herself) -> Parts:
    yield ids_of("open", asking, who="pk")
    asked = confirmed_of_items().filter(concept__in=hers.asked)
    yield ids_of("concept", asked, number=F("concept_id"), who="item_id")
    available = Exists(Availability.objects.filter(actor=OuterRef("actor")))
    members = offered().filter(available, concept__in=hers.asked)
    counted = Cast(Count("pk"), TextField())
    yield ids_of("members", members, number=F("concept_id"), ids=counted)


def _of_briefs(hers: Herself) -> Parts:
    """What only a brief says: languages, sectors, a day; and the forms of all."""
    briefs = Brief.objects.filter(ended_at=None).annotate(
        **{f"{said}_said": Cast(said, TextField()) for said in ("forms", "languages", "sectors")}
    )
    for form in sorted(hers.member.forms | TIMELY_FORMS):
        yield ids_of("form", briefs.filter(_says("forms", form)), word=Value(form), who="pk")
    needed = Need.objects.filter(form__in=hers.member.forms | TIMELY_FORMS)
    others = needed.exclude(item__kind=ItemKind.BRIEF)
    yield ids_of("form", others, word=F("form"), who="item_id")
    if hers.member.languages:
        spoken = briefs.filter(_says("languages", *sorted(hers.member.languages)))
        yield ids_of("language", spoken, who="pk")
    if hers.member.sectors:
        sought = briefs.filter(_says("sectors", *sorted(hers.member.sectors)))
        yield ids_of("sector", sought, who="pk")
    dated = Brief.objects.filter(ended_at=None, by_when__isnull=False)
    closing = Question.objects.exclude(closes_on=None)
    yield ids_of("by when", dated, word=Cast("by_when", CharField()), who="pk")
    yield ids_of("closes", closing, word=Cast("closes_on", CharField()), who="pk")


def _says(field: str, *words: str) -> Q:
    found = Q()
    for word in words:
        found |= Q(**{f"{field}_said__contains": f'"{word}"'})
    return found


def _of_who_asks(hers: Herself, weights: Weights) -> Parts:
    items = Item.objects.filter(kind__in=KINDS)
    here, near = hers.member.place, hers.near_to(weights.near_km)
    if here is not None:
        placed = items.annotate(municipality=PLACE).filter(municipality__in={here, *near})
        there = Case(When(municipality=here, then=Value("here")), default=Value("near"))
        yield ids_of("place", placed, word=there, who="pk")
    if hers.member.sectors:
        of_asker = ActorSector.objects.filter(actor=OuterRef("asker"))
        asked = items.annotate(asker=Coalesce("on_behalf_of", "by")).filter(Exists(of_asker))
        hers_too = of_asker.filter(sector__in=hers.member.sectors)
        yield ids_of("other sectors", asked.exclude(Exists(hers_too)), who="pk")


def _days(told: Mapping[str, Ids]) -> dict[date, Ids]:
    return {date.fromisoformat(day): ids for day, ids in told.items()}
