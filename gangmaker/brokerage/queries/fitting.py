"""The other way round: what is asked that somebody fits, with the points and the reasons of the
longlist. Exact, over all that is open and that the reader may see."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Final, TypeVar

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from gangmaker.actors.models import Actor, ActorSector
from gangmaker.actors.together import together
from gangmaker.brokerage.models import Brief
from gangmaker.contributions.models import Need
from gangmaker.core.brokerage.asks import ranked
from gangmaker.core.brokerage.columns import cut
from gangmaker.core.brokerage.fit import Ask, AskedConcept, Fit, fit
from gangmaker.core.brokerage.places import Centre, near
from gangmaker.core.brokerage.weights import WEIGHTS, Weights
from gangmaker.projects.models import Stage
from gangmaker.trail.models import Item, ItemKind, ItemQuerySet, Party

from .asking import confirmed_of_items
from .herself import Herself, herself
from .open_asks import PLACE, open_asks

WORK_GOES_ON: Final = (Stage.ACCEPTED, Stage.RUNNING)
MANY: Final = 5_000
"""So many are named to the database; of more the first are found by going through all in order."""
Told = TypeVar("Told", int, str)


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
    among: Collection[int] | None = None,
    limit: int = 50,
    weights: Weights = WEIGHTS,
) -> WhatFits:
    """Open briefs, questions and projects that ``viewer`` may see and that ask for what ``actor``
    confirmed that she offers. Three queries, however many there are; one more in a tie.

    ``since``: only what others may see since then; ``among``: only these items.
    """
    hers = herself(actor, at=at, weights=weights)
    if not hers.asked:
        return WhatFits(hers, (), 0)
    asking = _open(viewer, hers, at=at)
    if since is not None:
        asking = asking.filter(published_at__gte=since)
    if among is not None:
        asking = asking.filter(pk__in=among)
    asks, worths = open_asks(asking, hers, weights)
    asked = [AskedConcept(one, worths[one], beside) for one, beside in hers.asked.items()]
    found = ranked(asks, hers.with_room, asked, not_counted=hers.proposed_for, weights=weights)
    sure, tied = cut(found, limit)
    first = [*sure.tolist(), *_first_of(tied.tolist(), limit - len(sure), asking)]
    fits = _fits(first, hers, worths, weights)
    rows = sorted(fits, key=lambda each: each.order)
    return WhatFits(hers, tuple(rows), len(found.ids))


def _first_of(tied: list[int], wanted: int, asking: ItemQuerySet) -> list[int]:
    """Of those that the columns do not tell apart the first so many, by the rest of
    ``Fitting.order``."""
    if not tied:
        return []
    in_order = asking.order_by("-published_at", "public_id").values_list("pk", flat=True)
    if len(tied) <= MANY:
        return list(in_order.filter(pk__in=tied)[:wanted])
    among = set(tied)  # of very many the first ones come soon
    return list(islice((pk for pk in in_order.iterator() if pk in among), wanted))


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


def _fits(
    pks: Sequence[int], hers: Herself, worths: Mapping[int, int], weights: Weights
) -> list[Fitting]:
    """One query."""
    fits = []
    for item, ask in _asks(_facts(pks), hers, worths, weights) if pks else ():
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
    near_to = _NearTo(hers.centres, weights.near_km)
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
