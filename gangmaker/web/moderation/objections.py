"""Deciding about an objection: by somebody else than who decided first."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Statement
from gangmaker.trail.models import Objection, ObjectionOutcome, Report
from gangmaker.trail.moderation_mails import statement_token
from gangmaker.trail.moderation_rules import can_decide_objection
from gangmaker.trail.operations.objections import decide_objection
from gangmaker.trail.things import thing_of
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who
from gangmaker.web.plan.work import work

from .forms import ObjectionDecisionForm
from .shapes import report_shown, statement_shown, thing_shown


def objection_page(request: ActorRequest, objection: Objection) -> HttpResponse:
    form = ObjectionDecisionForm(typed(request))

    def decide_it() -> HttpResponse:
        decide_objection(
            objection=objection,
            by=who(request),
            outcome=ObjectionOutcome(form.cleaned_data["outcome"]),
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        return redirect("web:moderation")

    statement = _statement(objection)
    report = objection.report
    thing = thing_of(report) if report is not None else None
    return work(
        request,
        "web/moderation/objection.html",
        form,
        do=decide_it,
        done=_("Decided. Who objected is told."),
        objection=objection,
        statement=statement_shown(statement) if statement is not None else None,
        statement_token=statement_token(statement) if statement is not None else "",
        report=_report(report),
        thing=thing_shown(thing, viewer=request.actor) if thing is not None else None,
        may_decide=can_decide_objection(request.actor, objection),
    )


def _statement(objection: Objection) -> Statement | None:
    """What the author objects to; or what was decided on the report, if anything."""
    if objection.statement is not None:
        return objection.statement
    return objection.against.statement if objection.against is not None else None


def _report(report: Report | None) -> dict[str, object] | None:
    return report_shown(report) if report is not None else None
