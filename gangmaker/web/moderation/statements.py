"""Statements of reasons: the author's own pages, and objecting from there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gangmaker.actors.models import Statement
from gangmaker.core.refusals import Refused
from gangmaker.trail.moderation_mails import statement_token
from gangmaker.trail.moderation_rules import can_object, can_reconsider
from gangmaker.trail.operations.objections import object_to_statement, reconsider
from gangmaker.trail.queries.moderation import statements_to
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import who
from gangmaker.web.limits import network_of

from .forms import ObjectionForm
from .reporting import OBJECTED, TOO_MANY, UNFIT
from .shapes import statement_shown

MOST = 50


def statements(request: ActorRequest) -> HttpResponse:
    """What was decided about oneself, the newest first."""
    rows = [
        {"shown": statement_shown(each), "token": statement_token(each)}
        for each in statements_to(who(request))[:MOST]
    ]
    return render(request, "web/moderation/statements.html", {"rows": rows})


def statement(request: ActorRequest, statement: Statement, token: str) -> HttpResponse:
    return _page(request, statement, token, ObjectionForm())


def statement_objection(request: ActorRequest, statement: Statement, token: str) -> HttpResponse:
    form = ObjectionForm(request.POST)
    if not OBJECTED.allows(network_of(request)):
        return _page(request, statement, token, form, status=TOO_MANY)
    if form.is_valid():
        try:
            object_to_statement(
                statement=statement,
                words=form.cleaned_data["words"],
                language=get_language() or "nl",
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("web:statement-of-reasons", token=token)
    return _page(request, statement, token, form, status=UNFIT)


def statement_lifting(request: ActorRequest, statement: Statement, token: str) -> HttpResponse:
    """A moderator sees it in another light."""
    try:
        reconsider(statement=statement, by=who(request), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Ended. Whom it concerned is told."))
    return redirect("web:statement-of-reasons", token=token)


def _page(
    request: ActorRequest,
    statement: Statement,
    token: str,
    form: ObjectionForm,
    *,
    status: int = 200,
) -> HttpResponse:
    viewer, now = request.actor, timezone.now()
    moderates = can_reconsider(viewer, statement)
    return render(
        request,
        "web/moderation/statement.html",
        {
            "shown": statement_shown(statement),
            "statement": statement,
            "token": token,
            "objection": getattr(statement, "objection", None),
            "may_object": not moderates and can_object(statement, at=now),
            "may_lift": moderates and not hasattr(statement, "lifting"),
            "form": form,
            "too_many": status == TOO_MANY,
        },
        status=status,
    )
