"""Every introduction as a row of dates: when it began, what came of it, and what it may claim."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from typing import Any, Final

from django.db.models import Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from gangmaker.actors.models import ActorSector
from gangmaker.brokerage.models import Introduction, IntroductionState, Origin, Side, Step
from gangmaker.core.brokerage.attribution import Brought, Claim, Pair, Shared, Told, told
from gangmaker.core.brokerage.survival import Case, Ended, Outcome
from gangmaker.projects.models import Stage
from gangmaker.trail.models import ItemAudience, Link, LinkVerb, Party

State = IntroductionState
TOGETHER: Final = frozenset({State.AGREEMENT, State.PROJECT, State.RESULT})
SAID_YES: Final = frozenset({State.ACCEPTED, State.MET, *TOGETHER})
NOTHING: Final = (State.DECLINED, State.ENDED)
ONE: Final = Coalesce("actor__claimed_by", "actor")
"""Who somebody is: who claimed a record stands for it."""


@dataclass(frozen=True)
class Followed:
    """An introduction of which somebody was asked, or an encounter that became one.

    ``began_on``: somebody was first asked, or the two met by themselves. ``notified``: both know.
    ``together_on``: the agreement or the project, whichever was first. ``nothing_on``: it was
    declined or ended. ``goals``: those that its brief, its project or itself serves.
    """

    id: int
    broker: int
    origin: str
    pair: Pair
    sectors: tuple[frozenset[str], frozenset[str]]
    goals: tuple[int, ...]
    began_on: date
    notified: bool
    together_on: date | None
    nothing_on: date | None
    approved_on: date | None
    told: Told

    @property
    def counts(self) -> bool:
        """Whether what comes of it may be counted: nothing came before it, or before we knew."""
        return self.told.claim in (Claim.OURS, Claim.NONE_YET)

    @property
    def introduced(self) -> bool:
        """By us, and not by themselves at the coffee machine."""
        return self.origin != Origin.ENCOUNTER

    def case(self, *, on: date) -> Case:
        """For the curve. What came to nothing is followed on until today, as what is open is: so
        the curve is of all introductions, and says of none that somebody declined it."""
        if self.together_on is not None:
            return Case((self.together_on - self.began_on).days, happened=True)
        return Case((on - self.began_on).days, happened=False)

    def ended(self, *, on: date) -> Ended:
        """For who may know what came to nothing."""
        if self.together_on is not None:
            return Ended((self.together_on - self.began_on).days, Outcome.HAPPENED)
        if self.nothing_on is not None:
            return Ended(max((self.nothing_on - self.began_on).days, 0), Outcome.INSTEAD)
        return Ended((on - self.began_on).days, Outcome.OPEN)


def followed(*, at: datetime) -> tuple[Followed, ...]:
    """Those that began by ``at``, in order; six queries, however many there are."""
    on = timezone.localdate(at)
    steps, sides = _steps(), _sides()
    rows = {row["pk"]: row for row in _rows() if len(sides[row["pk"]].actors) == 2}
    began = {
        pk: day
        for pk, row in rows.items()
        if (day := _began(steps[pk], row)) is not None and day <= on
    }
    shared = _shared({_pair(sides[pk].actors) for pk in began})
    since = {(each.pair, each.project): each.since for each in shared}
    brought = [
        _brought(pk, rows[pk], steps[pk], _pair(sides[pk].actors), began_on=day, since=since)
        for pk, day in began.items()
    ]
    claims = told(brought, shared)
    sectors, goals = _sectors(), _goals(at=at)
    return tuple(
        _followed(each, rows[each.id], steps[each.id], sides[each.id], claims, sectors, goals)
        for each in sorted(brought, key=lambda each: (each.began_on, each.id))
    )


# --- Rows -------------------------------------------------------------------------------------

Row = Mapping[str, Any]


def _rows() -> Iterable[dict[str, Any]]:
    rows = Introduction.objects.filter(withdrawal=None).order_by("pk")
    found: Iterable[dict[str, Any]] = rows.values(
        *("pk", "owner", "origin", "state", "for_brief", "for_brief__approved_at"),
        *("came_of_it", "came_of_it__starts_on", "came_of_it__published_at"),
        *("came_of_it__created_at", "encounter__at"),
    )
    return found


@dataclass
class _Steps:
    """Of one introduction the first day in each state, the last, and when it was written down."""

    first: dict[str, date]
    last: dict[str, date]
    written_on: date


def _steps() -> Mapping[int, _Steps]:
    found: dict[int, _Steps] = {}
    grouped = Step.objects.values("introduction", "state").order_by()
    for row in grouped.annotate(first=Min("on"), last=Max("on"), written=Min("at")):
        written = timezone.localdate(row["written"])
        steps = found.setdefault(row["introduction"], _Steps({}, {}, written))
        steps.first[row["state"]], steps.last[row["state"]] = row["first"], row["last"]
        steps.written_on = min(steps.written_on, written)
    return defaultdict(lambda: _Steps({}, {}, date.max), found)


@dataclass
class _Sides:
    actors: list[int]
    asked: int = 0


def _sides() -> Mapping[int, _Sides]:
    """The two of each; a record for which another stands is that one. Two of one are no two."""
    found: defaultdict[int, _Sides] = defaultdict(lambda: _Sides([]))
    rows = Side.objects.annotate(one=ONE)
    for introduction, one, asked_at in rows.order_by("introduction", "position").values_list(
        "introduction", "one", "asked_at"
    ):
        sides = found[introduction]
        if one not in sides.actors:
            sides.actors.append(one)
        sides.asked += asked_at is not None
    return found


def _introduced() -> QuerySet[Side, Any]:
    """Everybody who is one of two, however many others there are."""
    return Side.objects.annotate(one=ONE).values("one")


def _shared(pairs: set[Pair]) -> list[Shared]:
    """Projects that began, with both of a pair among their parties, since the day on which the last
    of the two came. One query."""
    parties: defaultdict[int, dict[int, date]] = defaultdict(dict)
    begun = Q(item__project__isnull=False, item__withdrawal=None) & ~Q(
        item__project__stage=Stage.PROPOSED
    )
    rows = Party.objects.annotate(one=ONE).filter(begun, one__in=_introduced())
    for project, one, came, starts_on, shown, made in rows.values_list(
        *("item", "one", "since"),
        *("item__project__starts_on", "item__published_at", "item__created_at"),
    ):
        day = _since(starts_on, shown, made)
        if came is not None and came > timezone.localdate(made):  # not with the others
            day = max(day, came)
        parties[project][one] = min(day, parties[project].get(one, day))
    return [
        Shared(pair, project, max(days[actor] for actor in pair))
        for project, days in parties.items()
        for pair in combinations(sorted(days), 2)
        if pair in pairs
    ]


def _pair(actors: Iterable[int]) -> Pair:
    one, other = sorted(actors)
    return one, other


def _since(starts_on: date | None, shown: datetime | None, made: datetime) -> date:
    """A project that is entered later than it started is as old as it says."""
    days = [timezone.localdate(shown or made), *([starts_on] if starts_on else [])]
    return min(days)


def _sectors() -> Mapping[int, frozenset[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    rows = ActorSector.objects.filter(actor__in=_introduced())
    for actor, sector in rows.values_list("actor", "sector"):
        found[actor].add(sector)
    return defaultdict(frozenset, {actor: frozenset(names) for actor, names in found.items()})


def _goals(*, at: datetime) -> Mapping[int, list[int]]:
    """The goals that everybody may see and that briefs, projects and introductions serve."""
    sides = Side.objects.order_by()
    of_brief = sides.exclude(introduction__for_brief=None).values("introduction__for_brief")
    came_of_it = sides.exclude(introduction__came_of_it=None).values("introduction__came_of_it")
    served = Link.objects.filter(
        Q(source__in=sides.values("introduction"))
        | Q(source__in=of_brief)
        | Q(source__in=came_of_it),
        verb=LinkVerb.SERVES_GOAL,
        target__audience=ItemAudience.PUBLIC,
        target__published_at__lte=at,
        target__withdrawal=None,
    )
    found: defaultdict[int, list[int]] = defaultdict(list)
    for source, target in served.order_by("target").values_list("source", "target"):
        found[source].append(target)
    return found


# --- Put together -----------------------------------------------------------------------------


def _began(steps: _Steps, row: Row) -> date | None:
    """The first ask; where none was written down, the first sign that both said yes."""
    if State.ASKED in steps.first and row["origin"] != Origin.ENCOUNTER:
        return steps.first[State.ASKED]
    days = [day for state, day in steps.first.items() if state in SAID_YES]
    return min(days, default=None)


def _brought(
    pk: int,
    row: Row,
    steps: _Steps,
    pair: Pair,
    *,
    began_on: date,
    since: Mapping[tuple[Pair, int], date],
) -> Brought:
    logged = row["encounter__at"]
    written = [steps.written_on, *([timezone.localdate(logged)] if logged else [])]
    together = [day for state, day in steps.first.items() if state in TOGETHER]
    if row["came_of_it"] is not None:
        starts_on, shown = row["came_of_it__starts_on"], row["came_of_it__published_at"]
        begun = _since(starts_on, shown, row["came_of_it__created_at"])
        together.append(since.get((pair, row["came_of_it"]), begun))
    return Brought(
        id=pk,
        pair=pair,
        began_on=began_on,
        written_on=min(written),
        together_on=min(together, default=None),
        project=row["came_of_it"],
    )


def _followed(
    brought: Brought,
    row: Row,
    steps: _Steps,
    sides: _Sides,
    claims: Mapping[int, Told],
    sectors: Mapping[int, frozenset[str]],
    goals: Mapping[int, list[int]],
) -> Followed:
    one, other = brought.pair
    ended = row["state"] in NOTHING and row["state"] in steps.last
    approved = row["for_brief__approved_at"]
    sources = (brought.id, row["for_brief"], row["came_of_it"])
    serves = {goal for pk in sources if pk is not None for goal in goals[pk]}
    return Followed(
        id=brought.id,
        broker=row["owner"],
        origin=row["origin"],
        pair=brought.pair,
        sectors=(sectors[one], sectors[other]),
        goals=tuple(sorted(serves)),
        began_on=brought.began_on,
        notified=sides.asked == 2 or bool(SAID_YES & steps.first.keys()),
        together_on=brought.together_on,
        nothing_on=steps.last[row["state"]] if ended else None,
        approved_on=timezone.localdate(approved) if approved else None,
        told=claims[brought.id],
    )
