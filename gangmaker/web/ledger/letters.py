"""Task-assignment letters of a grant: the list by person, one on paper, entering, correcting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import current_region, name_for
from gangmaker.core.letters import TooMuch
from gangmaker.core.refusals import Refused
from gangmaker.projects import rules
from gangmaker.projects.models import AssignmentLetter, Grant
from gangmaker.projects.operations.letters import correct_letter, end_letter, enter_letter
from gangmaker.projects.queries.letters import (
    LettersOf,
    letters_of,
    runs_until,
    staff_of,
    too_much_of,
)
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who
from gangmaker.web.results import telling
from gangmaker.web.results.shapes import Paper

from .letter_forms import LetterCorrectionForm, LetterEndForm, LetterForm

UNFIT = 422


@dataclass(frozen=True)
class LetterShown:
    """One letter, for letters.html and letter.html."""

    letter: AssignmentLetter
    until: date
    state: str
    state_kind: str
    stands: bool
    paper: Paper | None
    end_reason: str


@dataclass(frozen=True)
class PersonShown:
    """Somebody with her letters; ``warnings`` say in which months they come to too much."""

    name: str
    letters: tuple[LetterShown, ...]
    warnings: tuple[str, ...]


def letters(request: ActorRequest, grant: Grant) -> HttpResponse:
    viewer, today = who(request), timezone.localdate()
    context = {
        "grant": grant,
        "people": [_person(one, viewer=viewer, today=today) for one in letters_of(grant)],
        "may_keep": rules.can_keep_grants(viewer),
        "needs_letters": grant.staff_method == "percentage",
        "has_projects": grant.awards.exists(),
    }
    return render(request, "web/ledger/letters.html", context)


def _person(found: LettersOf, *, viewer: Actor, today: date) -> PersonShown:
    name = name_for(found.person, viewer)
    return PersonShown(
        name=name,
        letters=tuple(_shown(letter, today=today) for letter in found.letters),
        warnings=tuple(warning(name, month) for month in found.too_much),
    )


def warning(name: str, found: TooMuch) -> str:
    """That letters come to more than all the work of somebody in a month."""
    said = _(
        "In %(month)s the letters of %(name)s come to %(percentage)s %% of the work. More than "
        "100 %% cannot be worked: correct a letter, or end one."
    )
    month = date_format(found.month, "F Y")
    return said % {"month": month, "name": name, "percentage": found.percentage}


def _shown(letter: AssignmentLetter, *, today: date) -> LetterShown:
    until = runs_until(letter)
    corrected, end = hasattr(letter, "corrected_by"), getattr(letter, "end", None)
    paper = telling.paper_of(letter.project, letter.document) if letter.document else None
    state, kind = _state(letter, until=until, corrected=corrected, today=today)
    return LetterShown(
        letter=letter,
        until=until,
        state=state,
        state_kind=kind,
        stands=not corrected and end is None,
        paper=paper,
        end_reason=end.reason if end else "",
    )


def _state(
    letter: AssignmentLetter, *, until: date, corrected: bool, today: date
) -> tuple[str, str]:
    if corrected:
        return _("corrected"), ""
    if until < today:
        return _("over"), "done"
    return (_("to come"), "waiting") if letter.starts_on > today else (_("in force"), "open")


def letter(request: ActorRequest, grant: Grant, letter: AssignmentLetter) -> HttpResponse:
    """One letter as it goes into the file of the funder."""
    viewer = who(request)
    context = {
        "grant": grant,
        "shown": _shown(letter, today=timezone.localdate()),
        "letter": letter,
        "name": name_for(letter.person, viewer),
        "funder": name_for(grant.funder, viewer),
        "entered_by": name_for(letter.by, viewer),
        "region": current_region().name,
        "may_keep": rules.can_keep_grants(viewer),
    }
    return render(request, "web/ledger/letter.html", context)


def letter_new(request: ActorRequest, grant: Grant) -> HttpResponse:
    projects = sorted(
        (award.project for award in grant.awards.select_related("project")),
        key=lambda one: one.title,
    )
    form = LetterForm(
        typed(request),
        request.FILES or None,
        sender=who(request),
        people=staff_of([project.pk for project in projects]),
        projects=projects,
        initial={"starts_on": grant.starts_on, "ends_on": grant.ends_on},
    )
    if form.is_valid():
        if form.is_first():
            enter_letter(
                person=form.cleaned_data["person"],
                project=form.cleaned_data["project"],
                text=form.text(),
                paper=form.kept.get("document"),
                by=who(request),
                now=timezone.now(),
            )
            messages.success(request, _("The letter is entered."))
            _warn(request, form.cleaned_data["person"])
        return redirect("web:grant-letters", grant.pk)
    return _form_page(request, grant, form, heading=_("Enter an assignment letter"))


def letter_correction(
    request: ActorRequest, grant: Grant, letter: AssignmentLetter
) -> HttpResponse:
    form = LetterCorrectionForm.of(
        letter, data=typed(request), files=request.FILES or None, sender=who(request)
    )
    if form.is_valid():
        try:
            correct_letter(
                letter=letter,
                text=form.text(),
                reason=form.cleaned_data["reason"],
                paper=form.kept.get("document"),
                by=who(request),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Corrected. The letter as it was stays on record."))
            _warn(request, letter.person)
            return redirect("web:grant-letters", grant.pk)
    return _form_page(request, grant, form, heading=_("Correct the letter"), letter=letter)


def letter_ending(request: ActorRequest, grant: Grant, letter: AssignmentLetter) -> HttpResponse:
    form = LetterEndForm(typed(request))
    if form.is_valid():
        try:
            end_letter(letter=letter, by=who(request), now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("last_day", str(refusal))
        else:
            messages.success(request, _("The letter stops on that day."))
            return redirect("web:grant-letters", grant.pk)
    return _form_page(request, grant, form, heading=_("End the letter early"), letter=letter)


def _warn(request: ActorRequest, person: Actor) -> None:
    name = name_for(person, who(request))
    for sentence in _sentences(name, too_much_of(person)):
        messages.warning(request, sentence)


def _sentences(name: str, found: Iterable[TooMuch]) -> list[str]:
    return [warning(name, month) for month in found]


def _form_page(
    request: ActorRequest,
    grant: Grant,
    form: forms.Form,
    *,
    heading: str,
    letter: AssignmentLetter | None = None,
) -> HttpResponse:
    about = ""
    if letter is not None:
        names = {"name": name_for(letter.person, who(request)), "percentage": letter.percentage}
        about = _("%(name)s, %(percentage)s %% of the work") % names
    context = {"form": form, "heading": heading, "grant": grant, "about": about, "letter": letter}
    status = UNFIT if form.errors else 200
    return render(request, "web/ledger/letter_form.html", context, status=status)
