"""An organisation's volunteers: allowances within the caps, the list of a year, the note."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.contributions import rules
from gangmaker.contributions.models import Allowance, AllowanceKind, InformationNote, Scheme
from gangmaker.contributions.operations import (
    NewAllowance,
    NewNote,
    YearCapReached,
    acknowledge_note,
    pay_allowance,
    take_back_allowance,
    volunteers_of,
    write_note,
)
from gangmaker.contributions.queries import (
    Paid,
    Room,
    VolunteerRow,
    has_read,
    latest_note,
    nominative_list,
    paid_to,
    rooms,
    volunteer_rows,
)
from gangmaker.core.csvtext import Cell, Decimal, csv_text
from gangmaker.core.refusals import Refused
from gangmaker.web.guards import ActorRequest
from gangmaker.web.joining.fields import Line, Prose, capitalised, language_choices
from gangmaker.web.keeping.forms import DayInput, PersonChoice
from gangmaker.web.keeping.requests import typed, who

from .forms import EuroField, WithdrawalForm
from .shown import cents

UNFIT = 422
PER_PAGE = 50


class AllowanceForm(forms.Form):
    volunteer = PersonChoice(
        Actor.objects.none(), label=gettext_lazy("Volunteer"), empty_label=None
    )
    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput())
    kind = forms.ChoiceField(
        label=gettext_lazy("What is paid back"),
        choices=capitalised(AllowanceKind.choices),
        widget=forms.RadioSelect,
        initial=AllowanceKind.LUMP_SUM,
    )
    cents = EuroField(label=gettext_lazy("Amount in euros"))
    kilometres = forms.IntegerField(
        label=gettext_lazy("Kilometres"),
        help_text=gettext_lazy("Only for travel beside a lump sum: up to 2,000 a year."),
        min_value=0,
        max_value=2000,
        required=False,
    )
    raised_for = Line(
        label=gettext_lazy("Listed job"),
        help_text=gettext_lazy("Only where the law allows a higher ceiling, such as sport."),
        max_length=160,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        organisation: Actor,
        people: Sequence[VolunteerRow],
        viewer: Actor,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["volunteer"]
        if isinstance(field, PersonChoice):
            field.viewer = viewer
            field.queryset = volunteers_of(organisation)
            named = [(row.actor.pk, name_for(row.actor, viewer)) for row in people]
            field.choices = [("", _("Choose somebody")), *named]

    def clean(self) -> None:
        kind, way = self.cleaned_data.get("kind"), self.cleaned_data.get("kilometres") or 0
        if kind == AllowanceKind.TRAVEL and not way:
            self.add_error("kilometres", _("Say how many kilometres."))
        if kind != AllowanceKind.TRAVEL:
            self.cleaned_data["kilometres"] = 0


class NoteForm(forms.Form):
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    aim = Prose(label=gettext_lazy("What the organisation is for"), max_length=2000)
    status = Prose(
        label=gettext_lazy("Its legal status"),
        help_text=gettext_lazy("Such as: a non-profit. Without one: who answers for it."),
        max_length=1000,
    )
    insurance = Prose(label=gettext_lazy("Insurance"), max_length=2000)
    allowance = Prose(label=gettext_lazy("Paying back costs"), max_length=2000)
    secrecy = Prose(label=gettext_lazy("Professional secrecy"), max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]


@dataclass(frozen=True)
class VolunteerShown:
    """For volunteers.html. ``left`` is only there where this organisation needs it."""

    name: str
    read: bool
    paid: str
    left: str
    near: bool
    scheme: str


def volunteers(request: ActorRequest, organisation: Actor) -> HttpResponse:
    viewer, people = who(request), volunteer_rows(organisation)
    form = AllowanceForm(
        typed(request),
        organisation=organisation,
        people=people,
        viewer=viewer,
        initial={"day": timezone.localdate()},
    )
    if form.is_valid():
        new = NewAllowance(**form.cleaned_data)
        try:
            pay_allowance(organisation=organisation, new=new, by=viewer, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, _with_left(refusal, new))
        else:
            _say_paid(request, new)
            return redirect("web:volunteers", organisation.slug)
    year = timezone.localdate().year
    note = latest_note(organisation)
    paid = nominative_list(organisation, year=year)
    rows = _shown(people, viewer, note=note, paid=paid, year=year)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation,
        "form": form,
        "note": note,
        "page": page,
        "year": year,
        "years": (year, year - 1, year - 2),
    }
    status = UNFIT if form.errors else 200
    return render(request, "web/ledger/volunteers.html", context, status=status)


def _shown(
    people: Sequence[VolunteerRow],
    viewer: Actor,
    *,
    note: InformationNote | None,
    paid: list[Paid],
    year: int,
) -> list[VolunteerShown]:
    room = rooms([row.actor.pk for row in people], year=year)
    sums: dict[int, int] = {}
    for line in paid:
        sums[line.volunteer_id] = sums.get(line.volunteer_id, 0) + line.cents
    return [
        VolunteerShown(
            name=name_for(row.actor, viewer),
            read=note is not None and row.read_version == note.version,
            paid=cents(sums[row.actor.pk]) if row.actor.pk in sums else "",
            left=_left(room[row.actor.pk]) if row.actor.pk in sums else "",
            near=row.actor.pk in sums and room[row.actor.pk].near,
            scheme=_scheme(room[row.actor.pk]) if row.actor.pk in sums else "",
        )
        for row in people
    ]


def _left(room: Room) -> str:
    if room.scheme == Scheme.REAL_COSTS or room.left is None:
        return ""
    return cents(room.left)


def _scheme(room: Room) -> str:
    return str(capfirst(Scheme(room.scheme).label)) if room.scheme else ""


def _room(volunteer: Actor, day: date) -> Room:
    return rooms([volunteer.pk], year=day.year)[volunteer.pk]


def _with_left(refusal: Refused, new: NewAllowance) -> str:
    """A refusal at the cap of a year says what is left of it; never who paid the rest."""
    room = _room(new.volunteer, new.day)
    if not isinstance(refusal, YearCapReached) or room.left is None:
        return str(refusal)
    said = _("%(refusal)s Left in %(year)s: %(left)s.")
    return said % {"refusal": refusal, "year": room.year, "left": cents(room.left)}


def _say_paid(request: ActorRequest, new: NewAllowance) -> None:
    messages.success(request, _("Entered. It stands in the list of that year."))
    room = _room(new.volunteer, new.day)
    if new.kind == AllowanceKind.LUMP_SUM and room.near and room.left is not None:
        said = _("%(name)s comes near the cap of %(year)s. Left, over all organisations: %(left)s.")
        name = name_for(new.volunteer, request.actor)
        messages.warning(
            request, said % {"name": name, "year": room.year, "left": cents(room.left)}
        )


@dataclass(frozen=True)
class PaidShown:
    """One line of the nominative list."""

    allowance_id: int
    name: str
    day: date
    kind: str
    amount: str
    kilometres: int


def volunteer_list(request: ActorRequest, organisation: Actor, year: int) -> HttpResponse:
    """The nominative list that the law asks for: name, day, amount."""
    lines = nominative_list(organisation, year=year)
    page = Paginator(lines, 200).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation,
        "year": year,
        "page": page,
        "rows": [_paid_shown(line) for line in page],
        "total": cents(sum(line.cents for line in lines)),
    }
    return render(request, "web/ledger/volunteer_list.html", context)


def _paid_shown(line: Paid) -> PaidShown:
    return PaidShown(
        allowance_id=line.allowance_id,
        name=line.name,
        day=line.day,
        kind=str(capfirst(AllowanceKind(line.kind).label)),
        amount=cents(line.cents),
        kilometres=line.kilometres,
    )


def volunteer_csv(request: ActorRequest, organisation: Actor, year: int) -> HttpResponse:
    heads: list[Cell] = [_("Name"), _("Day"), _("What"), _("Euros"), _("Kilometres")]
    rows: list[list[Cell]] = [
        [
            line.name,
            line.day.isoformat(),
            str(AllowanceKind(line.kind).label),
            Decimal(line.cents),
            line.kilometres or None,
        ]
        for line in nominative_list(organisation, year=year)
    ]
    answer = HttpResponse(csv_text([heads, *rows]), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="volunteers-{year}.csv"'
    return answer


def allowance_back(request: ActorRequest, allowance: Allowance) -> HttpResponse:
    form = WithdrawalForm(typed(request))
    organisation = allowance.organisation
    if form.is_valid():
        try:
            take_back_allowance(
                allowance=allowance,
                by=who(request),
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Taken back. It counts no more."))
            return redirect("web:volunteer-list", organisation.slug, allowance.day.year)
    context = {
        "organisation": organisation,
        "allowance": allowance,
        "name": allowance.in_year.volunteer.name,
        "amount": cents(allowance.cents),
        "form": form,
    }
    status = UNFIT if form.errors else 200
    return render(request, "web/ledger/allowance_back.html", context, status=status)


def note_edit(request: ActorRequest, organisation: Actor) -> HttpResponse:
    last = latest_note(organisation)
    named = ("language", "aim", "status", "insurance", "allowance", "secrecy")
    initial = {name: getattr(last, name) for name in named} if last else {}
    form = NoteForm(typed(request), initial=initial or {"language": get_language()})
    if form.is_valid():
        new = NewNote(**form.cleaned_data)
        write_note(organisation=organisation, new=new, by=who(request), now=timezone.now())
        messages.success(
            request, _("Saved as a new version. Your volunteers are asked to read it.")
        )
        return redirect("web:volunteer-note", organisation.slug)
    context = {"organisation": organisation, "form": form}
    status = UNFIT if form.errors else 200
    return render(request, "web/ledger/note_edit.html", context, status=status)


def note(request: ActorRequest, organisation: Actor, note: InformationNote) -> HttpResponse:
    viewer = who(request)
    if request.method == "POST":
        acknowledge_note(note=note, by=viewer, now=timezone.now())
        messages.success(request, _("Thank you. The organisation knows that you read it."))
        return redirect("web:volunteer-note", organisation.slug)
    parts = (
        (_("What the organisation is for"), note.aim),
        (_("Its legal status"), note.status),
        (_("Insurance"), note.insurance),
        (_("Paying back costs"), note.allowance),
        (_("Professional secrecy"), note.secrecy),
    )
    context = {
        "organisation": organisation,
        "note": note,
        "parts": parts,
        "read": has_read(note, viewer),
        "keeps": rules.keeps_volunteers(viewer, organisation),
    }
    return render(request, "web/ledger/note.html", context)


def volunteering(request: ActorRequest) -> HttpResponse:
    """What the person herself was paid back, over all organisations; nobody else sees it all."""
    viewer, today = who(request), timezone.localdate()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
    room = rooms([viewer.pk], year=year)[viewer.pk]
    lines = [
        {
            "organisation": line.organisation,
            "day": line.day,
            "kind": capfirst(AllowanceKind(line.kind).label),
            "amount": cents(line.cents),
            "kilometres": line.kilometres,
        }
        for line in paid_to(viewer, year=year)
    ]
    context = {
        "year": year,
        "years": range(today.year, today.year - 3, -1),
        "lines": lines,
        "room": room,
        "used": cents(room.used),
        "ceiling": "" if room.ceiling is None else cents(room.ceiling),
        "left": "" if room.left is None else cents(room.left),
        "scheme": _scheme(room),
    }
    return render(request, "web/ledger/volunteering.html", context)
