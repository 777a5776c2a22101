"""The other way round: what is asked that somebody fits, with the points and the reasons of the
longlist. Exact, over all that is open and that the reader may see."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeVar

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from gangmaker.actors.models import Actor, ActorSector, Area, AreaKind
from gangmaker.actors.together import together
from gangmaker.brokerage.models import Availability, Brief
from gangmaker.contributions.models import Need
from gangmaker.core.brokerage.fit import Ask, AskedConcept, Fit, Kind, fit, share
from gangmaker.core.brokerage.places import Centre, near
from gangmaker.core.brokerage.weights import WEIGHTS, Weights, worth
from gangmaker.projects.models import Stage
from gangmaker.trail.models import Item, ItemKind, ItemQuerySet, Party

from .asking import confirmed_of_items
from .crowd import offered
from .herself import Herself, herself

WORK_GOES_ON: Final = (Stage.ACCEPTED, Stage.RUNNING)
AT_ONCE: Final = 2000
"""So many items are asked about in one query: a longer list is none any more."""
Told = TypeVar("Told", int, str)
PLACE: Final = Coalesce(
    *(
        f"{whose}area{part}_id"
        for whose in ("", "on_behalf_of__", "by__")
        for part in ("__parent", "")
    ),
    output_field=IntegerField(),
)
"""The municipality of the item, of the organisation or of the person who asks."""


@dataclass(frozen=True)
class Fitting:
    """Something that is asked and that she fits."""

    item: int
    kind: str
    ends_on: date | None
    shown_at: datetime
    public_id: str
    fit: Fit

    @property
    def order(self) -> tuple[int, date, float, str]:
        """The most points first; then what ends soonest, the newest, the smaller public id."""
        soonest = self.ends_on or date.max
        return (-self.fit.points, soonest, -self.shown_at.timestamp(), self.public_id)


@dataclass(frozen=True)
class WhatFits:
    """``rows`` are the first; ``found`` how many fit in all."""

    herself: Herself
    rows: tuple[Fitting, ...]
    found: int


def what_fits(
    actor: Actor,
    *,
    viewer: Actor,
    at: datetime,
    since: datetime | None = None,
    limit: int = 50,
    weights: Weights = WEIGHTS,
) -> WhatFits:
    """Open briefs, questions and projects that ``viewer`` may see and that ask for what ``actor``
    confirmed that she offers. Three queries, however many there are.

    ``since``: only what others may see since then.
    """
    hers = herself(actor, at=at, weights=weights)
    asking = _open(viewer, hers, at=at)
    if since is not None:
        asking = asking.filter(published_at__gte=since)
    concepts, worths = _reach(asking, hers, weights)
    points = {item: _by_concepts(asked, hers, worths, weights) for item, asked in concepts.items()}
    near_the_top = _may_be_first(points, limit, hers, weights)
    fits = _fits(near_the_top, hers, worths, weights)
    rows = sorted(fits, key=lambda each: each.order)[:limit]
    return WhatFits(hers, tuple(rows), len(concepts))


def briefs_that_fit(
    actor: Actor, *, viewer: Actor, at: datetime, limit: int = 50, weights: Weights = WEIGHTS
) -> list[Fitting]:
    """Of these only the briefs."""
    found = what_fits(actor, viewer=viewer, at=at, limit=limit, weights=weights)
    return [row for row in found.rows if row.kind == ItemKind.BRIEF]


def _open(viewer: Actor, hers: Herself, *, at: datetime) -> ItemQuerySet:
    """What still asks for something, not by herself or hers, and in which she is not yet."""
    today = timezone.localdate(at)
    brief = Q(kind=ItemKind.BRIEF, brief__approved_at__isnull=False, brief__ended_at=None)
    open_still = Q(question__closes_on=None) | Q(question__closes_on__gte=today)
    question = Q(kind=ItemKind.QUESTION, ending=None) & open_still
    asks = Exists(Need.objects.filter(item=OuterRef("pk")))
    project = Q(kind=ItemKind.PROJECT, project__stage__in=WORK_GOES_ON) & Q(asks)
    visible = Item.objects.visible_to(viewer, at=at).published(at=at).filter(asleep_since=None)
    taking_part = Party.objects.filter(actor__in=hers.own, item__kind=ItemKind.PROJECT)
    return (
        visible.filter(brief | question | project)
        .exclude(Q(by__in=hers.own) | Q(on_behalf_of__in=hers.own))
        .exclude(pk__in=hers.introduced_for)
        .exclude(pk__in=taking_part.values("item"))
    )


def _reach(
    asking: ItemQuerySet, hers: Herself, weights: Weights
) -> tuple[dict[int, list[int]], dict[int, int]]:
    """By item the concepts that it asks and she fits, and what each of these is worth: by how many
    available members confirmed it. One query."""
    if not hers.asked:
        return {}, {}
    asked = confirmed_of_items().filter(concept__in=hers.asked, item__in=asking.values("pk"))
    members = offered().filter(
        concept__in=hers.asked, actor__in=Availability.objects.values("actor")
    )
    counted = members.order_by().values("concept").annotate(members=Count("pk"))
    item_of = asked.order_by().values_list(_word("item"), "item_id", "concept_id")
    worth_of = counted.values_list(_word("worth"), "concept_id", "members")
    concepts: dict[int, list[int]] = defaultdict(list)
    times: dict[int, int] = {}
    for kind, one, other in item_of.union(worth_of, all=True):
        if kind == "worth":
            times[one] = other
        else:
            concepts[one].append(other)
    return concepts, {concept: worth(times.get(concept, 0), weights) for concept in hers.asked}


def _word(text: str) -> Any:
    return Value(text)


def _by_concepts(
    asked: Iterable[int], hers: Herself, worths: Mapping[int, int], weights: Weights
) -> int:
    return sum(
        max(worths[concept] * share(kind, weights) // 100 for kind in _ways(concept, hers))
        for concept in asked
    )


def _ways(concept: int, hers: Herself) -> list[Kind]:
    exact = [Kind.EXACT] if concept in hers.member.concepts else []
    return [*exact, *hers.asked[concept].values()]


def _may_be_first(
    points: Mapping[int, int], limit: int, hers: Herself, weights: Weights
) -> list[int]:
    """Those whose concepts bring them so far that the rest could bring them among the first.

    What the rest can add differs by ``span`` at most, so nothing that belongs there is left out.
    """
    if len(points) <= limit:
        return sorted(points)
    of_one_brief = max(hers.proposed_for.values(), default=0)
    span = (
        weights.form * len(hers.member.forms)
        + weights.language
        + weights.sector
        + max(weights.same_place, weights.near)
        + weights.in_time
        + weights.hours
        + weights.bridge
        + weights.proposal * of_one_brief
    )
    least = sorted(points.values(), reverse=True)[limit - 1] - span
    return sorted(item for item, counted in points.items() if counted >= least)


def _fits(
    pks: Sequence[int], hers: Herself, worths: Mapping[int, int], weights: Weights
) -> list[Fitting]:
    """One query; with very many that may be first, one more for each ``AT_ONCE``."""
    fits = []
    for start in range(0, len(pks), AT_ONCE):
        found = _facts(pks[start : start + AT_ONCE])
        for item, ask in _asks(found, hers, worths, weights):
            counted = fit(ask, hers.for_brief(item.pk), weights)
            if counted is not None and item.published_at is not None:
                ends = item.by_when if isinstance(item, Brief) else item.closes_on
                key = str(item.public_id)
                fits.append(Fitting(item.pk, item.kind, ends, item.published_at, key, counted))
    return fits


def _asks(
    found: Mapping[str, list[Any]], hers: Herself, worths: Mapping[int, int], weights: Weights
) -> Iterator[tuple[Any, Ask]]:
    """What each asks, in the terms of the arithmetic. Only a brief says languages and sectors."""
    centres = {row.pk: Centre(row.latitude, row.longitude) for row in found["areas"]}
    near_to = _NearTo(centres, weights.near_km)
    concepts = _grouped((row.item_id, row.concept_id) for row in found["concepts"])
    needs = _grouped((row.item_id, row.form) for row in found["needs"])
    sectors = _grouped((row.actor_id, row.sector) for row in found["sectors"])
    for item in (*found["briefs"], *found["others"]):
        brief = item if isinstance(item, Brief) else None
        yield (
            item,
            Ask(
                concepts=tuple(
                    AskedConcept(one, worths.get(one, 0), hers.asked.get(one, {}))
                    for one in concepts[item.pk]
                ),
                forms=frozenset(brief.forms if brief else needs[item.pk]),
                languages=frozenset(brief.languages if brief else ()),
                sectors=frozenset(brief.sectors if brief else ()),
                asker_sectors=frozenset(sectors[item.on_behalf_of_id or item.by_id]),
                place=item.municipality,
                near=near_to[item.municipality],
                by_when=brief.by_when if brief else None,
            ),
        )


def _grouped(pairs: Iterable[tuple[int, Told]]) -> dict[int, list[Told]]:
    groups: dict[int, list[Told]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def _facts(pks: Sequence[int]) -> Mapping[str, list[Any]]:
    """What these items ask; one query."""
    items = Item.objects.filter(pk__in=pks)
    askers = items.order_by().values_list(Coalesce("on_behalf_of", "by"))
    return together(
        {
            "briefs": Brief.objects.filter(pk__in=pks).annotate(municipality=PLACE),
            "others": items.exclude(kind=ItemKind.BRIEF).annotate(
                municipality=PLACE, closes_on=F("question__closes_on")
            ),
            "concepts": confirmed_of_items().filter(item__in=pks).order_by("concept"),
            "needs": Need.objects.filter(item__in=pks),
            "sectors": ActorSector.objects.filter(actor__in=askers),
            "areas": Area.objects.filter(kind=AreaKind.MUNICIPALITY),
        }
    )


class _NearTo(dict[int | None, frozenset[int]]):
    """The municipalities near to one; each is looked for once."""

    def __init__(self, centres: Mapping[int, Centre], kilometres: int) -> None:
        super().__init__({None: frozenset()})
        self._centres, self._kilometres = centres, kilometres

    def __missing__(self, place: int | None) -> frozenset[int]:
        if place is None:
            return frozenset()
        self[place] = near(place, self._centres, kilometres=self._kilometres)
        return self[place]
