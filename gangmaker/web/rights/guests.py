"""One's own data without an account: through a link that is mailed to the address."""

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.codes import new_nonce
from gangmaker.actors.models import Actor
from gangmaker.core.refusals import Refused
from gangmaker.trail.operations import owe_mail, record
from gangmaker.upkeep.rights.erasing import erase_person
from gangmaker.upkeep.rights.mails import LINK
from gangmaker.web.guards import ActorRequest
from gangmaker.web.people.fields import AddressField
from gangmaker.web.people.limits import HOUR, MINUTE, may_mail, may_try, too_many

from .erasure import GO, ErasureForm, becomes
from .my_data import given_as_file, held_of


class AskForm(forms.Form):
    email = AddressField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The one that you gave when you left something."),
    )


def ask(request: ActorRequest) -> HttpResponse:
    """Looks nothing up: whoever asks, for whatever address, gets the same answer."""
    form = AskForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "web/rights/guest_ask.html", {"form": form}, status=status)
    if not may_try(request, "request_login_code"):
        return too_many(request, wait=MINUTE)
    email = form.cleaned_data["email"]
    if not may_mail(request, email):
        return too_many(request, wait=HOUR)
    owe_mail(
        LINK,
        dedupe_key=f"{LINK}:{new_nonce()}",
        address=email,
        language=translation.get_language() or "nl",
        at=timezone.now(),
    )
    return redirect("web:guest-data-sent")


def sent(request: ActorRequest) -> HttpResponse:
    return render(request, "web/rights/guest_sent.html")


def found(request: ActorRequest, token: str, address: str, records: list[Actor]) -> HttpResponse:
    held = held_of(*records) if records else []
    context = {"token": token, "address": address, "records": records, "held": held}
    return _unshared(render(request, "web/rights/guest_data.html", context))


def download(
    request: ActorRequest, token: str, address: str, records: list[Actor]
) -> HttpResponseBase:
    """Of the record that is named; each is a file of its own."""
    person = next((one for one in records if str(one.public_id) in request.POST), None)
    if person is None:
        return redirect("web:guest-data", token=token)
    now = timezone.now()
    record("actor.data_downloaded", by=person, subject=person, at=now)
    return given_as_file(person, now=now)


def erasure(request: ActorRequest, token: str, address: str, records: list[Actor]) -> HttpResponse:
    """All records under the address; that the mail was read proves whose they are."""
    if not records:
        return redirect("web:guest-data", token=token)
    form = ErasureForm(request.POST or None)
    if form.is_valid():
        try:
            for one in records:
                erase_person(person=one, words=form.cleaned_data["words"] == GO, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("web:erased")
    context = {"form": form, "token": token, **becomes(*records)}
    status = 422 if form.errors else 200
    return _unshared(render(request, "web/rights/guest_erasure.html", context, status=status))


def _unshared(response: HttpResponse) -> HttpResponse:
    """The address of these pages is a key: nobody keeps it. Only we hear of it, as the middleware
    says of every page; told to nobody at all, the form could not say that it comes from here."""
    response["Cache-Control"] = "private, no-store"
    return response
