"""The projects, results and actions of the large region, as they are written among its items."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from gangmaker.config.seeding.journal import Journal
from gangmaker.config.seeding.people import People
from gangmaker.config.seeding.table import Table
from gangmaker.config.seeding.words import Words
from gangmaker.projects.models import (
    Action,
    BudgetLine,
    Credit,
    Deliverable,
    DesignPhase,
    Evidence,
    Indicator,
    Measurement,
    PartyRole,
    Phase,
    Project,
    Result,
    ResultType,
    StageChange,
    Task,
    Update,
)
from gangmaker.trail.models import Party

DAYS_OF_A_PROJECT = 240
VERBS = {
    "proposed": "project.proposed",
    "accepted": "project.accepted",
    "running": "project.started",
    "finished": "project.finished",
    "stopped": "project.stopped",
}
WAYS = (
    ("proposed",),
    ("proposed", "accepted"),
    ("proposed", "accepted", "running"),
    ("proposed", "accepted", "running", "finished"),
    ("proposed", "accepted", "running", "stopped"),
)
OLD, NEW = (4, 4, 14, 66, 12), (35, 20, 40, 3, 2)
"""How likely each way is, for a project that could be over and for one that could not."""


@dataclass(frozen=True)
class Draft:
    """What is known of the item of a project, a result or an action."""

    pk: int
    by: int
    owner: int
    deputy: int | None
    at: datetime
    audience: str
    shown: bool


@dataclass(frozen=True)
class Begun:
    """A public project that results can come from."""

    pk: int
    by: int
    owner: int
    finished: bool
    parties: tuple[int, ...]


class Made:
    """Writes what belongs to projects, results, indicators and actions."""

    def __init__(
        self,
        *,
        people: People,
        words: Words,
        journal: Journal,
        link: Callable[[Draft, str, int], None],
        now: datetime,
        rng: Random,
    ) -> None:
        self._people, self._words, self._journal = people, words, journal
        self._link, self._now, self._rng = link, now, rng
        self._open: list[Begun] = []
        self._results: list[int] = []
        self._projects = Table(
            *(Project, "item_ptr_id", "stage", "starts_on", "ends_on", "ended_on", "news_on"),
            "budget_audience",
        )
        self._changes = Table(
            *(StageChange, "act_id", "project_id", "stage", "reason", "learnt", "language"),
            *("by_id", "at"),
        )
        self._parties = Table(Party, "item_id", "actor_id", "role", "position", "since")
        self._phases = Table(
            *(Phase, "project_id", "kind", "position", "starts_on", "ends_on", "done_on")
        )
        self._tasks = Table(
            *(Task, "project_id", "title", "owner_id", "due_on", "done_on", "done_by_id")
        )
        self._deliverables = Table(Deliverable, "project_id", "title", "due_on", "delivered_on")
        self._updates = Table(Update, "project_id", "text", "language", "by_id", "at")
        self._lines = Table(BudgetLine, "project_id", "label", "planned", "payer", "position")
        self._result_rows = Table(
            *(Result, "item_ptr_id", "from_project_id", "type", "for_whom", "where", "made_on")
        )
        self._evidence = Table(
            *(Evidence, "result_id", "kind", "url", "text", "said_by", "consent_on", "count"),
            *("unit", "method", "seen_on", "by_id", "at"),
        )
        self._credits = Table(Credit, "result_id", "actor_id", "role", "position")
        self._indicators = Table(
            *(Indicator, "id", "goal_id", "name", "definition", "unit", "source", "how_often"),
            *("counter", "baseline", "baseline_on", "target", "target_on"),
        )
        self._measurements = Table(
            Measurement, "indicator_id", "value", "measured_on", "note", "by_id", "at"
        )
        self._actions = Table(
            *(Action, "item_ptr_id", "for_goal_id", "starts_on", "due_on", "done_on", "dropped_on"),
            "position",
        )
        self._indicator = 0

    @property
    def before_acts(self) -> tuple[Table, ...]:
        return (self._projects, self._result_rows, self._actions, self._parties)

    @property
    def after_acts(self) -> tuple[Table, ...]:
        return (
            *(self._changes, self._phases, self._tasks, self._deliverables, self._updates),
            *(self._lines, self._evidence, self._credits, self._indicators, self._measurements),
        )

    @property
    def can_result(self) -> bool:
        return bool(self._open)

    def goal(self, draft: Draft) -> None:
        """How a goal is measured: the first by the platform itself, the others by people."""
        self._indicator += 1
        began = timezone.localdate(draft.at)
        counter = "projects_realised" if self._indicator == 1 else ""
        self._indicators.add(
            *(self._indicator, draft.pk, "Wat er kwam", "Geteld, niet geschat."),
            *("stuks", "Ingevoerd voor een meting", "monthly", counter),
            *(0, began, 2030, date(max(2030, began.year + 1), 12, 31)),
        )
        for month in range(1, 9 if not counter else 1):
            day = began + timedelta(days=30 * month)
            if day <= timezone.localdate(self._now):
                value = month * self._rng.randint(5, 40)
                self._measurements.add(
                    self._indicator, value, day, "", draft.owner, min(draft.at, self._now)
                )

    def action(self, draft: Draft, goal: int, place: int) -> None:
        rng, start = self._rng, timezone.localdate(draft.at)
        due = start + timedelta(days=rng.randint(60, 1_200))
        past = due < timezone.localdate(self._now)
        done = due if past and rng.random() < 0.7 else None
        dropped = due if past and not done and rng.random() < 0.4 else None
        self._actions.add(draft.pk, goal, start, due, done, dropped, place)
        self._link(draft, "serves_goal", goal)

    def project(self, draft: Draft, *, behalf: int | None, sources: list[int]) -> None:
        """With its parties, phases and tasks; it came from one thing, sometimes from two."""
        rng, today = self._rng, timezone.localdate(self._now)
        start = timezone.localdate(draft.at) + timedelta(days=rng.randint(5, 40))
        end = start + timedelta(days=rng.randint(30, DAYS_OF_A_PROJECT))
        way = rng.choices(WAYS, OLD if end < today else NEW)[0]
        ended = min(end, today) if way[-1] in ("finished", "stopped") else None
        last = min(ended or today, today) - timedelta(days=int(rng.random() ** 3 * 120))
        news = max(timezone.localdate(draft.at), last)
        self._projects.add(
            *(draft.pk, way[-1], start, end, ended, news),
            rng.choice(("public", "members", "team")),
        )
        self._go(draft, way, end)
        parties = self._take_part(draft, behalf)
        self._plan(draft, start, end)
        for source in dict.fromkeys(sources):
            self._link(draft, "came_from", source)
        if self._results and rng.random() < 0.05:
            handed = Draft(rng.choice(self._results[-400:]), *list(vars(draft).values())[1:])
            self._link(handed, "handed_on_as", draft.pk)
        if "running" in way and draft.audience == "public" and draft.shown:
            self._open.append(
                Begun(draft.pk, draft.by, draft.owner, way[-1] == "finished", parties)
            )

    def _go(self, draft: Draft, way: tuple[str, ...], end: date) -> None:
        at = draft.at
        for place, stage in enumerate(way):
            if place:
                at = min(at + timedelta(days=self._rng.randint(2, 20)), self._now)
            if stage in ("finished", "stopped"):
                at = min(max(at, draft.at + (end - timezone.localdate(draft.at))), self._now)
            by = draft.by if stage == "proposed" else draft.owner
            act = self._journal.act(VERBS[stage], at, by=by, item=draft.pk)
            stopped = stage == "stopped"
            if act is not None:
                self._changes.add(
                    *(act, draft.pk, stage, "Het bleek te veel voor te weinig." if stopped else ""),
                    *("Begin kleiner." if stopped else "", "nl", by, at),
                )

    def _take_part(self, draft: Draft, behalf: int | None) -> tuple[int, ...]:
        rng, people = self._rng, self._people
        actors = [behalf or draft.by]
        for _place in range(rng.randint(1, 4)):
            crowd = people.organisations if rng.random() < 0.6 else people.persons
            if crowd:
                actors.append(rng.choice(crowd))
        parties = tuple(dict.fromkeys(actors))
        since = timezone.localdate(draft.at)
        for place, actor in enumerate(parties):
            role = "lead" if not place else rng.choice(PartyRole.values[1:])
            self._parties.add(draft.pk, actor, role, place, since)
        return parties

    def _plan(self, draft: Draft, start: date, end: date) -> None:
        rng, today = self._rng, timezone.localdate(self._now)
        length = max((end - start).days // 6, 1)
        for place, kind in enumerate(DesignPhase.values):
            first = start + timedelta(days=place * length)
            last = first + timedelta(days=length + rng.randint(0, length))
            self._phases.add(draft.pk, kind, place, first, last, last if last < today else None)
        for _task in range(rng.randint(0, 2)):
            due = start + timedelta(days=rng.randint(1, 200))
            done = due if due < today and rng.random() < 0.9 else None
            owner = draft.owner
            self._tasks.add(draft.pk, self._words.step(), owner, due, done, owner if done else None)
        if rng.random() < 0.3:
            delivered = end if end < today else None
            self._deliverables.add(draft.pk, self._words.step(), end, delivered)
        if rng.random() < 0.5:
            at = min(draft.at + timedelta(days=rng.randint(10, 90)), self._now)
            self._updates.add(draft.pk, self._words.summary(), "nl", draft.by, at)
        if rng.random() < 0.5:
            for place, payer in enumerate(("own", "in_kind")):
                self._lines.add(draft.pk, "Materiaal", rng.randint(10, 900) * 1000, payer, place)

    def result(self, draft: Draft) -> None:
        """Of one of the newer projects; mostly with something that shows it."""
        rng, recent = self._rng, self._open[-300:]
        finished = [begun for begun in recent[-40:] if begun.finished]
        project = rng.choice(finished or recent)
        day = timezone.localdate(draft.at)
        self._result_rows.add(
            *(draft.pk, project.pk, rng.choice(ResultType.values), "Wie in de buurt woont"),
            *("Ter plaatse", day),
        )
        producer = Draft(project.pk, *list(vars(draft).values())[1:])
        self._link(producer, "produced", draft.pk)
        for place, actor in enumerate(project.parties[:3]):
            self._credits.add(draft.pk, actor, "medemaker", place)
        if draft.shown and draft.audience == "public":
            self._results.append(draft.pk)
        for _number in range(rng.choices((0, 1, 2), (15, 55, 30))[0]):
            self._prove(draft, day)

    def _prove(self, draft: Draft, day: date) -> None:
        rng, kind = self._rng, self._rng.choice(("link", "quote", "count"))
        quote, count = kind == "quote", kind == "count"
        self._journal.act(
            *("result.evidence_added", draft.at), by=draft.by, item=draft.pk, data={"kind": kind}
        )
        self._evidence.add(
            *(draft.pk, kind, "https://resultaat.example/" if kind == "link" else ""),
            *("Het staat er, en het blijft." if quote else "", "Buur" if quote else ""),
            *(day if quote else None, rng.randint(5, 900) if count else None),
            *("bezoekers" if count else "", "Geteld aan de deur" if count else ""),
            *(day, draft.by, draft.at),
        )
