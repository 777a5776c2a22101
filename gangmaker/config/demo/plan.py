"""The plan of the demo region: indicators, actions, what changed, and two frozen versions."""

from datetime import date, datetime
from decimal import Decimal
from functools import partial

from gangmaker.config.demo.past import Past
from gangmaker.config.demo.plan_rows import Action as ActionRow
from gangmaker.config.demo.plan_rows import GoalChange, Measurement, NewEnd, Version
from gangmaker.config.demo.plan_rows import Indicator as IndicatorRow
from gangmaker.projects.models import Action, Goal, Indicator
from gangmaker.projects.operations import (
    ActionTerms,
    GoalTerms,
    IndicatorTerms,
    add_action,
    add_indicator,
    change_action,
    change_goal,
    drop_action,
    finish_action,
    freeze_plan,
    measure,
)
from gangmaker.trail.operations import NewItem, translate_item


def keep_plan(past: Past) -> None:
    """After the goals, and before the projects, which may serve an action."""
    for row in past.content.indicators:
        at = past.days.ago(row.baseline_days_ago, row.key, after=past.moments[row.goal])
        past.happen(at, partial(_indicate, past, row), name=row.key)
        for number, measured in enumerate(row.measurements):
            at = past.days.ago(measured.days_ago, row.key, after=at)
            past.happen(at, partial(_measure, past, row, number))
    for place, action in enumerate(past.content.actions):
        _act(past, action, place)
    for change in past.content.goal_changes:
        at = past.days.ago(change.days_ago, change.goal, after=past.moments[change.goal])
        past.happen(at, partial(_change_goal, past, change))
    for version in past.content.versions:
        past.happen(past.days.ago(version.days_ago, version.name), partial(_freeze, past, version))


def _act(past: Past, row: ActionRow, place: int) -> None:
    at = past.days.ago(row.days_ago, row.key, after=past.moments[row.goal])
    past.happen(at, partial(_plan_action, past, row, place), name=row.key)
    for change in row.changes:
        at = past.days.ago(change.days_ago, row.key, after=at)
        past.happen(at, partial(_move_action, past, row, change))
    for ended, how in ((row.done, _finish), (row.dropped, _drop)):
        if ended:
            past.happen(past.days.ago(ended.days_ago, row.key, after=at), partial(how, past, row))


def _indicate(past: Past, row: IndicatorRow, now: datetime) -> None:
    terms = IndicatorTerms(
        name=row.name.as_dict(),
        definition=row.definition.as_dict(),
        unit=row.unit.as_dict(),
        source=row.source,
        how_often=row.how_often,
        baseline=Decimal(row.baseline),
        baseline_on=past.days.day(-row.baseline_days_ago),
        target=Decimal(row.target),
        target_on=date(row.target_year, 12, 31),
        counter=row.counter,
    )
    goal = Goal.objects.get(pk=past.items[row.goal].pk)
    past.indicators[row.key] = add_indicator(
        goal=goal, terms=terms, reason=row.reason, by=past.actors[row.by], now=now
    )


def _measure(past: Past, row: IndicatorRow, number: int, now: datetime) -> None:
    measured: Measurement = row.measurements[number]
    indicator: Indicator = past.indicators[row.key]
    before = indicator.measurements.order_by("-pk").first() if measured.corrects else None
    measure(
        indicator=indicator,
        value=Decimal(measured.value),
        measured_on=past.days.day(-measured.days_ago),
        note=measured.note,
        corrects=before,
        by=past.actors[row.by],
        now=now,
    )


def _plan_action(past: Past, row: ActionRow, place: int, now: datetime) -> None:
    owner = past.actors[row.owner]
    new = NewItem(
        title=row.title.nl,
        summary=row.summary.nl,
        language="nl",
        by=owner,
        owner=owner,
        deputy=past.actors[row.deputy],
        published_at=now,
    )
    action = add_action(
        goal=Goal.objects.get(pk=past.items[row.goal].pk),
        new=new,
        starts_on=past.days.day(row.starts_in_days),
        due_on=past.days.day(row.due_in_days),
        reason=row.reason,
        position=place,
        now=now,
    )
    for language in ("en", "fr"):
        title, summary = getattr(row.title, language), getattr(row.summary, language)
        translate_item(
            item=action, by=owner, language=language, title=title, summary=summary, now=now
        )
    past.items[row.key] = action


def _action(past: Past, row: ActionRow) -> Action:
    return Action.objects.select_related("owner", "deputy", "for_goal").get(
        pk=past.items[row.key].pk
    )


def _move_action(past: Past, row: ActionRow, change: NewEnd, now: datetime) -> None:
    action = _action(past, row)
    terms = ActionTerms(
        title=action.title,
        summary=action.summary,
        starts_on=action.starts_on,
        due_on=past.days.day(change.due_in_days),
        owner=action.owner,
        deputy=action.deputy,
    )
    change_action(
        action=action, terms=terms, reason=change.reason, by=past.actors[row.owner], now=now
    )


def _finish(past: Past, row: ActionRow, now: datetime) -> None:
    said = row.done.reason if row.done else ""
    finish_action(
        action=_action(past, row), what_came_of_it=said, by=past.actors[row.owner], now=now
    )


def _drop(past: Past, row: ActionRow, now: datetime) -> None:
    said = row.dropped.reason if row.dropped else ""
    drop_action(action=_action(past, row), reason=said, by=past.actors[row.owner], now=now)


def _change_goal(past: Past, change: GoalChange, now: datetime) -> None:
    goal = Goal.objects.select_related("parent", "owner", "deputy").get(
        pk=past.items[change.goal].pk
    )
    terms = GoalTerms(
        title=goal.title,
        summary=goal.summary,
        year=change.year,
        parent=goal.parent,
        owner=goal.owner,
        deputy=goal.deputy,
    )
    change_goal(goal=goal, terms=terms, reason=change.reason, by=past.actors[change.by], now=now)


def _freeze(past: Past, version: Version, now: datetime) -> None:
    freeze_plan(name=version.name, note=version.note, by=past.actors[version.by], now=now)
