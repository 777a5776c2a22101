"""What pages look up about volunteers: the caps, what is left of them, and the nominative list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, Sum
from django.db.models.functions import Coalesce

from gangmaker.actors.models import Actor
from gangmaker.contributions.models import (
    Acknowledgement,
    Allowance,
    AllowanceKind,
    InformationNote,
    VolunteerCap,
    VolunteerYear,
)
from gangmaker.contributions.operations.volunteers import MOST_KILOMETRES, volunteers_of

WARN_FROM_PERCENT = 80


@dataclass(frozen=True)
class Room:
    """What may still be paid to a volunteer in a year, over all organisations together.

    ``used`` is for the volunteer's own eyes: it holds what other organisations paid.
    """

    year: int
    scheme: str
    used: int
    ceiling: int | None
    raised_for: str
    kilometres_left: int
    provisional: bool

    @property
    def left(self) -> int | None:
        return None if self.ceiling is None else max(0, self.ceiling - self.used)

    @property
    def near(self) -> bool:
        """At four fifths of the cap or over it."""
        return self.ceiling is not None and self.used * 100 >= self.ceiling * WARN_FROM_PERCENT


def rooms(volunteers: Iterable[int], *, year: int) -> dict[int, Room]:
    """The room of each volunteer by id; three queries, however many volunteers."""
    ids = list(volunteers)
    cap = VolunteerCap.objects.filter(year=year).first()
    kept = VolunteerYear.objects.filter(volunteer__in=ids, year=year)
    years = {row.volunteer_id: row for row in kept}
    person = Coalesce("in_year__volunteer__claimed_by", "in_year__volunteer")
    lump_sum, travel = Q(kind=AllowanceKind.LUMP_SUM), Q(kind=AllowanceKind.TRAVEL)
    paid = {
        row["person"]: (row["used"] or 0, row["km"] or 0)
        for row in Allowance.objects.filter(in_year__year=year, taken_back_at=None)
        .annotate(person=person)
        .filter(person__in=ids)
        .values("person")
        .annotate(used=Sum("cents", filter=lump_sum), km=Sum("kilometres", filter=travel))
        .order_by()
    }
    return {pk: _room(year, years.get(pk), cap, *paid.get(pk, (0, 0))) for pk in ids}


def _room(
    year: int, kept: VolunteerYear | None, cap: VolunteerCap | None, used: int, kilometres: int
) -> Room:
    raised = kept.raised_for if kept else ""
    ceiling = None
    if cap is not None:
        ceiling = (cap.raised_year_cents or cap.year_cents) if raised else cap.year_cents
    return Room(
        year=year,
        scheme=kept.scheme if kept else "",
        used=used,
        ceiling=ceiling,
        raised_for=raised,
        kilometres_left=max(0, MOST_KILOMETRES - kilometres),
        provisional=cap is not None and cap.provisional,
    )


@dataclass(frozen=True)
class Paid:
    """One line of the nominative list: who, on which day, how much."""

    allowance_id: int
    volunteer_id: int
    name: str
    day: date
    kind: str
    cents: int
    kilometres: int


def nominative_list(organisation: Actor, *, year: int) -> list[Paid]:
    """What one organisation paid in a calendar year, by name and day; one query."""
    rows = (
        Allowance.objects.filter(organisation=organisation, in_year__year=year, taken_back_at=None)
        .order_by("in_year__volunteer__name", "in_year__volunteer", "day", "pk")
        .values_list(
            "pk",
            "in_year__volunteer",
            "in_year__volunteer__name",
            "day",
            "kind",
            "cents",
            "kilometres",
        )
    )
    return [Paid(*row) for row in rows]


@dataclass(frozen=True)
class PaidToMe:
    """One line of a volunteer's own overview, over all organisations."""

    organisation: str
    day: date
    kind: str
    cents: int
    kilometres: int


def paid_to(volunteer: Actor, *, year: int) -> list[PaidToMe]:
    """What a volunteer was paid back in a year, by whom; one query."""
    rows = (
        Allowance.objects.filter(
            Q(in_year__volunteer=volunteer)
            | Q(in_year__volunteer__in=Actor.objects.proved_hers(volunteer).values("pk")),
            in_year__year=year,
            taken_back_at=None,
        )
        .order_by("day", "pk")
        .values_list("organisation__name", "day", "kind", "cents", "kilometres")
    )
    return [PaidToMe(*row) for row in rows]


@dataclass(frozen=True)
class VolunteerRow:
    """Somebody whom an organisation may pay back, and the version of the note that she read."""

    actor: Actor
    read_version: int


def volunteer_rows(organisation: Actor) -> list[VolunteerRow]:
    """The volunteers of an organisation by name; one query."""
    read = Max(
        "acknowledged_notes__note__version",
        filter=Q(acknowledged_notes__note__organisation=organisation),
    )
    volunteers = volunteers_of(organisation).select_related("area")
    people = volunteers.annotate(read=read).order_by("name", "pk")
    return [VolunteerRow(person, person.read or 0) for person in people]


def latest_note(organisation: Actor) -> InformationNote | None:
    notes = InformationNote.objects.filter(organisation=organisation)
    return notes.order_by("-version").first()


def has_read(note: InformationNote, volunteer: Actor) -> bool:
    return Acknowledgement.objects.filter(note=note, volunteer=volunteer).exists()


def caps_by_year() -> list[VolunteerCap]:
    return list(VolunteerCap.objects.order_by("-year"))
