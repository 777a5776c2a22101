"""The plan in words: courses, actions and changes as pages say them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from i18nfield.strings import LazyI18nString

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.core.course import Aim, plot
from gangmaker.projects.models import Action, HowOften
from gangmaker.projects.queries import ActionRow, Change, Course
from gangmaker.projects.queries.counters import DEFINITIONS
from gangmaker.trail.models import ItemKind
from gangmaker.web.dates import short_day
from gangmaker.web.items.shapes import State

from .shapes import ActionShown, ChangedField, ChangeShown, CourseShown, Measured, Served

MOST_ROWS = 24

SENTENCES: Mapping[str, Promise] = {
    "goal.changed": _lazy("%(who)s changed the goal."),
    "indicator.added": _lazy("%(who)s added an indicator."),
    "indicator.changed": _lazy("%(who)s changed an indicator."),
    "indicator.ended": _lazy("%(who)s ended an indicator."),
    "action.added": _lazy("%(who)s added an action."),
    "action.changed": _lazy("%(who)s changed an action."),
    "action.done": _lazy("%(who)s marked an action as done."),
    "action.dropped": _lazy("%(who)s dropped an action."),
    "action.reopened": _lazy("%(who)s took an action up again."),
}

FIELDS: Mapping[str, Promise] = {
    "title": _lazy("title"),
    "summary": _lazy("text"),
    "year": _lazy("year"),
    "parent": _lazy("part of the goal"),
    "goal": _lazy("goal"),
    "name": _lazy("name"),
    "definition": _lazy("what is counted, and how"),
    "unit": _lazy("unit"),
    "source": _lazy("source"),
    "how_often": _lazy("how often"),
    "baseline": _lazy("baseline"),
    "baseline_on": _lazy("baseline measured on"),
    "target": _lazy("target"),
    "target_on": _lazy("to be reached on"),
    "starts_on": _lazy("from"),
    "due_on": _lazy("until"),
    "done_on": _lazy("done on"),
    "dropped_on": _lazy("dropped on"),
    "owner": _lazy("who answers"),
    "deputy": _lazy("deputy"),
}


def decimal(value: Decimal) -> str:
    """With as many digits after the comma as are needed, at most two."""
    whole = value == value.to_integral_value()
    return str(number_format(value, decimal_pos=0 if whole else 2, force_grouping=True))


def course_state(course: Course) -> State:
    """Where an indicator stands, in the words of the legend on the page."""
    if course.measured_too_long_ago:
        return State("overdue", _("not measured in time"))
    if course.latest is None:
        return State("", _("not measured yet"))
    if course.reached is not None and course.reached >= 1:
        return State("done", _("reached"))
    return State("overdue", _("behind")) if course.behind else State("open", _("on course"))


def show_course(
    course: Course, *, on: date, goal: str, may_measure: bool, may_plan: bool
) -> CourseShown:
    indicator, latest = course.indicator, course.latest
    aim = Aim(indicator.baseline, indicator.baseline_on, indicator.target, indicator.target_on)
    counted = DEFINITIONS.get(indicator.counter)
    points = [(point.on, point.value) for point in course.points]
    return CourseShown(
        id=indicator.pk,
        name=str(indicator.name),
        latest=decimal(latest.value) if latest else "–",
        latest_on=latest.on if latest else None,
        target=decimal(indicator.target),
        target_on=indicator.target_on,
        baseline=decimal(indicator.baseline),
        baseline_on=indicator.baseline_on,
        unit=str(indicator.unit),
        state=course_state(course),
        definition=" ".join(str(text) for text in (indicator.definition, counted) if text),
        source=indicator.source,
        how_often=str(HowOften(indicator.how_often).label),
        plot=plot(aim, points, today=on),
        rows=tuple(Measured(day, decimal(value)) for day, value in reversed(points[-MOST_ROWS:])),
        measure_url=(
            reverse("web:indicator-measurements", args=[goal, indicator.pk])
            if may_measure and not indicator.counter
            else ""
        ),
        change_url=reverse("web:indicator", args=[goal, indicator.pk]) if may_plan else "",
    )


def show_action(row: ActionRow, *, on: date) -> ActionShown:
    return ActionShown(
        url=reverse("web:item", args=[row.slug]),
        title=row.title,
        lang=row.language,
        owner=row.owner,
        when=period(row.starts_on, row.due_on),
        state=state_of(row, on=on),
        serving=row.serving,
    )


def state_of(row: ActionRow | Action, *, on: date) -> State:
    """Where an action stands: done, dropped, late, planned or running."""
    if row.done_on:
        return State("done", _("done on %(date)s") % {"date": short_day(row.done_on)})
    if row.dropped_on:
        return State("", _("dropped on %(date)s") % {"date": short_day(row.dropped_on)})
    if row.due_on < on:
        days = (on - row.due_on).days
        late = ngettext("%(days)s day late", "%(days)s days late", days)
        return State("overdue", late % {"days": days})
    if row.starts_on and row.starts_on > on:
        return State("", _("planned"))
    return State("open", _("running"))


def period(starts_on: date | None, due_on: date) -> str:
    if starts_on is None:
        return _("by %(date)s") % {"date": short_day(due_on)}
    return _("%(start)s to %(end)s") % {"start": short_day(starts_on), "end": short_day(due_on)}


def show_changes(changes: Sequence[Change], *, viewer: Actor | None) -> list[ChangeShown]:
    """Changes in words; one query for the names of who answered before and after them."""
    said = [terms for change in changes for terms in (change.before, change.after)]
    values = [terms.get(field) for terms in said for field in ("owner", "deputy")]
    ids = {value for value in values if isinstance(value, int)}
    people = Actor.objects.filter(pk__in=ids).select_related("area") if ids else []
    names = {person.pk: name_for(person, viewer) for person in people}
    return [show_change(change, names=names) for change in changes]


def show_change(change: Change, *, names: Mapping[int, str]) -> ChangeShown:
    told = SENTENCES.get(change.verb)
    fields = (*change.after, *(field for field in change.before if field not in change.after))
    return ChangeShown(
        on=change.on,
        text=str(told) % {"who": change.by} if told else "",
        reason=change.reason,
        fields=tuple(
            changed_field(field, change.before.get(field), change.after.get(field), names=names)
            for field in fields
            if change.before.get(field) != change.after.get(field) and field in FIELDS
        )
        if change.before and change.after
        else (),
    )


def changed_field(
    field: str, before: object, after: object, *, names: Mapping[int, str]
) -> ChangedField:
    return ChangedField(
        label=capfirst(str(FIELDS.get(field, field))),
        before=in_words(field, before, names=names),
        after=in_words(field, after, names=names),
    )


def in_words(field: str, value: object, *, names: Mapping[int, str]) -> str:
    """A value of the plan as people read it; “–” for nothing."""
    if value in (None, ""):
        return "–"
    if isinstance(value, dict):
        return str(LazyI18nString(value).localize(get_language() or "nl"))
    if field.endswith("_on") and (day := parse_date(str(value))):
        return short_day(day)
    if field in ("owner", "deputy") and isinstance(value, int):
        return names.get(value, "?")
    if field == "how_often" and value in HowOften.values:
        return str(HowOften(value).label)
    if field in ("baseline", "target"):
        return decimal(Decimal(str(value)))
    return str(value)


def served(serving: Mapping[str, int], *, goal: str) -> list[Served]:
    """What serves a goal, by kind in the order of the trail."""

    def count(kind: ItemKind) -> int:
        return serving.get(kind.value, 0)

    words = {
        ItemKind.QUESTION: ngettext("%(n)s question", "%(n)s questions", count(ItemKind.QUESTION)),
        ItemKind.IDEA: ngettext("%(n)s idea", "%(n)s ideas", count(ItemKind.IDEA)),
        ItemKind.OFFER: ngettext("%(n)s offer", "%(n)s offers", count(ItemKind.OFFER)),
        ItemKind.PROJECT: ngettext("%(n)s project", "%(n)s projects", count(ItemKind.PROJECT)),
        ItemKind.RESULT: ngettext("%(n)s result", "%(n)s results", count(ItemKind.RESULT)),
        ItemKind.BRIEF: ngettext("%(n)s brief", "%(n)s briefs", count(ItemKind.BRIEF)),
    }
    explore = reverse("web:explore")
    return [
        Served(
            label=text % {"n": number_format(serving[kind], force_grouping=True)},
            url=f"{explore}?kind={kind.value}&goal={goal}",
        )
        for kind, text in words.items()
        if serving.get(kind)
    ]


def behind_of(courses: Sequence[Course], actions: Sequence[ActionRow]) -> list[str]:
    """Who or what is behind, one sentence each: late actions with who answers, then indicators."""
    late = [
        _("%(owner)s: %(action)s") % {"owner": row.owner, "action": row.title}
        for row in actions
        if row.overdue
    ]
    return late + [
        str(course.indicator.name)
        for course in courses
        if course.behind or course.measured_too_long_ago
    ]
