"""Keeping grants: their terms, projects and deadlines, and what is reported or claimed."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.contributions.models import LedgerEntry
from gangmaker.core.refusals import Refused
from gangmaker.projects.models import Award, Cost, Deadline, Grant, GrantLine, Use
from gangmaker.projects.operations.grants import (
    award,
    change_grant,
    correct_line,
    end_award,
    enter_grant,
    enter_line,
    meet_deadline,
    set_deadline,
    withdraw_line,
)
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who

from .forms import AwardForm, DeadlineForm, GrantForm, WithdrawalForm
from .grants import grant_page

UNFIT = 422
MOST_AT_ONCE = 100


def grant_new(request: ActorRequest) -> HttpResponse:
    form = GrantForm(typed(request), viewer=who(request), initial={"owner": request.actor})
    if form.is_valid():
        grant = enter_grant(terms=form.terms(), by=who(request), now=timezone.now())
        messages.success(request, _("The grant is there. Now say for which projects it is."))
        return redirect("web:grant", grant.pk)
    return _form_page(request, form, heading=_("Enter a grant"))


def grant_edit(request: ActorRequest, grant: Grant) -> HttpResponse:
    form = GrantForm.of(grant, viewer=who(request), data=typed(request))
    if form.is_valid():
        try:
            change_grant(grant=grant, terms=form.terms(), by=who(request), now=timezone.now())
        except Refused as refusal:
            form.add_error("amount", str(refusal))
        else:
            messages.success(request, _("Saved. What was claimed stays as it was claimed."))
            return redirect("web:grant", grant.pk)
    return _form_page(request, form, heading=_("Change the grant"), grant=grant)


def grant_awards(request: ActorRequest, grant: Grant) -> HttpResponse:
    form = AwardForm(typed(request), grant=grant)
    if form.is_valid():
        try:
            award(grant=grant, by=who(request), now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Added. What the project gets and spends stands below."))
            return redirect("web:grant", grant.pk)
    return _form_page(request, form, heading=_("A project of this grant"), grant=grant)


def grant_award_ending(request: ActorRequest, award: Award) -> HttpResponse:
    try:
        end_award(award=award, by=who(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The project is no longer in this grant."))
    return redirect("web:grant", award.grant_id)


def grant_deadlines(request: ActorRequest, grant: Grant) -> HttpResponse:
    form = DeadlineForm(typed(request))
    if form.is_valid():
        set_deadline(grant=grant, by=who(request), now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Added. It stands in Today of who keeps the grant."))
        return redirect("web:grant", grant.pk)
    return _form_page(request, form, heading=_("A date for the funder"), grant=grant)


def grant_deadline_met(request: ActorRequest, deadline: Deadline) -> HttpResponse:
    try:
        meet_deadline(deadline=deadline, by=who(request), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Marked as done."))
    if request.POST.get("then") == "today":
        return redirect("web:today")
    return redirect("web:grant", deadline.grant_id)


def grant_lines(request: ActorRequest, grant: Grant) -> HttpResponse:
    """Claim or report every row that was ticked. One that is refused stays ticked, with why."""
    use = request.POST.get("use", "")
    keys = request.POST.getlist("what")[:MOST_AT_ONCE]
    if use not in Use.values or not keys:
        messages.error(request, _("Choose at least one row."))
        return grant_page(request, grant, status=UNFIT)
    refused = [key for key in keys if not _enter(request, grant, key, use)]
    done = len(keys) - len(refused)
    if done:
        said = ngettext("%(count)s row entered.", "%(count)s rows entered.", done)
        messages.success(request, said % {"count": done})
    if refused:
        return grant_page(request, grant, chosen=frozenset(refused), status=UNFIT)
    return redirect("web:grant", grant.pk)


def _enter(request: ActorRequest, grant: Grant, key: str, use: str) -> bool:
    """Enter one row; False with a message when the grant does not count it."""
    what = _named(key)
    try:
        enter_line(grant=grant, what=what, use=use, by=who(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def _named(key: str) -> LedgerEntry | Cost:
    """The entry or cost that a row is about; no such key is no row of ours."""
    kind, _dash, number = key.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        raise Http404
    found: LedgerEntry | Cost | None = None
    if kind == "entry":
        found = LedgerEntry.objects.filter(pk=number, corrects=None).first()
    elif kind == "cost":
        costs = Cost.objects.filter(pk=number, corrects=None)
        found = costs.select_related("line__project").first()
    if found is None:
        raise Http404
    return found


def grant_line_withdrawal(request: ActorRequest, line: GrantLine) -> HttpResponse:
    form = WithdrawalForm(typed(request))
    if form.is_valid():
        try:
            withdraw_line(
                line=line, by=who(request), reason=form.cleaned_data["reason"], now=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Taken out. It can be claimed elsewhere now."))
            return redirect("web:grant", line.grant_id)
    return _form_page(request, form, heading=_("Take this out of the grant"), grant=line.grant)


def grant_line_correction(request: ActorRequest, line: GrantLine) -> HttpResponse:
    try:
        correct_line(line=line, by=who(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Entered anew, with what it says now."))
    return redirect("web:grant", line.grant_id)


def _form_page(
    request: ActorRequest, form: Form, *, heading: str, grant: Grant | None = None
) -> HttpResponse:
    context = {"form": form, "heading": heading, "grant": grant}
    status = UNFIT if form.errors else 200
    return render(request, "web/ledger/grant_form.html", context, status=status)
