"""The values that the templates of this area ask for."""

from dataclasses import dataclass
from datetime import date

from gangmaker.web.items.shapes import Doing, State


@dataclass(frozen=True)
class StageShown:
    """One stage on the way; ``on`` is when the project came there last."""

    label: str
    current: bool
    passed: bool
    on: str = ""


@dataclass(frozen=True)
class Bar:
    """Where a phase lies between the first and the last day, in thousandths."""

    x: int
    width: int


@dataclass(frozen=True)
class PhaseShown:
    name: str
    when: str
    state: State | None
    bar: Bar | None
    lang: str = ""
    done: bool = False


@dataclass(frozen=True)
class Timeline:
    """The phases beside each other in time; ``today`` in thousandths, when it lies between."""

    phases: list[PhaseShown]
    starts_on: str = ""
    ends_on: str = ""
    today: int | None = None

    @property
    def drawn(self) -> bool:
        return bool(self.starts_on)


@dataclass(frozen=True)
class PartyShown:
    """Who takes part; ``leave_url`` when the reader may say that she leaves."""

    name: str
    role: str
    key: str
    url: str = ""
    since: date | None = None
    leave_url: str = ""


@dataclass(frozen=True)
class TaskShown:
    """Days as people read them; ``done_on`` is empty while it is not done."""

    title: str
    lang: str
    owner: str
    due_on: str
    done_on: str
    overdue: bool
    phase: str = ""
    done_url: str = ""
    edit_url: str = ""
    project: str = ""
    project_url: str = ""


@dataclass(frozen=True)
class DeliverableShown:
    title: str
    lang: str
    due_on: str
    delivered_on: str
    overdue: bool
    url: str = ""


@dataclass(frozen=True)
class Notice:
    """For notice.html."""

    kind: str
    text: str
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class Told:
    """Why a project stopped, or was taken up again, and what was learnt."""

    title: str
    reason: str
    learnt: str
    lang: str
    by: str
    on: date


@dataclass(frozen=True)
class ProjectShown:
    """For projects/section.html."""

    stages: list[StageShown]
    when: str
    next_date: date | None
    notices: list[Notice]
    told: list[Told]
    timeline: Timeline
    parties: list[PartyShown]
    tasks: list[TaskShown]
    deliverables: list[DeliverableShown]
    inside: bool
    doings: list[Doing]
    tasks_url: str
    why_not: str


@dataclass(frozen=True)
class Weak:
    """A project on which something is missing, in Today."""

    title: str
    lang: str
    url: str
    texts: list[str]


@dataclass(frozen=True)
class Ways:
    """For projects/ways.html: what can become of an idea, a question or an offer."""

    answer_url: str
    propose_url: str
    join_url: str
    brief_url: str = ""
