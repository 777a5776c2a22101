"""The plan of the region as pages show it: what was promised, what happened, who is behind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q, QuerySet
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.core.course import Aim, is_behind, share_reached
from gangmaker.projects.models import Action, HowOften, Indicator, Measurement, PlanChange
from gangmaker.trail.models import Item, ItemKind
from gangmaker.trail.queries import told_in

from .counters import Days, counted_on

DUE_AGAIN = {
    HowOften.MONTHLY: timedelta(days=31 + 14),
    HowOften.QUARTERLY: timedelta(days=92 + 30),
    HowOften.YEARLY: timedelta(days=366 + 60),
}
"""After how long a measurement is missed: its period, and some days to do it in."""


Serving = Mapping[int, Mapping[str, int]]


@dataclass(frozen=True)
class Point:
    """What was measured on a day."""

    on: date
    value: Decimal


@dataclass(frozen=True)
class Course:
    """An indicator and how far it is. ``behind`` is None until something was measured."""

    indicator: Indicator
    points: tuple[Point, ...]
    reached: Fraction | None
    behind: bool | None
    measured_too_long_ago: bool

    @property
    def latest(self) -> Point | None:
        return self.points[-1] if self.points else None


@dataclass(frozen=True)
class ActionRow:
    """An action as a row of the plan. ``overdue`` is neither done nor dropped, and late."""

    slug: str
    title: str
    language: str
    owner: str
    starts_on: date | None
    due_on: date
    done_on: date | None
    dropped_on: date | None
    overdue: bool
    serving: int


@dataclass(frozen=True)
class GoalPlan:
    """What one goal promised and what happened. ``serving`` counts public items by kind."""

    courses: tuple[Course, ...]
    actions: tuple[ActionRow, ...]
    serving: Mapping[str, int]

    @property
    def behind(self) -> bool:
        return any(course.behind for course in self.courses) or any(
            action.overdue for action in self.actions
        )


def plans_of(
    goal_ids: Sequence[int],
    *,
    viewer: Actor | None,
    at: datetime,
    language: str,
    serving: Serving,
    days: Days,
) -> dict[int, GoalPlan]:
    """The plan of each goal; four queries, however many goals.

    ``serving`` is of ``serving_counts`` and ``days`` of ``days_counted``: both read more than a
    page should each time.
    """
    courses = _courses(goal_ids, days=days, at=at)
    actions = _actions(goal_ids, viewer=viewer, at=at, language=language, serving=serving)
    return {
        pk: GoalPlan(
            courses=tuple(courses.get(pk, ())),
            actions=tuple(actions.get(pk, ())),
            serving=serving.get(pk, {}),
        )
        for pk in goal_ids
    }


def _courses(goal_ids: Sequence[int], *, days: Days, at: datetime) -> dict[int, list[Course]]:
    indicators = list(
        Indicator.objects.filter(goal__in=goal_ids, ended_on=None).order_by("position", "pk")
    )
    measured = _measured(indicators)
    today = timezone.localdate(at)
    found: dict[int, list[Course]] = {}
    for indicator in indicators:
        points = measured.get(indicator.pk, ())
        if indicator.counter:
            counted = counted_on(indicator, days, on=today)
            points = tuple(Point(day, value) for day, value in counted)
        found.setdefault(indicator.goal_id, []).append(course_of(indicator, points, on=today))
    return found


def course_of(indicator: Indicator, points: Sequence[Point], *, on: date) -> Course:
    """How far an indicator is by its latest point, judged on the day that was measured."""
    latest = points[-1] if points else None
    aim = Aim(indicator.baseline, indicator.baseline_on, indicator.target, indicator.target_on)
    again = DUE_AGAIN.get(HowOften(indicator.how_often))
    since = latest.on if latest else indicator.baseline_on
    return Course(
        indicator=indicator,
        points=tuple(points),
        reached=share_reached(aim, latest.value) if latest else None,
        behind=is_behind(aim, latest.value, measured_on=latest.on) if latest else None,
        measured_too_long_ago=again is not None and not indicator.counter and on - since > again,
    )


def _measured(indicators: Iterable[Indicator]) -> dict[int, tuple[Point, ...]]:
    """What was measured. The last of a day counts, and so does a correction, which is later."""
    rows = (
        Measurement.objects.filter(indicator__in=list(indicators))
        .order_by("measured_on", "pk")
        .values_list("indicator", "measured_on", "value")
    )
    found: dict[int, dict[date, Decimal]] = {}
    for pk, on, value in rows:
        found.setdefault(pk, {})[on] = value
    return {pk: tuple(Point(on, value) for on, value in days.items()) for pk, days in found.items()}


def _actions(
    goal_ids: Sequence[int],
    *,
    viewer: Actor | None,
    at: datetime,
    language: str,
    serving: Serving,
) -> dict[int, list[ActionRow]]:
    visible = Item.objects.visible_to(viewer, at=at).published(at=at).filter(kind=ItemKind.ACTION)
    rows = (
        visible.filter(action__for_goal__in=goal_ids)
        .select_related("action", "owner__area")
        .order_by("action__due_on", "action__position", "pk")
    )
    items = list(rows)
    texts = told_in(items, language)
    today = timezone.localdate(at)
    found: dict[int, list[ActionRow]] = {}
    for item in items:
        action, told = item.action, texts[item.pk]
        found.setdefault(action.for_goal_id, []).append(
            ActionRow(
                slug=item.slug,
                title=told.title,
                language=told.language,
                owner=name_for(item.owner, viewer),
                starts_on=action.starts_on,
                due_on=action.due_on,
                done_on=action.done_on,
                dropped_on=action.dropped_on,
                overdue=is_overdue(action, on=today),
                serving=sum(serving.get(item.pk, {}).values()),
            )
        )
    return found


def is_overdue(action: Action, *, on: date) -> bool:
    return action.done_on is None and action.dropped_on is None and action.due_on < on


@dataclass(frozen=True)
class Change:
    """One change of the plan, as a row."""

    verb: str
    on: date
    by: str
    reason: str
    before: Mapping[str, object]
    after: Mapping[str, object]


def changes_of(goal: Item, *, viewer: Actor | None, limit: int, at: datetime) -> list[Change]:
    """The newest changes of a goal's plan that ``viewer`` may know of; one query."""
    visible = Item.objects.visible_to(viewer, at=at).filter(kind=ItemKind.ACTION)
    of_goal = PlanChange.objects.filter(goal=goal.pk)
    known = of_goal.filter(Q(action=None) | Q(action__in=visible.values("pk")))
    return _newest(known, viewer=viewer, limit=limit)


def changes_of_action(action: Item, *, viewer: Actor | None, limit: int) -> list[Change]:
    """The newest changes of an action that ``viewer`` sees; one query."""
    return _newest(PlanChange.objects.filter(action=action.pk), viewer=viewer, limit=limit)


def _newest(changes: QuerySet[PlanChange], *, viewer: Actor | None, limit: int) -> list[Change]:
    rows = changes.select_related("act__by__area").order_by("-at", "-pk")[:limit]
    return [
        Change(
            verb=row.act.verb,
            on=timezone.localdate(row.at),
            by=name_for(row.act.by, viewer) if row.act.by else "",
            reason=row.reason,
            before=row.before,
            after=row.after,
        )
        for row in rows
    ]
