"""Who fits a brief, in order, with every reason: exact, over all who are available now."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import numpy as np
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gangmaker.actors.models import Actor, ActorQuerySet
from gangmaker.brokerage.models import Brief, Candidate, Side, Step
from gangmaker.core.brokerage.columns import Ids, Ranked, cut
from gangmaker.core.brokerage.crowd import Crowd, Row, ranked
from gangmaker.core.brokerage.fit import BESIDE, Ask, Fit, fit
from gangmaker.core.brokerage.weights import WEIGHTS, Weights

from .asking import asking, municipality, with_worths
from .available import proposable
from .crowd import crowd_for, introduced_on, offered

FEW: Final = 50
"""So many are read whole; of more only those that come first."""
MANY: Final = 5_000
"""So many are named to the database; of more the first are found by going through all in order."""

INTRODUCED_BEFORE: Final = 2
"""Where ``Ranked.keys`` says so."""

Words = Mapping[int, tuple[str, ...]]


@dataclass(frozen=True)
class Proposed:
    """Somebody who fits, as she is shown to the broker."""

    actor: int
    slug: str
    name: str
    kind: str
    place: str
    fit: Fit
    words: Words
    """By confirmed concept the words in her own profile that gave rise to it."""

    @property
    def points(self) -> int:
        return self.fit.points

    @property
    def last_introduced(self) -> date | None:
        return self.fit.member.last_introduced


@dataclass(frozen=True)
class Longlist:
    """``rows`` are the first; ``considered`` how many fit. ``also`` are those of the brief's
    ``candidates`` who would fit now, by id; ``introduced`` who was introduced for it."""

    ask: Ask
    rows: tuple[Proposed, ...]
    considered: int
    available: int
    candidates: tuple[Candidate, ...]
    introduced: frozenset[int]
    also: Mapping[int, Proposed]


def longlist(
    brief: Brief,
    *,
    at: datetime,
    limit: int = 50,
    weights: Weights = WEIGHTS,
    about: Collection[int] = (),
) -> Longlist:
    """Who fits and is no candidate yet, the best first. Four queries, however many there are; some
    more where more than ``FEW`` are in a tie.

    Nobody of who asks, nobody who was introduced for it. Of the same points by ``Fit.order``.
    ``about``: actors who are in ``also`` when they fit, wherever they stand.
    """
    found = asking(brief, weights)
    crowd = crowd_for(found.ask, brief=brief.pk, at=at, weights=weights)
    ask = with_worths(found.ask, crowd, weights)
    left_out = np.array(sorted(found.left_out), dtype=np.int64)
    all_fits = ranked(ask, crowd, left_out=left_out, weights=weights)
    candidates = {*about, *(each.actor_id for each in found.candidates)}
    people = _first(all_fits, limit, also=candidates)
    fits = _fits(ask, crowd, people, weights)
    fresh = [each for each in fits if each.member.actor not in candidates][:limit]
    known = [each for each in fits if each.member.actor in candidates]
    shown = _shown([*fresh, *known], people)
    return Longlist(
        ask=ask,
        rows=tuple(shown[each.member.actor] for each in fresh),
        considered=len(all_fits.ids),
        available=len(crowd.ids),
        candidates=found.candidates,
        introduced=found.introduced,
        also={each.member.actor: shown[each.member.actor] for each in known},
    )


def _first(found: Ranked, limit: int, *, also: Collection[int]) -> dict[int, Actor]:
    """Whoever may be among the first so many, and ``also``. Who may not be proposed after all
    (a minor, somebody suspended) leaves her place to the next."""
    asked = limit
    while True:
        sure, tied = cut(found, asked)
        if len(tied) <= FEW:
            people = _people([*sure.tolist(), *tied.tolist(), *also])
        else:
            people = _people([*sure.tolist(), *also])
            ever = bool(found.keys[asked - 1][INTRODUCED_BEFORE])
            people |= _tied(tied, asked - len(sure), introduced=ever)
        if sum(pk not in also for pk in people) >= limit or asked >= len(found.ids):
            return people
        asked = min(2 * asked, len(found.ids))


def _tied(tied: Ids, wanted: int, *, introduced: bool) -> dict[int, Actor]:
    """Of those whom the columns do not tell apart at least the first so many, by the rest of
    ``Fit.order``: the last introduction, and then the public id."""
    if not introduced:
        return _by_public_id(tied.tolist(), wanted)
    days: dict[date, list[int]] = defaultdict(list)
    side = "introduction__sides__actor"
    stands = introduced_on().values_list(Coalesce(f"{side}__claimed_by", side))
    last = dict(stands.annotate(Max("on")))
    for pk in tied.tolist():
        days[last.get(pk, date.min)].append(pk)
    people: dict[int, Actor] = {}
    for day in sorted(days):
        people |= _by_public_id(days[day], wanted - len(people))
        if len(people) >= wanted:
            break
    return people


def _by_public_id(pks: list[int], wanted: int) -> dict[int, Actor]:
    in_order = proposable().order_by("public_id").values_list("pk", flat=True)
    if len(pks) <= MANY:
        return _people(list(in_order.filter(pk__in=pks)[:wanted]))
    among, first = set(pks), []
    for pk in in_order.iterator():  # of very many the first ones come soon
        if pk in among:
            first.append(pk)
        if len(first) == wanted:
            break
    return _people(first)


def _people(pks: list[int]) -> dict[int, Actor]:
    return _with_facts(proposable()).in_bulk(pks) if pks else {}


def _with_facts(actors: ActorQuerySet) -> ActorQuerySet:
    herself = introduced_on().filter(introduction__sides__actor=OuterRef("pk"))
    sides_of_records = Side.objects.filter(actor__claimed_by=OuterRef(OuterRef("pk")))
    by_record = introduced_on().filter(introduction__in=sides_of_records.values("introduction"))
    return actors.select_related("area", "availability").annotate(
        introduced_herself=_last(herself), introduced_by_record=_last(by_record)
    )


def _last(steps: QuerySet[Step]) -> Subquery:
    return Subquery(steps.order_by("-on").values("on")[:1])


def _fits(ask: Ask, crowd: Crowd, people: Mapping[int, Actor], weights: Weights) -> list[Fit]:
    members = crowd.members({pk: _row(actor) for pk, actor in people.items()})
    fits = [found for member in members if (found := fit(ask, member, weights))]
    return sorted(fits, key=lambda each: each.order)


def _row(actor: Actor) -> Row:
    said, days = actor.availability, (actor.introduced_herself, actor.introduced_by_record)
    return Row(
        public_id=str(actor.public_id),
        place=municipality(actor.area) if actor.area else None,
        free_from=said.free_from,
        hours=said.hours_a_month,
        at_once=said.at_once,
        last_introduced=max(filter(None, days), default=None),
    )


def _shown(fits: list[Fit], people: Mapping[int, Actor]) -> dict[int, Proposed]:
    words = _words_of(fits)
    return {
        each.member.actor: _proposed(people[each.member.actor], each, words[each.member.actor])
        for each in fits
    }


def _proposed(actor: Actor, found: Fit, words: Words) -> Proposed:
    return Proposed(
        actor=actor.pk,
        slug=actor.slug,
        name=actor.name,
        kind=actor.kind,
        place=actor.area.name if actor.area else "",
        fit=found,
        words=words,
    )


def _words_of(fits: list[Fit]) -> dict[int, dict[int, tuple[str, ...]]]:
    """One query: only those by which she fits."""
    found: dict[int, dict[int, tuple[str, ...]]] = defaultdict(dict)
    by = {each.by for one in fits for each in one.reasons if each.kind in BESIDE}
    rows = offered().filter(actor__in=[each.member.actor for each in fits], concept__in=by)
    for actor, concept, words in rows.values_list("actor", "concept", "words"):
        found[actor][concept] = tuple(words)
    return found
