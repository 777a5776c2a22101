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
from gangmaker.actors.together import Found, Lists, first
from gangmaker.core.course import Aim, is_behind, share_reached
from gangmaker.projects.models import Action, HowOften, Indicator, Measurement, PlanChange
from gangmaker.trail.models import Act, Item, ItemKind
from gangmaker.trail.queries import Told, told_in
from gangmaker.trail.queries.trails import serving as serving_count

from .counters import Days, counted_on

DUE_AGAIN = {
    HowOften.MONTHLY: timedelta(days=31 + 14),
    HowOften.QUARTERLY: timedelta(days=92 + 30),
    HowOften.YEARLY: timedelta(days=366 + 60),
}
"""After how long a measurement is missed: its period, and some days to do it in."""


NEWEST_CHANGES = 20

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
    indicators = _indicators(goal_ids)
    return courses_by(indicators, _measurements(goal_ids), days=days, on=timezone.localdate(at))


def _indicators(goal_ids: Sequence[int]) -> QuerySet[Indicator]:
    current = Indicator.objects.filter(goal__in=goal_ids, ended_on=None)
    return current.order_by("position", "pk")


def _measurements(goal_ids: Sequence[int]) -> QuerySet[Measurement]:
    measured = Measurement.objects.filter(indicator__goal__in=goal_ids, indicator__ended_on=None)
    return measured.order_by("measured_on", "pk")


def courses_by(
    indicators: Iterable[Indicator], measurements: Iterable[Measurement], *, days: Days, on: date
) -> dict[int, list[Course]]:
    """The courses of each goal, by its indicators and what was measured of them."""
    measured = _measured(measurements)
    found: dict[int, list[Course]] = {}
    for indicator in indicators:
        points = measured.get(indicator.pk, ())
        if indicator.counter:
            counted = counted_on(indicator, days, on=on)
            points = tuple(Point(day, value) for day, value in counted)
        found.setdefault(indicator.goal_id, []).append(course_of(indicator, points, on=on))
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


def _measured(rows: Iterable[Measurement]) -> dict[int, tuple[Point, ...]]:
    """What was measured. The last of a day counts, and so does a correction, which is later."""
    found: dict[int, dict[date, Decimal]] = {}
    for row in rows:
        found.setdefault(row.indicator_id, {})[row.measured_on] = row.value
    return {pk: tuple(Point(on, value) for on, value in days.items()) for pk, days in found.items()}


def _actions(
    goal_ids: Sequence[int],
    *,
    viewer: Actor | None,
    at: datetime,
    language: str,
    serving: Serving,
) -> dict[int, list[ActionRow]]:
    actions = list(_planned(goal_ids, viewer=viewer, at=at).select_related("owner__area"))
    texts = told_in(actions, language)
    found: dict[int, list[ActionRow]] = {}
    for action in actions:
        count = sum(serving.get(action.pk, {}).values())
        row = action_row(action, texts[action.pk], viewer=viewer, serving=count, at=at)
        found.setdefault(action.for_goal_id, []).append(row)
    return found


def _planned(goal_ids: Sequence[int], *, viewer: Actor | None, at: datetime) -> QuerySet[Action]:
    seen = Item.objects.visible_to(viewer, at=at).published(at=at).filter(kind=ItemKind.ACTION)
    actions: QuerySet[Action] = QuerySet(Action).filter(
        for_goal__in=goal_ids, pk__in=seen.values("pk")
    )
    return actions.order_by("due_on", "position", "pk")


def action_row(
    action: Action, told: Told, *, viewer: Actor | None, serving: int, at: datetime
) -> ActionRow:
    """An action whose owner is loaded; ``serving``: what serves it."""
    return ActionRow(
        slug=action.slug,
        title=told.title,
        language=told.language,
        owner=name_for(action.owner, viewer),
        starts_on=action.starts_on,
        due_on=action.due_on,
        done_on=action.done_on,
        dropped_on=action.dropped_on,
        overdue=is_overdue(action, on=timezone.localdate(at)),
        serving=serving,
    )


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


def goal_lists(goal: Item, *, viewer: Actor | None, at: datetime) -> Lists:
    """What a page asks of a goal at once; its actions come with what is ``serving`` them."""
    ids = [goal.pk]
    actions = _planned(ids, viewer=viewer, at=at)
    return {
        "indicators": _indicators(ids),
        "measurements": _measurements(ids),
        "actions": actions.annotate(serving=serving_count(at=at)),
        **_change_lists(changes_of(goal, viewer=viewer, at=at)),
    }


def action_lists(action: Action, *, viewer: Actor | None, at: datetime) -> Lists:
    """What a page asks of an action at once: the goal that it is for, and its changes."""
    seen = Item.objects.visible_to(viewer, at=at)
    changes = PlanChange.objects.filter(action=action.pk)
    return {"for goal": seen.filter(pk=action.for_goal_id), **_change_lists(changes)}


def changes_of(goal: Item, *, viewer: Actor | None, at: datetime) -> QuerySet[PlanChange]:
    """The changes of a goal's plan that ``viewer`` may know of."""
    visible = Item.objects.visible_to(viewer, at=at).filter(kind=ItemKind.ACTION)
    of_goal = PlanChange.objects.filter(goal=goal.pk)
    return of_goal.filter(Q(action=None) | Q(action__in=visible.values("pk")))


def _change_lists(changes: QuerySet[PlanChange]) -> Lists:
    newest = first(changes.order_by("-at", "-pk"), NEWEST_CHANGES)
    return {"changes": newest, "acts of changes": Act.objects.filter(plan_change__in=newest)}


def changes_in(rows: Found, *, viewer: Actor | None) -> list[Change]:
    """The newest changes, with the acts that made them."""
    acts = {act.pk: act for act in rows["acts of changes"]}
    return [_change(row, acts[row.act_id], viewer=viewer) for row in rows["changes"]]


def _change(row: PlanChange, act: Act, *, viewer: Actor | None) -> Change:
    return Change(
        verb=act.verb,
        on=timezone.localdate(row.at),
        by=name_for(act.by, viewer) if act.by else "",
        reason=row.reason,
        before=row.before,
        after=row.after,
    )
