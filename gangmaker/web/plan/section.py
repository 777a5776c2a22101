"""The plan on the page of a goal, and of an action."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from gangmaker.actors.queries import name_for
from gangmaker.projects import rules
from gangmaker.projects.models import Action
from gangmaker.projects.queries import Course, action_row, changes_in, courses_by
from gangmaker.projects.queries.hanging import Hanging
from gangmaker.trail.models import ItemKind
from gangmaker.web.items import figures
from gangmaker.web.items.rows import item_url
from gangmaker.web.items.shapes import Section, State

from . import telling
from .shapes import ActionShown, ChangeShown, CourseShown


@dataclass(frozen=True)
class GoalSection:
    """For plan/goal_section.html. Addresses are empty for who may not go there."""

    courses: list[CourseShown]
    actions: list[ActionShown]
    changes: list[ChangeShown]
    change_url: str
    indicator_url: str
    action_url: str


def goal_section(on: Hanging) -> Section | None:
    item, viewer, at = on.item, on.reader.viewer, on.reader.at
    if item.kind != ItemKind.GOAL:
        return None
    today, may_plan = timezone.localdate(at), rules.can_plan(viewer)
    courses = [
        telling.show_course(
            course,
            on=today,
            goal=item.slug,
            may_measure=rules.can_measure(viewer, item),
            may_plan=may_plan,
        )
        for course in _courses(on)
    ]
    actions = [
        action_row(
            action,
            on.texts[action.pk],
            viewer=viewer,
            serving=vars(action)["serving"],
            at=at,
        )
        for action in on.rows["actions"]
    ]
    changes = changes_in(on.rows, viewer=viewer)
    shown = GoalSection(
        courses=courses,
        actions=[telling.show_action(row, on=today) for row in actions],
        changes=telling.show_changes(changes, viewer=viewer),
        change_url=reverse("web:goal", args=[item.slug]) if may_plan else "",
        indicator_url=reverse("web:indicator-new", args=[item.slug]) if may_plan else "",
        action_url=reverse("web:action-new", args=[item.slug]) if may_plan else "",
    )
    return Section("web/plan/goal_section.html", shown)


def _courses(on: Hanging) -> Sequence[Course]:
    """What is counted for indicators is looked up where one of them is counted."""
    at, indicators = on.reader.at, on.rows["indicators"]
    days = figures.days(at=at) if any(one.counter for one in indicators) else {}
    measured = on.rows["measurements"]
    courses = courses_by(indicators, measured, days=days, on=timezone.localdate(at))
    return courses.get(on.item.pk, ())


@dataclass(frozen=True)
class ActionSection:
    """For plan/action_section.html."""

    owner: str
    when: str
    state: State
    goal_title: str
    goal_lang: str
    goal_url: str
    starts_on: date | None
    due_on: date
    changes: list[ChangeShown]
    change_url: str
    end_url: str


def action_section(on: Hanging) -> Section | None:
    item, viewer, at = on.item, on.reader.viewer, on.reader.at
    if item.kind != ItemKind.ACTION:
        return None
    action: Action = item.action
    goal = next(iter(on.rows["for goal"]), None)
    told = on.texts[goal.pk] if goal else None
    changes = changes_in(on.rows, viewer=viewer)
    may_end = rules.can_finish_action(viewer, action)
    shown = ActionSection(
        owner=name_for(item.owner, viewer),
        when=telling.period(action.starts_on, action.due_on),
        state=telling.state_of(action, on=timezone.localdate(at)),
        goal_title=told.title if told else "",
        goal_lang=told.language if told else "",
        goal_url=item_url(goal) if goal else "",
        starts_on=action.starts_on,
        due_on=action.due_on,
        changes=telling.show_changes(changes, viewer=viewer),
        change_url=reverse("web:action", args=[item.slug]) if rules.can_plan(viewer) else "",
        end_url=reverse("web:action-end", args=[item.slug]) if may_end else "",
    )
    return Section("web/plan/action_section.html", shown)
