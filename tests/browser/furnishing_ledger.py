"""What the ledger's pages need: a grant with a claim, methods with rates, volunteers near a cap."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from gangmaker.contributions.models import (
    AllowanceKind,
    Form,
    MethodKind,
    ValuationMethod,
    VolunteerCap,
)
from gangmaker.contributions.operations import (
    Caps,
    NewAllowance,
    NewMethod,
    NewNote,
    NewRate,
    acknowledge_note,
    enter_method,
    enter_rate,
    pay_allowance,
    set_caps,
    write_note,
)
from gangmaker.projects.models import Grant, Project, StaffMethod, Use
from gangmaker.projects.operations.grants import (
    GrantTerms,
    award,
    enter_grant,
    enter_line,
    meet_deadline,
    set_deadline,
)
from gangmaker.projects.operations.letters import LetterText, enter_letter
from gangmaker.projects.operations.vat import enter_vat_regime

if TYPE_CHECKING:
    from tests.browser.furnishing import Room

DAY = timedelta(days=1)


def furnish_ledger(room: "Room", project: Project) -> None:
    method = _method(room)
    _grant(room, project, method)
    _volunteers(room)
    room.made["year"] = str(timezone.localdate(room.now).year)
    room.made["house"] = room.house.slug


def _method(room: "Room") -> ValuationMethod:
    method = enter_method(
        new=NewMethod(
            key="replacement-cost-of-work",
            name={"nl": "Wat het zou kosten om iemand in te huren"},
            kind=MethodKind.REPLACEMENT_COST,
            description={"nl": "Het uurloon van wie het anders zou doen."},
            source="ILO, Manual on the measurement of volunteer work, 2011",
        ),
        by=None,
        now=room.now,
    )
    new = NewRate(Form.TIME, "Elk werk", 2750, date(2024, 1, 1), "Statbel, uurlonen van 2024")
    rate = enter_rate(method=method, new=new, by=None, now=room.now)
    room.made |= {"method": method.key, "rate": str(rate.pk)}
    return method


def _grant(room: "Room", project: Project, method: ValuationMethod) -> Grant:
    """Half of it for a project, of which one cost is claimed; one report is late, one is sent."""
    by, now, today = room.broker, room.now, timezone.localdate(room.now)
    terms = GrantTerms(
        funder=room.house,
        title="Oproep voor restvezelverwerkingsmogelijkheden in de kunststofverwerkingsnijverheid",
        amount=2_500_000,
        starts_on=today - 90 * DAY,
        ends_on=today + 270 * DAY,
        forms=frozenset({Form.TIME, Form.MATERIAL}),
        staff_method=StaffMethod.HOURLY,
        own_share=2000,
        owner=by,
        reference="DURF/2026/0417",
        method=method,
    )
    grant = enter_grant(terms=terms, by=by, now=now)
    awarded = award(grant=grant, project=project, amount=1_250_000, by=by, now=now)
    lines = project.budget_lines.order_by("position", "pk")
    cost = lines[0].costs.get()
    line = enter_line(grant=grant, what=cost, use=Use.CLAIMED, by=by, now=now)
    late = set_deadline(
        grant=grant, what="Tussentijds verslag", due_on=today - 2 * DAY, by=by, now=now
    )
    sent = set_deadline(grant=grant, what="Startnota", due_on=today - 60 * DAY, by=by, now=now)
    meet_deadline(deadline=sent, by=by, now=now)
    letters = [
        enter_letter(
            person=room.lead,
            project=project,
            text=LetterText(
                percentage=60,
                starts_on=today - days * DAY,
                ends_on=today + 60 * DAY,
                function="Kwaliteitsverantwoordelijke vezelverwerkingsmogelijkheden",
                signed_by="Directeur, Menen",
                signed_on=today - 100 * DAY,
            ),
            by=by,
            now=now,
        )
        for days in (90, 30)
    ]
    enter_vat_regime(
        party=room.house,
        recovers=30,
        valid_from=today - 90 * DAY,
        source="Verklaring van de penningmeester over het algemeen verhoudingsgetal",
        by=by,
        now=now,
    )
    room.made |= {
        "letter": str(letters[0].pk),
        "grant": str(grant.pk),
        "award": str(awarded.pk),
        "line": str(line.pk),
        "deadline": str(late.pk),
    }
    return grant


def _volunteers(room: "Room") -> None:
    """The member read the note, and was paid back on ten days."""
    note = write_note(
        organisation=room.house,
        new=NewNote(
            language="nl",
            aim="Buren leren weven, zonder winst.",
            status="Een vereniging zonder winstoogmerk.",
            insurance="Burgerlijke aansprakelijkheid, bij een erkende verzekeraar.",
            allowance="Een forfait per dag, hoogstens wat de wet toelaat.",
            secrecy="Wat je over mensen hoort, blijft hier.",
        ),
        by=room.keeper,
        now=room.now,
    )
    acknowledge_note(note=note, by=room.lead, now=room.now)
    today = timezone.localdate(room.now)
    cap = VolunteerCap.objects.filter(year=today.year).first() or set_caps(
        caps=Caps(today.year, 4148, 165_929, "Example"), by=None, now=room.now
    )
    for days in range(1, 11):
        new = NewAllowance(
            room.lead, today - days * DAY, AllowanceKind.LUMP_SUM, min(cap.day_cents, 4000)
        )
        if new.day.year == today.year:
            paid = pay_allowance(organisation=room.house, new=new, by=room.keeper, now=room.now)
            room.made["allowance"] = str(paid.pk)
