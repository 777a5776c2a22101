"""A project's budget: its lines, who sees it, what it cost. Integer cents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, Audience
from gangmaker.actors.rules import NotYours
from gangmaker.core.refusals import Refused
from gangmaker.projects.models import Attachment, BudgetLine, Cost, Project
from gangmaker.projects.rules import can_manage
from gangmaker.trail.operations import record


class LineHasCosts(Refused):
    code = "budget_line_has_costs"
    message = _("There are costs on a line that you take away. Keep it, and plan nothing for it.")


class CostCorrectedMeanwhile(Refused):
    code = "cost_corrected_meanwhile"
    message = _("Somebody corrected this cost in the meantime. Look again.")


class NothingToCorrect(Refused):
    code = "nothing_to_correct"
    message = _("That is what it says already.")


class VatMoreThanCost(Refused):
    code = "vat_more_than_cost"
    message = _("VAT is a part of the amount. Less than the VAT alone cannot be right.")


class PayMoreThanAll(Refused):
    code = "pay_more_than_all"
    message = _("That is more than the pay in all for these days.")


@dataclass(frozen=True)
class NewLine:
    """A line as it should be; ``line`` is the one there is already, or None."""

    label: str
    planned: int
    payer: str
    paid_by: Actor | None = None
    line: BudgetLine | None = None


@transaction.atomic
def plan_budget(*, project: Project, lines: Sequence[NewLine], by: Actor, now: datetime) -> None:
    """Replace the whole plan: what is not in ``lines`` goes, unless something was spent on it."""
    if not can_manage(by, project):
        raise NotYours
    if any(new.line and new.line.project_id != project.pk for new in lines):
        raise NotYours
    kept = [new.line.pk for new in lines if new.line]
    gone = project.budget_lines.exclude(pk__in=kept)
    if Cost.objects.filter(line__in=gone).exists():
        raise LineHasCosts
    gone.delete()
    for position, new in enumerate(lines):
        line = new.line or BudgetLine(project=project)
        line.label, line.planned, line.payer = new.label, new.planned, new.payer
        line.paid_by, line.position = new.paid_by, position
        line.save()
    record("project.budget_planned", by=by, item=project, at=now, data={"lines": len(lines)})


@transaction.atomic
def show_budget(*, project: Project, audience: str, by: Actor, now: datetime) -> None:
    """Say who may see the budget: everybody, members, or the parties and the team."""
    if not can_manage(by, project):
        raise NotYours
    project.budget_audience = Audience(audience)
    project.save(update_fields=["budget_audience"])
    record("project.budget_shown", by=by, item=project, at=now, data={"audience": audience})


@dataclass(frozen=True)
class Pay:
    """That a cost is a part of somebody's pay for some days, which was ``whole`` cents in all."""

    person: Actor
    since: date
    until: date
    whole: int

    def columns(self) -> dict[str, object]:
        return {
            "staff": self.person,
            "work_from": self.since,
            "work_until": self.until,
            "whole_pay": self.whole,
        }


@transaction.atomic
def enter_cost(
    *,
    line: BudgetLine,
    amount: int,
    spent_on: date,
    what: str,
    vat: int = 0,
    borne_by: Actor | None = None,
    pay: Pay | None = None,
    document: Attachment | None = None,
    by: Actor,
    now: datetime,
) -> Cost:
    """Enter what was spent, or given in kind, on a line. It is never changed, only corrected.

    ``amount`` is with VAT, ``vat`` the part of it that is VAT. ``borne_by`` is in whose name the
    bill is; without one, it is of whoever leads the project.
    """
    if not can_manage(by, line.project):
        raise NotYours
    if document is not None and document.item_id != line.project_id:
        raise NotYours
    if vat and not 0 <= vat < amount:
        raise VatMoreThanCost
    if pay is not None and pay.whole < amount:
        raise PayMoreThanAll
    cost = Cost.objects.create(
        line=line,
        amount=amount,
        vat=vat,
        borne_by=borne_by,
        spent_on=spent_on,
        what=what,
        document=document,
        by=by,
        at=now,
        **(pay.columns() if pay else {}),
    )
    _record(cost, "project.cost_entered")
    return cost


@transaction.atomic
def correct_cost(
    *,
    cost: Cost,
    amount: int,
    seen: int,
    reason: str,
    vat: int | None = None,
    by: Actor,
    now: datetime,
) -> Cost:
    """Say that a cost was really ``amount``: a row with the difference and the reason is added.

    ``vat`` is what of it is VAT; None: as it was. Refused when it does not say ``seen`` any more,
    so that two people do not correct it at once.
    """
    if not can_manage(by, cost.line.project):
        raise NotYours
    BudgetLine.objects.select_for_update().get(pk=cost.line_id)  # costs themselves never change
    if cost_of(cost) != seen:
        raise CostCorrectedMeanwhile
    told = vat_of(cost)
    really = told if vat is None else vat
    if (amount, really) == (seen, told):
        raise NothingToCorrect
    if really and not 0 <= really < amount:
        raise VatMoreThanCost
    correction = Cost.objects.create(
        line=cost.line,
        amount=amount - seen,
        vat=None if really is None else really - (told or 0),
        spent_on=cost.spent_on,
        what=cost.what,
        corrects=cost,
        reason=reason,
        by=by,
        at=now,
    )
    _record(correction, "project.cost_corrected")
    return correction


def cost_of(cost: Cost) -> int:
    """What a cost is with its corrections, in cents."""
    return cost.amount + int(cost.corrections.aggregate(by=Sum("amount"))["by"] or 0)


def vat_of(cost: Cost) -> int | None:
    """What of a cost is VAT, with its corrections; None: nobody told them apart."""
    later = cost.corrections.aggregate(by=Sum("vat"))["by"]
    return None if cost.vat is None and later is None else (cost.vat or 0) + (later or 0)


def _record(cost: Cost, verb: str) -> None:
    """Only ids: the budget may be seen by fewer people than the history of the project."""
    record(
        verb,
        by=cost.by,
        item=cost.line.project,
        at=cost.at,
        data={"cost": cost.pk, "line": cost.line_id},
    )
