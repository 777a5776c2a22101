"""What moderators look up: what waits, what was decided, and who was restricted before."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, IntegerField, Min, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from gangmaker.actors.models import Actor, Statement
from gangmaker.trail.models import Flag, Objection, ObjectionOutcome, Report, ReportDecision
from gangmaker.trail.things import Thing, columns_of, thing_of

MOST_FLAGS: Final = 20
MOST_HISTORY: Final = 20
THING: Final = ("item", "comment", "actor")
WHOSE: Final = (
    "item__by",
    "item__withdrawal",
    "comment__by",
    "comment__item",
    "comment__hiding",
    "actor",
)
"""What is shown of a thing beside itself."""

OBJECTED_TO: Final = tuple(
    f"{decision}__{thing}"
    for decision in ("statement__decision", "against")
    for thing in ("item__by", "comment__by", "actor")
)
"""What was decided about, by the author's objection or a reporter's."""


@dataclass(frozen=True)
class Waiting:
    """A thing with its reports that wait, the oldest first."""

    thing: Thing
    reports: tuple[Report, ...]

    @property
    def since(self) -> datetime:
        return self.reports[0].at


@dataclass(frozen=True)
class Heaps:
    """How much waits for somebody who moderates."""

    reports: int
    objections: int
    flags: int

    @property
    def everything(self) -> int:
        return self.reports + self.objections + self.flags


def heaps(viewer: Actor) -> Heaps:
    """One query, however much waits."""

    def counted(rows: QuerySet[Any]) -> Coalesce:
        total = rows.order_by().annotate(one=Value(1)).values("one").annotate(total=Count("pk"))
        return Coalesce(Subquery(total.values("total"), output_field=IntegerField()), 0)

    row = (
        Actor.objects.filter(pk=viewer.pk)
        .annotate(
            reports_=counted(Report.objects.waiting()),
            objections_=counted(Objection.objects.filter(decided_at=None)),
            flags_=counted(Flag.objects.filter(looked_at=None)),
        )
        .values_list("reports_", "objections_", "flags_")
        .get()
    )
    return Heaps(*row)


def waiting_things() -> QuerySet[Any, dict[str, Any]]:
    """The things that are reported and not decided about, who waits longest first."""
    grouped: QuerySet[Any, dict[str, Any]] = Report.objects.waiting().values(*THING)
    things: QuerySet[Any, dict[str, Any]] = grouped.annotate(since=Min("at"), first=Min("pk"))
    return things.order_by("since", "first")


def waiting_on(rows: Sequence[dict[str, Any]]) -> list[Waiting]:
    """Those of ``waiting_things`` with their reports; one query, however many."""
    reports: dict[tuple[Any, ...], list[Report]] = defaultdict(list)
    ids = {name: [row[name] for row in rows if row[name]] for name in THING}
    named = Q(item__in=ids["item"]) | Q(comment__in=ids["comment"]) | Q(actor__in=ids["actor"])
    waiting = Report.objects.waiting().filter(named)
    for report in waiting.select_related(*WHOSE).order_by("at", "pk"):
        reports[report.item_id, report.comment_id, report.actor_id].append(report)
    found = (reports[tuple(row[name] for name in THING)] for row in rows)
    return [Waiting(thing_of(each[0]), tuple(each)) for each in found if each]


def waiting_about(thing: Thing) -> list[Report]:
    """The reports of one thing that wait, the oldest first."""
    waiting = Report.objects.waiting().filter(**columns_of(thing))
    return list(waiting.select_related("by").order_by("at", "pk"))


def decisions(*, by: Actor | None = None) -> QuerySet[ReportDecision]:
    """What was decided, the newest first; ``reported`` counts reports that wait again too."""
    every = ReportDecision.objects.select_related(
        *WHOSE, "by", "statement__rule__rules", "statement__lifting", "statement__objection"
    )
    mine = every.filter(by=by) if by is not None else every
    back = Q(objections__outcome=ObjectionOutcome.UPHELD)
    reported = Count("reports", distinct=True) + Count("objections", filter=back, distinct=True)
    return mine.annotate(reported=reported).order_by("-at", "-pk")


def decisions_about(thing: Thing) -> list[ReportDecision]:
    """What was decided about one thing before, the newest first."""
    return list(decisions().filter(**columns_of(thing))[:MOST_HISTORY])


def history_of(author: Actor) -> list[Statement]:
    """What was decided about somebody and her records before, the newest first."""
    hers = Q(to=author) | Q(to__claimed_by=author)
    statements = Statement.objects.filter(hers).select_related(
        "rule__rules", "by", "lifting", "objection"
    )
    return list(statements.order_by("-at", "-pk")[:MOST_HISTORY])


def objections_waiting() -> QuerySet[Objection]:
    """The oldest first."""
    waiting = Objection.objects.filter(decided_at=None).select_related(
        "statement__to", "report__about", "first_by", *OBJECTED_TO
    )
    reports = ("statement__decision__reports", "against__reports")
    return waiting.prefetch_related(*reports).order_by("at", "pk")


@dataclass(frozen=True)
class Flagged:
    flag: Flag
    people: tuple[Actor, ...]


def flags_waiting() -> list[Flagged]:
    """The newest first, with those whose acts were counted; two queries."""
    flags = list(
        Flag.objects.filter(looked_at=None)
        .select_related("item")
        .order_by("-last_at", "-pk")[:MOST_FLAGS]
    )
    people = _actors({pk for flag in flags for pk in flag.people})
    return [
        Flagged(flag, tuple(people[pk] for pk in flag.people if pk in people)) for flag in flags
    ]


def _actors(ids: Iterable[int]) -> dict[int, Actor]:
    return {actor.pk: actor for actor in Actor.objects.filter(pk__in=set(ids))}


def statements_to(viewer: Actor) -> QuerySet[Statement]:
    """Those that she may object to: to herself, to records she claimed, to her organisations."""
    hers = Actor.objects.filter(claimed_by=viewer).values("pk")
    to_her = Q(to__in=[viewer.pk, *viewer.organisation_ids]) | Q(to__in=hers)
    statements = Statement.objects.filter(to_her)
    return statements.select_related("rule__rules", "lifting", "objection").order_by("-at", "-pk")
