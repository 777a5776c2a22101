"""What pages look up about a budget: planned and actual, by line and by who pays. Cents.

What is given in kind has a value and is no money: it is summed on its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.projects.models import Attachment, BudgetLine, Cost, Payer, Project


@dataclass(frozen=True)
class CostShown:
    """A cost with its corrections; ``cents`` is what it says with them, and ``vat`` what of that
    is VAT. None: nobody told them apart."""

    pk: int
    what: str
    spent_on: date
    entered: int
    entered_vat: int | None
    cents: int
    vat: int | None
    corrections: tuple["CorrectionShown", ...]
    document: Attachment | None
    line_label: str


@dataclass(frozen=True)
class CorrectionShown:
    cents: int
    vat: int | None
    reason: str
    on: date


@dataclass(frozen=True)
class LineShown:
    pk: int
    label: str
    payer: str
    paid_by: str
    planned: int
    actual: int
    costs: tuple[CostShown, ...]

    @property
    def in_kind(self) -> bool:
        return self.payer == Payer.IN_KIND


@dataclass(frozen=True)
class Sum:
    planned: int
    actual: int


@dataclass(frozen=True)
class Budget:
    """``money`` and ``in_kind`` are never one sum; ``payers`` holds each kind that occurs."""

    lines: tuple[LineShown, ...]
    money: Sum
    in_kind: Sum
    payers: tuple[tuple[Payer, Sum], ...]

    @property
    def costs(self) -> list[CostShown]:
        """Of all lines, the newest first."""
        every = [cost for line in self.lines for cost in line.costs]
        return sorted(every, key=lambda cost: (cost.spent_on, cost.pk), reverse=True)


def budget_of(project: Project, *, viewer: Actor | None) -> Budget:
    """The whole budget; two queries, however long it is."""
    lines = list(
        BudgetLine.objects.filter(project=project)
        .select_related("paid_by__area")
        .order_by("position", "pk")
    )
    costs = list(
        Cost.objects.filter(line__project=project).select_related("document").order_by("pk")
    )
    of_line: dict[int, list[Cost]] = {line.pk: [] for line in lines}
    for cost in costs:
        of_line[cost.line_id].append(cost)
    shown = tuple(_line(line, of_line[line.pk], viewer) for line in lines)
    return Budget(
        lines=shown,
        money=_sum(line for line in shown if not line.in_kind),
        in_kind=_sum(line for line in shown if line.in_kind),
        payers=tuple(
            (payer, _sum(line for line in shown if line.payer == payer))
            for payer in Payer
            if any(line.payer == payer for line in shown)
        ),
    )


def _sum(lines: Iterable[LineShown]) -> Sum:
    every = list(lines)
    return Sum(sum(line.planned for line in every), sum(line.actual for line in every))


def _line(line: BudgetLine, costs: list[Cost], viewer: Actor | None) -> LineShown:
    corrections: dict[int, list[Cost]] = {}
    for cost in costs:
        corrections.setdefault(cost.corrects_id or 0, []).append(cost)
    shown = tuple(
        _cost(cost, corrections.get(cost.pk, []), line.label) for cost in corrections.get(0, [])
    )
    return LineShown(
        pk=line.pk,
        label=line.label,
        payer=line.payer,
        paid_by=name_for(line.paid_by, viewer) if line.paid_by else "",
        planned=line.planned,
        actual=sum(cost.cents for cost in shown),
        costs=shown,
    )


def _cost(cost: Cost, corrections: list[Cost], label: str) -> CostShown:
    return CostShown(
        pk=cost.pk,
        what=cost.what,
        spent_on=cost.spent_on,
        entered=cost.amount,
        entered_vat=cost.vat,
        vat=_vat([cost, *corrections]),
        cents=cost.amount + sum(other.amount for other in corrections),
        corrections=tuple(
            CorrectionShown(other.amount, other.vat, other.reason, timezone.localdate(other.at))
            for other in corrections
        ),
        document=cost.document,
        line_label=label,
    )


def _vat(costs: Iterable[Cost]) -> int | None:
    told = [cost.vat for cost in costs if cost.vat is not None]
    return sum(told) if told else None
