"""What becomes of a brief: approved, closed, another link, who promised secrecy."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.actors.models import ActorKind
from gangmaker.actors.queries import name_for
from gangmaker.brokerage.models import Brief, Candidate
from gangmaker.brokerage.operations.approving import (
    approve_brief,
    change_confidentiality,
    end_brief,
    renew_link,
    reopen_brief,
)
from gangmaker.brokerage.operations.secrecy import ask_secrecy, promise_secrecy
from gangmaker.brokerage.queries.briefs import secrecy_of
from gangmaker.core.refusals import Refused
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who

from .forms import ApprovalForm, EndForm, PromiseForm
from .shown import facts_of, label_of, readers_of, sheet_of, state_shown

UNFIT = 422


def brief_approval(request: ActorRequest, brief: Brief) -> HttpResponse:
    """Agree with it, signed in; or enter what somebody says on the phone. Also: who may read it."""
    initial = {"confidentiality": brief.confidentiality}
    form = ApprovalForm(typed(request), initial=initial)
    viewer, now = who(request), timezone.now()
    if form.is_valid():
        wanted = form.cleaned_data["confidentiality"]
        try:
            if brief.approved_at is None:
                approve_brief(brief=brief, by=viewer, confidentiality=wanted, now=now)
                done = _("The brief is approved.")
            else:
                change_confidentiality(brief=brief, confidentiality=wanted, by=viewer, now=now)
                done = _("Saved.")
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("web:item", slug=brief.slug)
    return render(
        request,
        "web/briefs/approval.html",
        {
            "form": form,
            "sheet": sheet_of(brief, viewer=viewer),
            "item_url": reverse("web:item", args=[brief.slug]),
            "for_somebody": brief.by_id != viewer.pk,
            "readers": readers_of(brief),
            "approved": brief.approved_at is not None,
        },
        status=UNFIT if form.errors else 200,
    )


def brief_link_renewed(request: ActorRequest, brief: Brief) -> HttpResponse:
    try:
        renew_link(brief=brief, by=who(request), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The link from before opens nothing any more."))
    return redirect("web:item", slug=brief.slug)


def brief_end(request: ActorRequest, brief: Brief) -> HttpResponse:
    """Close it and say how it ended; or open it again."""
    viewer, now = who(request), timezone.now()
    if "reopen" in request.POST:
        reopen_brief(brief=brief, by=viewer, now=now)
        messages.success(request, _("The brief is open again."))
        return redirect("web:item", slug=brief.slug)
    form = EndForm(typed(request))
    if form.is_valid():
        end_brief(brief=brief, end=form.cleaned_data["end"], by=viewer, now=now)
        messages.success(request, _("The brief is closed."))
        return redirect("web:item", slug=brief.slug)
    return render(
        request,
        "web/briefs/end.html",
        {
            "form": form,
            "title": brief.title,
            "lang": brief.language,
            "ended": state_shown(brief) if brief.ended_at else None,
            "item_url": reverse("web:item", args=[brief.slug]),
        },
        status=UNFIT if form.errors else 200,
    )


def brief_silence(request: ActorRequest, brief: Brief) -> HttpResponse:
    """For the broker: who on the shortlist was asked to promise secrecy, and who did."""
    if request.method == "POST":
        return _ask(request, brief)
    viewer = who(request)
    rows = [
        {
            "name": name_for(one.candidate.actor, viewer),
            "number": one.candidate.pk,
            "asked_on": one.asked_on,
            "promised_on": one.promised_on,
        }
        for one in secrecy_of(brief)
    ]
    return render(
        request,
        "web/briefs/silence.html",
        {
            "rows": rows,
            "title": brief.title,
            "lang": brief.language,
            "readers": readers_of(brief),
            "named": brief.confidentiality == "named",
            "item_url": reverse("web:item", args=[brief.slug]),
        },
    )


def _ask(request: ActorRequest, brief: Brief) -> HttpResponse:
    """One press: who is asked, or who promised on the phone."""
    number = request.POST.get("ask") or request.POST.get("promised") or ""
    rows = Candidate.objects.filter(brief=brief).select_related("actor", "brief__withdrawal")
    candidate = rows.filter(pk=number if number.isdecimal() else 0).first()
    viewer, now = who(request), timezone.now()
    try:
        if candidate is None:
            messages.warning(request, _("Nobody by that name is on the shortlist any more."))
        elif "promised" in request.POST:
            promise_secrecy(candidate=candidate, by=viewer, now=now)
            messages.success(request, _("Noted: this candidate can read the brief now."))
        elif ask_secrecy(candidate=candidate, by=viewer, now=now):
            messages.success(
                request, _("A mail is on its way. It does not say what this is about.")
            )
        else:
            messages.warning(request, _("There is no address to write to. Ask on the phone."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("web:brief-silence", slug=brief.slug)


def brief_secrecy(request: ActorRequest, candidate: Candidate) -> HttpResponse:
    """For a candidate: what she may know before, and the promise that opens the rest."""
    brief = candidate.brief
    form = PromiseForm(typed(request))
    if form.is_valid():
        try:
            promise_secrecy(candidate=candidate, by=who(request), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("web:item", slug=brief.slug)
    before = [fact for fact in facts_of(brief) if fact.label != label_of("languages")]
    return render(
        request,
        "web/briefs/secrecy.html",
        {
            "form": form,
            "facts": before,
            "where": brief.area.name if brief.area else "",
            "broker": name_for(brief.owner, request.actor),
            "for_whom": "" if candidate.actor.kind == ActorKind.PERSON else candidate.actor.name,
        },
        status=UNFIT if form.errors else 200,
    )
