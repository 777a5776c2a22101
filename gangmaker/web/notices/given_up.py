"""Mails that were given up: why, and what the team decides about them."""

from collections.abc import Callable
from typing import Final

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gangmaker.core.refusals import Refused
from gangmaker.trail.models import Message
from gangmaker.trail.operations import drop_mail, send_again, send_all_again
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import who
from gangmaker.web.people.fields import LineField

PER_PAGE = 30
LONGEST_REASON = 300
KINDS: Final[dict[str, "str | Promise"]] = {
    "sign_in_code": gettext_lazy("a code to sign in"),
    "erase_code": gettext_lazy("a code to be erased"),
    "my_data_link": gettext_lazy("a link to one's own data"),
    "my_data_ready": gettext_lazy("one's own data is ready"),
    "inactive_account": gettext_lazy("a question whether an account is still used"),
    "confirm_address": gettext_lazy("confirm an address"),
    "invitation": gettext_lazy("an invitation"),
    "received": gettext_lazy("we received it"),
    "answered": gettext_lazy("an answer"),
    "step_done": gettext_lazy("a next step was done"),
    "passed_on": gettext_lazy("something was passed on"),
    "ended": gettext_lazy("something ended"),
    "what_fits": gettext_lazy("what fits somebody"),
    "statement": gettext_lazy("a statement of reasons"),
    "report_received": gettext_lazy("we received your report"),
    "report_decided": gettext_lazy("what was decided about a report"),
    "reports_wait": gettext_lazy("reports that wait"),
    "objection_decided": gettext_lazy("what was decided about an objection"),
    "report_objection_decided": gettext_lazy("what was decided about an objection"),
    "restriction_lifted": gettext_lazy("a restriction ended"),
    "still_alive": gettext_lazy("a question whether it is still alive"),
    "taken_over": gettext_lazy("something was handed over"),
    "given_away": gettext_lazy("something was handed over"),
    "new_keeper": gettext_lazy("a new owner"),
    "colleague_silent": gettext_lazy("a colleague who is silent"),
    "claim_to_confirm": gettext_lazy("a record that somebody claims"),
    "claim_decided": gettext_lazy("what was decided about a claim"),
    "project_from": gettext_lazy("a project came of it"),
    "project_joined": gettext_lazy("somebody joined a project"),
    "project_party": gettext_lazy("a place in a project"),
    "project_showing": gettext_lazy("who sees a project"),
    "project_stage": gettext_lazy("the stage of a project"),
    "project_task": gettext_lazy("a task in a project"),
    "project_update": gettext_lazy("news of a project"),
    "project_weak_spots": gettext_lazy("what a project lacks"),
    "project_asleep": gettext_lazy("what a project lacks"),
    "grant_deadline": gettext_lazy("a date of a grant"),
    "volunteer_note": gettext_lazy("the note for volunteers"),
    "brief_to_read": gettext_lazy("a brief to read and approve"),
    "brief_approved": gettext_lazy("a brief is approved"),
    "secrecy_asked": gettext_lazy("a question to promise secrecy"),
    "introduction_asked": gettext_lazy("a question whether she wants to meet somebody"),
    "introduction_accepted": gettext_lazy("both want to meet"),
    "introduction_closed": gettext_lazy("nothing comes of an introduction"),
    "introduction_follow_up": gettext_lazy("a question how a meeting was"),
    "notices": gettext_lazy("notices"),
    "digest": gettext_lazy("notices of a day or a week"),
    "reminders": gettext_lazy("reminders"),
}
REASONS: Final[dict[str, "str | Promise"]] = {
    "SMTPRecipientsRefused": gettext_lazy("The mail server says that nobody has this address."),
    "WorkerDied": gettext_lazy("The worker ended each time it tried to send it."),
    "SMTPAuthenticationError": gettext_lazy("The mail server does not let us in."),
    "SMTPSenderRefused": gettext_lazy("The mail server does not take mail from our address."),
    "SMTPDataError": gettext_lazy("The mail server refused the mail itself."),
    "ConnectionRefusedError": gettext_lazy("The mail server could not be reached."),
    "TimeoutError": gettext_lazy("The mail server did not answer in time."),
    "SMTPServerDisconnected": gettext_lazy("The mail server ended the conversation."),
    "SSLError": gettext_lazy("No safe connection to the mail server was possible."),
    "SSLCertVerificationError": gettext_lazy("The mail server has no valid certificate."),
}


def given_up(request: ActorRequest) -> HttpResponse:
    dead = Message.objects.dead().select_related("to").order_by("-dead_at", "-pk")
    page = Paginator(dead, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "web/notices/given_up.html",
        {
            "page": page,
            "rows": [{"mail": mail, "what": _what(mail), "why": _why(mail)} for mail in page],
            "longest_reason": LONGEST_REASON,
        },
    )


def _what(mail: Message) -> str:
    return str(KINDS[mail.kind])


def _why(mail: Message) -> str:
    """In words; for what we did not foresee the name of the error, for who runs the platform."""
    error = mail.last_error.partition(" ")[0]
    unforeseen = _("It cannot be written or sent: a fault of ours.")
    return str(REASONS.get(error, unforeseen))


def all_again(request: ActorRequest) -> HttpResponse:
    count = send_all_again(by=who(request), now=timezone.now())
    said = ngettext("%(count)s mail is tried again.", "%(count)s mails are tried again.", count)
    messages.success(request, said % {"count": count})
    return redirect("web:given-up-mails")


def again(request: ActorRequest, message: Message) -> HttpResponse:
    return _decide(
        request,
        lambda: send_again(message=message, by=who(request), now=timezone.now()),
        said=_("It is tried again."),
    )


class DropForm(forms.Form):
    reason = LineField(
        label=gettext_lazy("Why it need not be sent any more"), max_length=LONGEST_REASON
    )


def dropped(request: ActorRequest, message: Message) -> HttpResponse:
    form = DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _decide(
            request,
            lambda: drop_mail(message=message, by=who(request), reason=reason, now=timezone.now()),
            said=_("It is not sent. The reason is kept with it."),
        )
    return render(
        request,
        "web/notices/drop.html",
        {"form": form, "mail": message, "what": _what(message), "why": _why(message)},
        status=422 if form.errors else 200,
    )


def _decide(request: ActorRequest, decide: Callable[[], None], *, said: str) -> HttpResponse:
    try:
        decide()
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("web:given-up-mails")
