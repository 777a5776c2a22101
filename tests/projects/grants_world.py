"""Makers of grants, their projects and what these cost."""

from datetime import date
from typing import Any

from gangmaker.actors.models import Actor
from gangmaker.contributions.models import Form
from gangmaker.projects.models import BudgetLine, Cost, Grant, Payer, Project, StaffMethod
from gangmaker.projects.operations.grants import GrantTerms, award, enter_grant
from tests.contributions.ledger_world import YESTERDAY
from tests.world import NOON, make_organisation, make_project, make_team

EVERY_FORM = frozenset(Form.values)


def make_terms(**given: Any) -> GrantTerms:
    """Ten thousand euros in 2026 for every form, with an own share of 15 %."""
    terms: dict[str, Any] = {
        "funder": given.get("funder") or make_organisation("Streekfonds"),
        "title": "Durf te zorgen",
        "amount": 1_000_000,
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
        "forms": EVERY_FORM,
        "staff_method": StaffMethod.HOURLY,
        "own_share": 1500,
        "owner": given.get("owner") or make_team(),
        "in_kind_counts": True,
    }
    return GrantTerms(**(terms | given))


def make_grant(*projects: Project, **given: Any) -> Grant:
    """A grant, evenly for its projects."""
    terms = make_terms(**given)
    grant = enter_grant(terms=terms, by=terms.owner, now=NOON)
    for project in projects:
        part = grant.amount // len(projects)
        award(grant=grant, project=project, amount=part, by=terms.owner, now=NOON)
    return grant


def make_cost(
    project: Project | None = None,
    *,
    amount: int = 50_000,
    payer: str = Payer.GRANT,
    vat: int | None = 0,
    paid_by: Actor | None = None,
    spent_on: date = YESTERDAY,
    what: str = "Hout voor de banken",
    **more: Any,
) -> Cost:
    project = project or make_project()
    line = BudgetLine.objects.create(
        project=project, label="Materiaal", planned=amount, payer=payer, paid_by=paid_by
    )
    return Cost.objects.create(
        line=line,
        amount=amount,
        vat=vat,
        spent_on=spent_on,
        what=what,
        by=project.owner,
        at=NOON,
        **more,
    )


def correct(cost: Cost, difference: int) -> Cost:
    return Cost.objects.create(
        line=cost.line,
        amount=difference,
        spent_on=cost.spent_on,
        what=cost.what,
        corrects=cost,
        reason="De factuur was anders.",
        by=cost.by,
        at=NOON,
    )
