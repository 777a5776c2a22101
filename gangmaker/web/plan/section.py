"""The plan on the page of a goal, and of an action."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.projects import rules
from gangmaker.projects.models import Action
from gangmaker.projects.queries import changes_of, changes_of_action, plans_of
from gangmaker.trail.models import Item, ItemKind
from gangmaker.trail.queries import told_in
from gangmaker.web.items import figures
from gangmaker.web.items.rows import current_language, item_url
from gangmaker.web.items.shapes import Section, State

from . import telling
from .shapes import ActionShown, ChangeShown, CourseShown

NEWEST_CHANGES = 20


@dataclass(frozen=True)
class GoalSection:
    """For plan/goal_section.html. Addresses are empty for who may not go there."""

    courses: list[CourseShown]
    actions: list[ActionShown]
    changes: list[ChangeShown]
    change_url: str
    indicator_url: str
    action_url: str


def goal_section(item: Item, *, viewer: Actor | None, at: datetime) -> Section | None:
    if item.kind != ItemKind.GOAL:
        return None
    today, may_plan = timezone.localdate(at), rules.can_plan(viewer)
    plan = plans_of(
        [item.pk],
        viewer=viewer,
        at=at,
        language=current_language(),
        serving=figures.serving(at=at),
        days=figures.days(at=at),
    )[item.pk]
    courses = [
        telling.show_course(
            course,
            on=today,
            goal=item.slug,
            may_measure=rules.can_measure(viewer, item),
            may_plan=may_plan,
        )
        for course in plan.courses
    ]
    changes = changes_of(item, viewer=viewer, limit=NEWEST_CHANGES, at=at)
    shown = GoalSection(
        courses=courses,
        actions=[telling.show_action(row, on=today) for row in plan.actions],
        changes=telling.show_changes(changes, viewer=viewer),
        change_url=reverse("web:goal", args=[item.slug]) if may_plan else "",
        indicator_url=reverse("web:indicator-new", args=[item.slug]) if may_plan else "",
        action_url=reverse("web:action-new", args=[item.slug]) if may_plan else "",
    )
    return Section("web/plan/goal_section.html", shown)


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


def action_section(item: Item, *, viewer: Actor | None, at: datetime) -> Section | None:
    if item.kind != ItemKind.ACTION:
        return None
    action: Action = item.action
    goal = _goal_seen(action, viewer=viewer, at=at)
    told = told_in([goal], current_language())[goal.pk] if goal else None
    changes = changes_of_action(action, viewer=viewer, limit=NEWEST_CHANGES)
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


def _goal_seen(action: Action, *, viewer: Actor | None, at: datetime) -> Item | None:
    """The goal that an action is for, when the reader may know of it."""
    return Item.objects.visible_to(viewer, at=at).filter(pk=action.for_goal_id).first()
