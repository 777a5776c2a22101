"""The past of the demo region: what happened, replayed in the order in which it happened."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from gangmaker.actors.models import Actor, Area
from gangmaker.brokerage.models import Encounter
from gangmaker.config.demo.days import Days
from gangmaker.config.demo.region_rows import DemoContent
from gangmaker.contributions.models import InformationNote, LedgerEntry, Need
from gangmaker.projects.files import Kept
from gangmaker.projects.models import (
    AssignmentLetter,
    Attachment,
    Cost,
    Deliverable,
    Evidence,
    Grant,
    Indicator,
    Task,
)
from gangmaker.trail.models import Item

Do: TypeAlias = Callable[[datetime], object]


@dataclass
class Past:
    """What is known so far by key, and what has to happen when.

    ``happen`` only notes it. ``replay`` does everything in order of time; what is noted first
    comes first among what happens at one moment.
    """

    content: DemoContent
    days: Days
    areas: dict[str, Area]
    actors: dict[str, Actor] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    needs: dict[tuple[str, str], Need] = field(default_factory=dict)
    entries: dict[str, LedgerEntry] = field(default_factory=dict)
    moments: dict[str, datetime] = field(default_factory=dict)
    kept: Mapping[str, Kept] = field(default_factory=dict)
    attached: dict[str, Attachment] = field(default_factory=dict)
    tasks: dict[tuple[str, str], Task] = field(default_factory=dict)
    deliverables: dict[tuple[str, str], Deliverable] = field(default_factory=dict)
    costs: dict[str, Cost] = field(default_factory=dict)
    evidence: dict[tuple[str, int], Evidence] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    letters: dict[str, AssignmentLetter] = field(default_factory=dict)
    notes: dict[str, InformationNote] = field(default_factory=dict)
    encounters: dict[str, Encounter] = field(default_factory=dict)
    _steps: list[tuple[datetime, Do]] = field(default_factory=list)

    def happen(self, at: datetime, do: Do, *, name: str = "") -> datetime:
        """Note that ``do`` happens ``at``; a ``name`` lets later things refer to the moment."""
        self._steps.append((at, do))
        if name:
            self.moments[name] = at
        return at

    def replay(self, told: Callable[[int, int], None]) -> None:
        """Do everything; ``told`` hears after each step how many of how many are done."""
        steps = sorted(self._steps, key=lambda step: step[0])
        for number, (at, do) in enumerate(steps, start=1):
            do(at)
            told(number, len(steps))

    def latest(self, names: Iterable[str], *moments: datetime) -> datetime:
        """The last of these moments and of those with these names."""
        return max([*moments, *(self.moments[name] for name in names)])

    def area(self, municipality: str | None, district: str | None) -> Area | None:
        name = district and f"{municipality}/{district}"
        return self.areas.get(name or municipality or "")

    def actor(self, key: str | None) -> Actor | None:
        return self.actors[key] if key else None
