"""Reporting, without signing in; the receipt, and what became of it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from gangmaker.actors.models.statements import OBJECTIONS_FOR
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import Report, ReportReason
from gangmaker.trail.operations.objections import object_as_reporter
from gangmaker.trail.operations.reports import report
from gangmaker.trail.things import Thing, thing_of
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed
from gangmaker.web.limits import Limit, network_of
from gangmaker.web.people.limits import HOUR, may_mail

from .forms import ObjectionForm, ReportForm
from .shapes import is_gone, outcome_of, thing_shown, url_of

UNFIT = 422
TOO_MANY = 429
BY_NETWORK = Limit("reports-network", 5, HOUR)
BY_MEMBER = Limit("reports-member", 20, HOUR)
OBJECTED = Limit("objections-network", 10, HOUR)
CODE_PART = 4


def report_thing(request: ActorRequest, thing: Thing) -> HttpResponse:
    form = ReportForm(typed(request), viewer=request.actor)
    if not form.is_valid():
        return _form_page(request, thing, form, status=UNFIT if form.is_bound else 200)
    if _too_many(request, form):
        return _form_page(request, thing, form, status=TOO_MANY)
    said = form.said(language=get_language() or "nl")
    made = report(thing=thing, new=said, now=timezone.now())
    return redirect("web:report-receipt", code=made.code)


def _too_many(request: ActorRequest, form: ReportForm) -> bool:
    """Members are counted by themselves, others by their network and the address they give."""
    if request.actor is not None:
        return not BY_MEMBER.allows(f"actor {request.actor.pk}")
    address = form.cleaned_data["email"]
    return not BY_NETWORK.allows(network_of(request)) or bool(
        address and not may_mail(request, address)
    )


def _form_page(
    request: ActorRequest, thing: Thing, form: ReportForm, *, status: int
) -> HttpResponse:
    response = render(
        request,
        "web/moderation/report.html",
        {
            "form": form,
            "thing": thing_shown(thing, viewer=request.actor),
            "too_many": status == TOO_MANY,
        },
        status=status,
    )
    if status == TOO_MANY:
        response["Retry-After"] = str(HOUR)
    return response


def receipt(request: ActorRequest, report: Report) -> HttpResponse:
    """For whoever has the code. It says nothing about who wrote what was reported."""
    return _receipt_page(request, report, ObjectionForm())


def report_objection(request: ActorRequest, report: Report) -> HttpResponse:
    form = ObjectionForm(request.POST)
    if not OBJECTED.allows(network_of(request)):
        return _receipt_page(request, report, form, status=TOO_MANY)
    if form.is_valid():
        try:
            object_as_reporter(
                report=report,
                words=form.cleaned_data["words"],
                language=get_language() or "nl",
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("web:report-receipt", code=report.code)
    return _receipt_page(request, report, form, status=UNFIT)


def _receipt_page(
    request: ActorRequest, report: Report, form: ObjectionForm, *, status: int = 200
) -> HttpResponse:
    thing, decision = thing_of(report), report.decision
    objections = list(report.objections.order_by("pk"))
    answered = next((each for each in objections if each.against_id == report.decision_id), None)
    now = timezone.now()
    return render(
        request,
        "web/moderation/receipt.html",
        {
            "report": report,
            "code": "-".join(
                report.code[start : start + CODE_PART]
                for start in range(0, len(report.code), CODE_PART)
            ),
            "reason": ReportReason(report.reason).label,
            "thing_url": "" if is_gone(thing) else url_of(thing),
            "decision": decision,
            "outcome": outcome_of(decision) if decision else "",
            "objection": answered,
            "earlier": [each for each in objections if each != answered and not each.is_open()],
            "may_object": decision is not None
            and answered is None
            and now <= decision.at + OBJECTIONS_FOR,
            "objections_until": decision.at + OBJECTIONS_FOR if decision else None,
            "form": form,
            "too_many": status == TOO_MANY,
        },
        status=status,
    )
