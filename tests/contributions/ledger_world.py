"""Makers of what the ledger is read with: methods, rates, caps, volunteers."""

from datetime import date, timedelta
from itertools import count

from gangmaker.actors.models import Actor, MembershipRole
from gangmaker.contributions.models import (
    UNIT_OF_FORM,
    Allowance,
    Form,
    InformationNote,
    LedgerEntry,
    MethodKind,
    Rate,
    Unit,
    ValuationMethod,
    VolunteerCap,
)
from gangmaker.contributions.operations import (
    Caps,
    NewAllowance,
    NewMethod,
    NewNote,
    NewRate,
    confirm_entry,
    enter_method,
    enter_rate,
    pay_allowance,
    set_caps,
    write_note,
)
from gangmaker.trail.models import Item
from tests.world import NOON, make_membership, make_organisation, make_person

_numbers = count(1)
YESTERDAY = NOON.date() - timedelta(days=1)


def make_method(*, is_example: bool = False) -> ValuationMethod:
    new = NewMethod(
        key=f"method-{next(_numbers)}",
        name={"nl": "Vervangingskost", "en": "Replacement cost"},
        kind=MethodKind.REPLACEMENT_COST,
        description={"nl": "Wat het zou kosten om iemand in te huren."},
        source="ILO manual on the measurement of volunteer work",
        is_example=is_example,
    )
    return enter_method(new=new, by=None, now=NOON)


def make_rate(
    method: ValuationMethod,
    *,
    form: str = Form.TIME,
    cents: int = 2500,
    valid_from: date = date(2026, 1, 1),
    valid_until: date | None = None,
    instead_of: Rate | None = None,
    source: str = "Example",
) -> Rate:
    new = NewRate(
        form=form,
        profile="Any work",
        cents=cents,
        valid_from=valid_from,
        valid_until=valid_until,
        source=source,
    )
    return enter_rate(method=method, new=new, by=None, now=NOON, instead_of=instead_of)


def make_entry(
    item: Item,
    *,
    giver: Actor | None = None,
    on_behalf_of: Actor | None = None,
    form: str = Form.TIME,
    quantity: int = 120,
    given_on: date = YESTERDAY,
    confirmed: bool = True,
) -> LedgerEntry:
    """What somebody gave to an item, straight into the ledger."""
    entry = LedgerEntry.objects.create(
        giver=giver or make_person("Resident, Menen"),
        on_behalf_of=on_behalf_of,
        item=item,
        form=form,
        level="operational",
        unit=UNIT_OF_FORM.get(Form(form), Unit.ITEMS),
        quantity=quantity,
        given_on=given_on,
        entered_by=item.owner,
        entered_at=NOON,
    )
    if confirmed:
        confirm_entry(entry=entry, by=item.owner, now=NOON)
    return entry


def make_caps(year: int = 2026, *, raised: int | None = 304_743) -> VolunteerCap:
    caps = Caps(
        year=year, day_cents=4148, year_cents=165_929, raised_year_cents=raised, source="Test"
    )
    return set_caps(caps=caps, by=None, now=NOON)


def make_volunteer(organisation: Actor, name: str = "Volunteer, Kuurne") -> Actor:
    person = make_person(name)
    make_membership(person, organisation, MembershipRole.MEMBER)
    return person


def make_house(name: str = "Buurthuis, Menen") -> tuple[Actor, Actor]:
    """An organisation and its administrator."""
    admin = make_person("Administrator, Menen")
    return make_organisation(name, admin=admin), admin


def pay(
    organisation: Actor,
    volunteer: Actor,
    *,
    by: Actor,
    cents: int = 4148,
    day: date = YESTERDAY,
    kind: str = "lump_sum",
    kilometres: int = 0,
    raised_for: str = "",
) -> Allowance:
    new = NewAllowance(
        volunteer=volunteer,
        day=day,
        kind=kind,
        cents=cents,
        kilometres=kilometres,
        raised_for=raised_for,
    )
    return pay_allowance(organisation=organisation, new=new, by=by, now=NOON)


def make_note(organisation: Actor, *, by: Actor, aim: str = "Buren ontmoeten.") -> InformationNote:
    new = NewNote(
        language="nl",
        aim=aim,
        status="Een vzw.",
        insurance="Burgerlijke aansprakelijkheid.",
        allowance="Een forfait per dag.",
        secrecy="Wat je over mensen hoort, blijft hier.",
    )
    return write_note(organisation=organisation, new=new, by=by, now=NOON)
