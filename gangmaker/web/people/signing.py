"""Sign in with a code that is sent to an address, and sign out.

Asking for a code looks nothing up: whoever asks, for whatever address, gets the same answer in
the same time, because the same is done. Whether there is an account matters only to who has
read the mail.
"""

import time
from typing import Any, Final

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import EmailAddress, Login
from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.codes import CODE_LIVES, DIGITS, new_nonce, sign_in_code
from gangmaker.actors.models import Account
from gangmaker.trail.operations import owe_mail
from gangmaker.web.guards import ActorRequest

from .fields import AddressField, LineField
from .going import safe_next
from .limits import HOUR, MINUTE, may_send_code, may_try, too_many

ASKED: Final = "sign_in"
ATTEMPTS: Final = 3


class SignInForm(forms.Form):
    email = AddressField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class CodeForm(forms.Form):
    code = LineField(
        label=_("The code from the mail"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )

    def clean_code(self) -> str:
        digits = "".join(sign for sign in self.cleaned_data["code"] if sign.isdecimal())
        if len(digits) != DIGITS:
            raise forms.ValidationError(_("The code has six digits."), code="length")
        return digits


def sign_in(request: ActorRequest) -> HttpResponse:
    if request.actor is not None:
        return redirect(_onwards(request, request.GET.get("next")))
    if request.method != "POST":
        form = SignInForm(initial={"next": request.GET.get("next", "")})
        return _ask_address(request, form)
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _ask_address(request, form, status=422)
    email = form.cleaned_data["email"]
    if not may_try(request, "request_login_code"):
        return too_many(request, wait=MINUTE)
    if not may_send_code(request, email):
        return too_many(request, wait=HOUR)
    _owe_code(request, email, goes_on_to=safe_next(request, form.cleaned_data["next"]))
    return redirect("web:sign-in-code")


def _ask_address(request: ActorRequest, form: SignInForm, *, status: int = 200) -> HttpResponse:
    return render(request, "web/people/sign_in.html", {"form": form}, status=status)


def _owe_code(request: ActorRequest, email: str, *, goes_on_to: str) -> None:
    nonce = new_nonce()
    request.session[ASKED] = {
        "email": email,
        "nonce": nonce,
        "at": time.time(),
        "failed": 0,
        "next": goes_on_to,
    }
    owe_mail(
        "sign_in_code",
        dedupe_key=f"sign_in_code:{nonce}",
        address=email,
        language=translation.get_language() or "nl",
        at=timezone.now(),
        payload={"nonce": nonce},
    )


def enter_code(request: ActorRequest) -> HttpResponse:
    asked = _asked(request)
    if asked is None:
        return redirect("web:sign-in")
    if request.method != "POST":
        return _ask_code(request, CodeForm(), asked)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _ask_code(request, form, asked, status=422)
    if not may_try(request, "login_failed", key=asked["email"]):
        return too_many(request)
    if not _is_right(form.cleaned_data["code"], asked):
        return _wrong_code(request, form, asked)
    del request.session[ASKED]
    return _let_in(request, asked)


def _asked(request: ActorRequest) -> dict[str, Any] | None:
    """What this browser asked for, as long as the code works."""
    asked: dict[str, Any] | None = request.session.get(ASKED)
    if asked is None or time.time() > asked["at"] + CODE_LIVES.total_seconds():
        return None
    return asked


def _ask_code(
    request: ActorRequest, form: CodeForm, asked: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    again = reverse("web:sign-in")
    if asked["next"]:
        again = f"{again}?{urlencode({'next': asked['next']})}"
    context = {
        "form": form,
        "email": asked["email"],
        "minutes": int(CODE_LIVES.total_seconds() // 60),
        "again_url": again,
    }
    return render(request, "web/people/sign_in_code.html", context, status=status)


def _is_right(typed: str, asked: dict[str, Any]) -> bool:
    return constant_time_compare(typed, sign_in_code(nonce=asked["nonce"], email=asked["email"]))


def _wrong_code(request: ActorRequest, form: CodeForm, asked: dict[str, Any]) -> HttpResponse:
    """After the third wrong one the code is worth nothing any more."""
    asked["failed"] += 1
    if asked["failed"] >= ATTEMPTS:
        del request.session[ASKED]
        messages.warning(request, _("That was not the right code, three times. Ask for a new one."))
        return redirect("web:sign-in")
    request.session[ASKED] = asked
    form.add_error("code", _("This is not the right code."))
    return _ask_code(request, form, asked, status=422)


def _let_in(request: ActorRequest, asked: dict[str, Any]) -> HttpResponse:
    email = asked["email"]
    account = account_of(email)
    record_authentication(request, account, method="code", email=email)
    login = Login(user=account, redirect_url=asked["next"] or None, email=email)
    response: HttpResponse = perform_login(request, login)
    return response


@transaction.atomic
def account_of(email: str) -> Account:
    """The account of an address that was just proved, made when there is none."""
    account = Account.objects.filter(email=email).first() or Account.objects.create_user(email)
    EmailAddress.objects.update_or_create(
        user=account, email=email, defaults={"verified": True, "primary": True}
    )
    return account


def sign_out(request: ActorRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "web/people/sign_out.html")
    adapter = get_adapter(request)
    adapter.logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("web:home")


def _onwards(request: ActorRequest, asked: str | None) -> str:
    return safe_next(request, asked) or str(get_adapter(request).get_login_redirect_url(request))


def closed(request: ActorRequest) -> HttpResponse:
    """For who proved an address that may not take part now."""
    return render(request, "account/account_inactive.html", status=403)
