"""Volunteers in Belgium: what they are paid back, within the caps, and what they are told."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files

from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, ActorKind
from gangmaker.actors.rules import NotYours
from gangmaker.contributions import rules
from gangmaker.contributions.models import (
    Acknowledgement,
    Allowance,
    AllowanceKind,
    InformationNote,
    Scheme,
    VolunteerCap,
    VolunteerYear,
)
from gangmaker.core.refusals import Refused
from gangmaker.trail.operations import owe_mail, record

MOST_KILOMETRES = 2000
"""Beside a lump sum, travel may be paid back up to this in a year."""
CAPS_SOURCE = "Field notes on volunteer caps, November 2026 (law of 3 July 2005)"


class NoCapKnown(Refused):
    code = "no_volunteer_cap"
    message = _("The caps of that year are not in the table yet. Ask the region's administrator.")


class SchemesMixed(Refused):
    code = "schemes_mixed"
    message = _(
        "This volunteer is paid back by the other scheme in that year. Lump sums and real costs "
        "may not be mixed, except travel beside a lump sum."
    )


class DayCapReached(Refused):
    code = "day_cap_reached"
    message = _("That is more than may be paid for one day, over all organisations together.")


class YearCapReached(Refused):
    code = "year_cap_reached"
    message = _("That is more than may be paid in this year, over all organisations together.")


class TooManyKilometres(Refused):
    code = "too_many_kilometres"
    message = _("Beside a lump sum, travel is paid back up to 2,000 kilometres a year.")


class NoRaisedCeiling(Refused):
    code = "no_raised_ceiling"
    message = _("The table has no raised ceiling for that year.")


class NotAVolunteerHere(Refused):
    code = "not_a_volunteer_here"
    message = _("Only a member, or somebody who read your information note, can be chosen.")


class DayNotOver(Refused):
    code = "day_not_over"
    message = _("This day is still to come.")


class TakenBackMeanwhile(Refused):
    code = "allowance_taken_back"
    message = _("This was taken back in the meantime.")


@dataclass(frozen=True)
class NewAllowance:
    """What an organisation pays back for one day; ``raised_for`` names a listed job, if one."""

    volunteer: Actor
    day: date
    kind: str
    cents: int
    kilometres: int = 0
    raised_for: str = ""


@transaction.atomic
def pay_allowance(*, organisation: Actor, new: NewAllowance, by: Actor, now: datetime) -> Allowance:
    """Enter what was paid back, within the caps over all organisations together.

    The volunteer's year is locked, so that two organisations cannot pass a cap at once.
    """
    if not rules.keeps_volunteers(by, organisation):
        raise NotYours
    if new.day > timezone.localdate(now):
        raise DayNotOver
    if not volunteers_of(organisation).filter(pk=new.volunteer.pk).exists():
        raise NotAVolunteerHere
    in_year = _year_of(new)
    _refuse_beyond_caps(in_year, new)
    allowance = Allowance.objects.create(
        in_year=in_year,
        organisation=organisation,
        day=new.day,
        kind=new.kind,
        cents=new.cents,
        kilometres=new.kilometres,
        by=by,
        at=now,
    )
    record(
        "volunteer.paid_back",
        by=by,
        on_behalf_of=organisation,
        subject=new.volunteer,
        at=now,
        data={"allowance": allowance.pk},
    )
    return allowance


def _year_of(new: NewAllowance) -> VolunteerYear:
    """The locked row of the volunteer's year; refused when it is of the other scheme."""
    person = new.volunteer.claimed_by or new.volunteer
    scheme = Scheme.REAL_COSTS if new.kind == AllowanceKind.REAL_COSTS else Scheme.LUMP_SUM
    in_year, _made = VolunteerYear.objects.get_or_create(
        volunteer=person, year=new.day.year, defaults={"scheme": scheme}
    )
    in_year = VolunteerYear.objects.select_for_update().get(pk=in_year.pk)
    if in_year.scheme != scheme:
        _change_scheme(in_year, scheme)
    if standing(in_year).exclude(in_year__scheme=scheme).exists():  # on a record that she claimed
        raise SchemesMixed
    if new.raised_for and new.raised_for != in_year.raised_for:
        in_year.raised_for = new.raised_for
        in_year.save(update_fields=["raised_for"])
    return in_year


def _change_scheme(in_year: VolunteerYear, scheme: Scheme) -> None:
    """Possible only while nothing was paid in the year."""
    if standing(in_year).exists():
        raise SchemesMixed
    in_year.scheme = scheme
    in_year.save(update_fields=["scheme"])


def standing(in_year: VolunteerYear) -> QuerySet[Allowance]:
    """What was paid to the person in that year and not taken back, also on records she claimed."""
    person = in_year.volunteer_id
    return Allowance.objects.filter(
        Q(in_year__volunteer=person) | Q(in_year__volunteer__claimed_by=person),
        in_year__year=in_year.year,
        taken_back_at=None,
    )


def _refuse_beyond_caps(in_year: VolunteerYear, new: NewAllowance) -> None:
    paid = standing(in_year)
    if new.kind == AllowanceKind.TRAVEL:
        gone = paid.aggregate(km=Sum("kilometres"))["km"] or 0
        if gone + new.kilometres > MOST_KILOMETRES:
            raise TooManyKilometres
    if new.kind != AllowanceKind.LUMP_SUM:
        return
    cap = VolunteerCap.objects.filter(year=in_year.year).first()
    if cap is None:
        raise NoCapKnown
    ceiling = _ceiling(cap, in_year)
    lump_sums = paid.filter(kind=AllowanceKind.LUMP_SUM)
    on_the_day = lump_sums.filter(day=new.day).aggregate(cents=Sum("cents"))["cents"] or 0
    in_all = lump_sums.aggregate(cents=Sum("cents"))["cents"] or 0
    if on_the_day + new.cents > cap.day_cents:
        raise DayCapReached
    if in_all + new.cents > ceiling:
        raise YearCapReached


def _ceiling(cap: VolunteerCap, in_year: VolunteerYear) -> int:
    if not in_year.raised_for:
        return cap.year_cents
    if cap.raised_year_cents is None:
        raise NoRaisedCeiling
    return cap.raised_year_cents


@transaction.atomic
def take_back_allowance(*, allowance: Allowance, by: Actor, reason: str, now: datetime) -> None:
    """Say that an allowance was not paid after all. It stays on record and counts no more."""
    if not rules.keeps_volunteers(by, allowance.organisation):
        raise NotYours
    won = Allowance.objects.filter(pk=allowance.pk, taken_back_at=None).update(
        taken_back_at=now, taken_back_by=by, taken_back_reason=reason
    )
    if not won:
        raise TakenBackMeanwhile
    record(
        "volunteer.allowance_taken_back",
        by=by,
        on_behalf_of=allowance.organisation,
        at=now,
        data={"allowance": allowance.pk},
    )


def volunteers_of(organisation: Actor) -> QuerySet[Actor]:
    """Whom an organisation may pay back: its members, and who read its information note."""
    return Actor.objects.filter(
        Q(memberships__organisation=organisation)
        | Q(acknowledged_notes__note__organisation=organisation),
        kind=ActorKind.PERSON,
        claimed_by=None,
    ).distinct()


@dataclass(frozen=True)
class NewNote:
    """What the law asks to tell a volunteer, in one language."""

    language: str
    aim: str
    status: str
    insurance: str
    allowance: str
    secrecy: str


@transaction.atomic
def write_note(*, organisation: Actor, new: NewNote, by: Actor, now: datetime) -> InformationNote:
    """A new version of the note; who read an earlier one is asked by mail to read it again."""
    if not rules.keeps_volunteers(by, organisation):
        raise NotYours
    Actor.objects.select_for_update().get(pk=organisation.pk)
    version = InformationNote.objects.filter(organisation=organisation).count() + 1
    note = InformationNote.objects.create(
        organisation=organisation, version=version, by=by, at=now, **vars(new)
    )
    record(
        "volunteer.note_written",
        by=by,
        on_behalf_of=organisation,
        subject=organisation,
        at=now,
        data={"version": version},
    )
    _tell_readers(note, now=now)
    return note


def _tell_readers(note: InformationNote, *, now: datetime) -> None:
    """Owe one mail to each who read an earlier version, at an address that somebody vouched for."""
    earlier = Acknowledgement.objects.filter(note__organisation=note.organisation_id)
    readers = Actor.objects.filter(
        pk__in=earlier.values(person=Coalesce("volunteer__claimed_by", "volunteer")),
        suspension=None,
    )
    for person in readers.exclude(email="").order_by("pk"):
        if person.is_confirmed() or person.entered_by_id:
            owe_mail(
                "volunteer_note",
                dedupe_key=f"volunteer_note:{note.pk}:{person.pk}",
                address=person.email,
                language=person.reads,
                to=person,
                at=now,
                payload={"note": note.pk},
            )


@transaction.atomic
def acknowledge_note(*, note: InformationNote, by: Actor, now: datetime) -> Acknowledgement:
    """Say that one read a note; saying it twice changes nothing."""
    read, created = Acknowledgement.objects.get_or_create(
        note=note, volunteer=by, defaults={"at": now}
    )
    if created:
        record(
            "volunteer.note_read",
            by=by,
            subject=note.organisation,
            at=now,
            data={"version": note.version},
        )
    return read


@dataclass(frozen=True)
class Caps:
    """The caps of one year, in cents."""

    year: int
    day_cents: int
    year_cents: int
    source: str
    raised_year_cents: int | None = None
    provisional: bool = False


@transaction.atomic
def set_caps(*, caps: Caps, by: Actor | None, now: datetime) -> VolunteerCap:
    """Set the caps of a year, or correct them. What was paid before stays as it is."""
    if by is not None and not rules.can_keep_tables(by):
        raise NotYours
    fields = dict(vars(caps))
    row, _made = VolunteerCap.objects.update_or_create(year=fields.pop("year"), defaults=fields)
    facts = {name: value for name, value in vars(caps).items() if name != "source"}
    record("volunteer.caps_set", by=by, at=now, data=facts)
    return row


def set_up_caps(now: datetime) -> None:
    """The caps that are known, for the years that the table does not have yet."""
    there = set(VolunteerCap.objects.values_list("year", flat=True))
    text = files("gangmaker.contributions").joinpath("data/volunteer_caps.toml")
    for row in tomllib.loads(text.read_text(encoding="utf-8"))["cap"]:
        if row["year"] in there:
            continue
        caps = Caps(
            year=row["year"],
            day_cents=row["day"],
            year_cents=row["year_total"],
            raised_year_cents=row.get("raised"),
            provisional=row.get("provisional", False),
            source=CAPS_SOURCE,
        )
        set_caps(caps=caps, by=None, now=now)
