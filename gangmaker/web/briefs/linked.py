"""For who asks: a link to read, correct and approve the page, without an account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from gangmaker.actors.queries import name_for
from gangmaker.brokerage.models import Brief
from gangmaker.brokerage.operations.approving import approve_brief, correct_brief
from gangmaker.brokerage.queries.briefs import corrections_of
from gangmaker.core.refusals import Refused
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed

from .forms import ApprovalForm, CorrectionForm, values_of
from .shown import label_of, readers_of, sheet_of, state_shown

UNFIT, GONE = 422, 410


@cache_control(private=True, no_store=True)  # the address is a key: nobody keeps the page
def brief_link(request: ActorRequest, brief: Brief | None, token: str) -> HttpResponse:
    if brief is None:
        return _gone(request)
    form = ApprovalForm(typed(request), initial={"confidentiality": brief.confidentiality})
    if form.is_valid():
        try:
            wanted = form.cleaned_data["confidentiality"]
            approve_brief(brief=brief, confidentiality=wanted, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. From now on the broker looks for candidates."))
            return redirect("web:brief-link", token=token)
    return _page(request, brief, form, token)


@cache_control(private=True, no_store=True)
def brief_words(request: ActorRequest, brief: Brief | None, token: str) -> HttpResponse:
    """The page as who asks would write it."""
    if brief is None:
        return _gone(request)
    if brief.ended_at is not None or brief.approved_at is not None:
        decided = ApprovalForm(initial={"confidentiality": brief.confidentiality})
        return _page(request, brief, decided, token, status=UNFIT if request.POST else 200)
    form = CorrectionForm(typed(request), initial=values_of(brief))
    if form.is_valid():
        try:
            correct_brief(brief=brief, said=form.said(), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your words stand on the page now. Is it right like this?"))
            return redirect("web:brief-link", token=token)
    return render(
        request,
        "web/briefs/words.html",
        {
            "form": form,
            "lang": brief.language,
            "broker": name_for(brief.owner, None),
            "link_url": reverse("web:brief-link", args=[token]),
        },
        status=UNFIT if form.errors else 200,
    )


def _page(
    request: ActorRequest, brief: Brief, form: ApprovalForm, token: str, *, status: int = 200
) -> HttpResponse:
    approved = brief.approved_at
    since = corrections_of(brief, since=approved) if approved else []
    return render(
        request,
        "web/briefs/link.html",
        {
            "sheet": sheet_of(brief, viewer=brief.by),
            "form": form,
            "state": state_shown(brief),
            "ended": brief.ended_at is not None,
            "approved_on": timezone.localdate(approved) if approved else None,
            "readers": readers_of(brief),
            "changed": list(dict.fromkeys(label_of(one.field) for one in since)),
            "broker": name_for(brief.owner, None),
            "words_url": reverse("web:brief-words", args=[token]),
            "only_paper": "print" in request.GET,
        },
        status=UNFIT if form.errors else status,
    )


def _gone(request: ActorRequest) -> HttpResponse:
    return render(request, "web/briefs/gone.html", status=GONE)
