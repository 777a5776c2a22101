"""What a row about a project, a result or a budget is. Filled from ``data/projects*.toml``.

As in ``rows``: ``days_ago`` counts calendar days back, ``..._in_days`` ahead. Money is in cents.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from gangmaker.config.demo.rows import (
    Audience,
    Language,
    Municipality,
    Need,
    Translation,
)

Role = Literal["lead", "partner", "designer", "funder", "volunteer", "mentor"]
PhaseName = Literal["understand", "define", "imagine", "make", "test", "share"]
Payer = Literal["own", "grant", "third_party", "in_kind"]
ResultType = Literal["product", "service", "event", "place", "knowledge", "policy", "artwork"]
EvidenceKind = Literal["photo", "file", "link", "quote", "count"]
BudgetAudience = Literal["public", "members", "team"]


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something to do. Not done yet: ``done_days_ago`` is absent."""

    title: str
    owner: str
    due_in_days: int
    done_days_ago: int | None = None
    phase: PhaseName | None = None


@dataclass(frozen=True, kw_only=True)
class Deliverable:
    """What has to be there by a day; ``document`` is the key of a paper of the project."""

    title: str
    due_in_days: int
    delivered_days_ago: int | None = None
    document: str | None = None
    phase: PhaseName | None = None


@dataclass(frozen=True)
class Picture:
    """A swatch that we weave from ``cloth`` and keep as a picture; ``alt`` says what it shows."""

    cloth: str
    alt: str


@dataclass(frozen=True, kw_only=True)
class Update:
    """News of a project."""

    days_ago: int
    by: str
    text: str
    language: Language = "nl"
    pictures: tuple[Picture, ...] = ()
    parties_only: bool = False


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A small document that we write ourselves: a PDF with these lines, or a CSV of them."""

    key: str
    name: str
    by: str
    days_ago: int
    lines: tuple[str, ...]
    kind: Literal["pdf", "csv"] = "pdf"
    parties_only: bool = False


@dataclass(frozen=True, kw_only=True)
class Pay:
    """That a cost is a part of somebody's pay for some days, and what that was in all."""

    person: str
    from_days_ago: int
    until_days_ago: int
    whole: int


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What was spent, with VAT; ``really`` is what it says after a correction, with a ``reason``.

    ``vat`` is what of it is VAT, ``really_vat`` after the correction; ``borne_by`` in whose name
    the bill is, when that is not who leads the project.
    """

    key: str
    what: str
    amount: int
    days_ago: int
    vat: int = 0
    borne_by: str | None = None
    pay: Pay | None = None
    document: str | None = None
    really: int | None = None
    really_vat: int | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class BudgetLine:
    """One line of a budget, who pays it, and what it cost so far."""

    label: str
    planned: int
    payer: Payer
    paid_by: str | None = None
    costs: tuple[Cost, ...] = ()


@dataclass(frozen=True)
class Stopped:
    """That a project stopped: why, and what was learnt."""

    days_ago: int
    reason: str
    learnt: str


@dataclass(frozen=True, kw_only=True)
class Yes:
    """How a project was accepted: ``after`` working days; to others than the team as an answer."""

    after: int
    reason: str = ""
    next_step: str = ""
    next_step_in_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project and everything that happened in it.

    ``parties`` names who takes part by role. ``phases`` gives the first and the last day of each;
    one that is over is done. ``joined``
    are items that became part of it after it began. ``consents`` are the parties that agreed to
    show a hidden one; ``refuses``: who took that back.
    """

    key: str
    title: str
    summary: str
    by: str
    owner: str
    deputy: str
    days_ago: int
    language: Language = "nl"
    on_behalf_of: str | None = None
    entered_by: str | None = None
    source: str | None = None
    municipality: Municipality | None = None
    district: str | None = None
    audience: Audience = "public"
    came_from: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    parties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()
    starts_in_days: int | None = None
    ends_in_days: int | None = None
    phases: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    accepted: Yes | None = None
    running_days_ago: int | None = None
    finished_days_ago: int | None = None
    stopped: Stopped | None = None
    tasks: tuple[Task, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    papers: tuple[Paper, ...] = ()
    updates: tuple[Update, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    budget_audience: BudgetAudience = "team"
    consents: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()
    translations: tuple[Translation, ...] = ()
    kind: Literal["project"] = field(default="project", init=False)


@dataclass(frozen=True)
class Credit:
    """Who is thanked for what: an actor by key, or only a name."""

    role: str
    actor: str | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What shows that a result is real; ``taken_back_days_ago`` when it was taken back."""

    kind: EvidenceKind
    days_ago: int
    picture: Picture | None = None
    paper: Paper | None = None
    url: str = ""
    text: str = ""
    said_by: str = ""
    count: int | None = None
    unit: str = ""
    method: str = ""
    taken_back_days_ago: int | None = None


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came of a project."""

    key: str
    project: str
    title: str
    summary: str
    by: str
    days_ago: int
    type: ResultType
    for_whom: str
    where: str = ""
    url: str = ""
    language: Language = "nl"
    credits: tuple[Credit, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    translations: tuple[Translation, ...] = ()
    kind: Literal["result"] = field(default="result", init=False)
