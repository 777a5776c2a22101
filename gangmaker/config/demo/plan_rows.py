"""What a row of the plan, of a grant and of what was published is. As in ``rows``."""

from dataclasses import dataclass, field
from typing import Literal

from gangmaker.config.demo.rows import Form, Language, Level, Texts

HowOften = Literal["monthly", "quarterly", "yearly", "once"]
MethodKind = Literal["replacement", "market", "agreed"]
StaffMethod = Literal["none", "percentage", "hourly"]
AllowanceKind = Literal["lump_sum", "real_costs", "travel"]


@dataclass(frozen=True)
class Measurement:
    """What an indicator was; ``corrects``: the one before it was wrong, and ``note`` says why."""

    value: str
    days_ago: int
    note: str
    corrects: bool = False


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """How a goal is measured. Numbers are texts, so that they are exact."""

    key: str
    goal: str
    name: Texts
    definition: Texts
    unit: Texts
    source: str
    how_often: HowOften
    baseline: str
    baseline_days_ago: int
    target: str
    target_year: int
    by: str
    reason: str
    counter: str = ""
    measurements: tuple[Measurement, ...] = ()


@dataclass(frozen=True)
class NewEnd:
    """That an action got another last day, and why."""

    days_ago: int
    due_in_days: int
    reason: str


@dataclass(frozen=True)
class Ended:
    """That an action was done or dropped: what came of it, or why."""

    days_ago: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Action:
    """What the region does for a goal."""

    key: str
    goal: str
    title: Texts
    summary: Texts
    owner: str
    deputy: str
    days_ago: int
    starts_in_days: int
    due_in_days: int
    reason: str
    changes: tuple[NewEnd, ...] = ()
    done: Ended | None = None
    dropped: Ended | None = None
    kind: Literal["action"] = field(default="action", init=False)


@dataclass(frozen=True)
class GoalChange:
    """That a goal got another year, and why."""

    goal: str
    year: int
    days_ago: int
    by: str
    reason: str


@dataclass(frozen=True)
class Version:
    """The plan, frozen under a name."""

    name: str
    note: str
    days_ago: int
    by: str


@dataclass(frozen=True, kw_only=True)
class Rate:
    """What an hour or a piece counts for, in cents."""

    form: Form
    profile: str
    cents: int
    from_days_ago: int
    source: str
    level: Level | None = None


@dataclass(frozen=True, kw_only=True)
class Method:
    """A stated way to value hours and goods; an example says so."""

    key: str
    name: Texts
    kind: MethodKind
    description: Texts
    source: str
    is_example: bool
    rates: tuple[Rate, ...]


@dataclass(frozen=True)
class Award:
    """The part of a grant for one project."""

    project: str
    amount: int
    days_ago: int


@dataclass(frozen=True)
class Deadline:
    """What a funder expects by a day."""

    what: str
    due_in_days: int
    met_days_ago: int | None = None


@dataclass(frozen=True, kw_only=True)
class GrantLine:
    """That a cost or an entry of the ledger (by key) is reported to the funder, or claimed."""

    use: Literal["reported", "claimed"]
    days_ago: int
    cost: str | None = None
    entry: str | None = None


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A signed letter: which part of somebody's work is for a project. Days include the last."""

    person: str
    project: str
    percentage: int
    starts_in_days: int
    ends_in_days: int
    function: str
    signed_by: str
    signed_days_ago: int
    days_ago: int
    ended_in_days: int | None = None
    ended_reason: str = ""


@dataclass(frozen=True)
class VatRegime:
    """Which part of its VAT a party recovers from a day on, in percent."""

    party: str
    recovers: int
    from_days_ago: int
    source: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a funder gives, and by which rules. ``own_share`` in hundredths of a percent."""

    key: str
    funder: str
    title: str
    reference: str
    amount: int
    starts_in_days: int
    ends_in_days: int
    forms: tuple[Form, ...]
    staff_method: StaffMethod
    own_share: int
    owner: str
    by: str
    days_ago: int
    in_kind_counts: bool = False
    vat_rule: Literal["never", "not_recovered", "always"] = "never"
    deputy: str | None = None
    method: str | None = None
    letters: tuple[Letter, ...] = ()
    awards: tuple[Award, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    lines: tuple[GrantLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Note:
    """What an organisation tells its volunteers, and who read it."""

    organisation: str
    by: str
    days_ago: int
    language: Language
    aim: str
    status: str
    insurance: str
    allowance: str
    secrecy: str
    read_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Allowances:
    """The same allowance on several days: ``times``, with ``every`` so many days between."""

    organisation: str
    by: str
    volunteer: str
    kind: AllowanceKind
    cents: int
    first_days_ago: int
    every: int
    times: int
    kilometres: int = 0


@dataclass(frozen=True, kw_only=True)
class Published:
    """A figure of the calendar month in which an item came, published ``days_after`` its end."""

    figure: str
    month_of: str
    by: str
    days_after: int
    corrected_days_ago: int | None = None
    reason: str = ""
