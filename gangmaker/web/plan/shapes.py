"""The values that the templates of the plan ask for."""

from dataclasses import dataclass
from datetime import date

from gangmaker.core.course import CoursePlot
from gangmaker.web.items.shapes import State


@dataclass(frozen=True)
class Measured:
    """One measurement as a row of its table."""

    on: date
    value: str


@dataclass(frozen=True)
class CourseShown:
    """For plan/course.html. Addresses are empty for who may not go there."""

    id: int
    name: str
    latest: str
    latest_on: date | None
    target: str
    target_on: date
    baseline: str
    baseline_on: date
    unit: str
    state: State
    definition: str
    source: str
    how_often: str
    plot: CoursePlot
    rows: tuple[Measured, ...]
    measure_url: str = ""
    change_url: str = ""


@dataclass(frozen=True)
class ActionShown:
    """For plan/action_row.html."""

    url: str
    title: str
    lang: str
    owner: str
    when: str
    state: State
    serving: int


@dataclass(frozen=True)
class ChangedField:
    """What one field said before and says now, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangeShown:
    """For plan/changes.html."""

    on: date
    text: str
    reason: str
    fields: tuple[ChangedField, ...]


@dataclass(frozen=True)
class Served:
    """How many public items of one kind serve a goal, and where they are listed."""

    label: str
    url: str
