"""Makers of grants, their projects and what these cost."""

from datetime import date
from typing import Any

from gangmaker.actors.models import Actor
from gangmaker.contributions.models import Form
from gangmaker.projects.models import (
    AssignmentLetter,
    BudgetLine,
    Cost,
    Grant,
    Payer,
    Project,
    StaffMethod,
    VatRegime,
)
from gangmaker.projects.operations.grants import GrantTerms, award, enter_grant
from gangmaker.projects.operations.letters import LetterText, enter_letter
from gangmaker.projects.operations.vat import enter_vat_regime
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


def make_letter(
    project: Project,
    person: Actor,
    *,
    percentage: int = 40,
    starts_on: date = date(2026, 1, 1),
    ends_on: date = date(2026, 6, 30),
    by: Actor | None = None,
) -> AssignmentLetter:
    text = LetterText(
        percentage=percentage,
        starts_on=starts_on,
        ends_on=ends_on,
        function="Projectmedewerker",
        signed_by="Directeur, Kortrijk",
        signed_on=date(2025, 12, 20),
    )
    by = by or make_team()
    return enter_letter(person=person, project=project, text=text, by=by, now=NOON)


def make_pay(
    project: Project,
    person: Actor,
    *,
    amount: int = 120_000,
    whole: int = 300_000,
    since: date = date(2026, 3, 1),
    until: date = date(2026, 3, 31),
) -> Cost:
    """A part of somebody's pay for March: 1,200 of 3,000 euros."""
    return make_cost(
        project,
        amount=amount,
        payer=Payer.OWN,
        what="Loon maart",
        staff=person,
        work_from=since,
        work_until=until,
        whole_pay=whole,
    )


def make_regime(
    party: Actor, recovers: int, *, valid_from: date = date(2026, 1, 1), by: Actor | None = None
) -> VatRegime:
    return enter_vat_regime(
        party=party,
        recovers=recovers,
        valid_from=valid_from,
        source="Verklaring van de partij",
        by=by or make_team(),
        now=NOON,
    )
