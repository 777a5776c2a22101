"""The second step of signing in: a passkey or the codes of an app, and codes for when both are
lost. The library checks them; the pages and the guards are ours."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as base_views
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as passkey_views
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core import signing
from django.forms import BaseForm
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gangmaker.actors import rules
from gangmaker.actors.sessions import sign_out_elsewhere
from gangmaker.core.qr import qr_path
from gangmaker.web.guards import ActorRequest, Found, Guard, guarded
from gangmaker.web.policies import anyone, signed_in

from .profile import me

BOTH: Final = ("GET", "POST")
KEYS = signing.Signer(salt="gangmaker.web.passkey", sep="~")


class Corrects:
    """Answer 422 when something in the form is wrong."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if response.status_code == 200:
            response.status_code = 422
        return response


class Proves:
    """Whoever just used the new second step need not use it once more right after."""

    request: ActorRequest

    def form_valid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        record_authentication(self.request, self.request.user, "mfa", reauthenticated=True)
        return response


class Authenticate(Corrects, base_views.AuthenticateView):  # type: ignore[misc]
    pass


class Reauthenticate(Corrects, base_views.ReauthenticateView):  # type: ignore[misc]
    pass


class ActivateTotp(Corrects, Proves, totp_views.ActivateTOTPView):  # type: ignore[misc]
    def get_form(self, form_class: type[BaseForm] | None = None) -> BaseForm:
        form: BaseForm = super().get_form(form_class)
        form.fields["code"].label = _("The six digits that the app shows")
        form.fields["code"].widget.attrs = {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
        }
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "qr": qr_path(context["totp_url"]), "secret": context["form"].secret}


class DeactivateTotp(Corrects, totp_views.DeactivateTOTPView):  # type: ignore[misc]
    pass


class AddPasskey(Corrects, Proves, passkey_views.AddWebAuthnView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "number": _number(self.request.get_host())}


def _number(host: str) -> str:
    """The address, when it is a number: browsers keep a passkey for a name only. Else empty."""
    address = urlsplit(f"//{host}").hostname or ""
    try:
        return str(ip_address(address))
    except ValueError:
        return ""


class GenerateRecoveryCodes(Corrects, recovery_views.GenerateRecoveryCodesView):  # type: ignore[misc]
    pass


class Index(base_views.IndexView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        keys = context["authenticators"].get(Authenticator.Type.WEBAUTHN, [])
        context["passkeys"] = [
            {
                "name": key.name,
                "remove_url": reverse(
                    "mfa_remove_webauthn", args=[KEYS.sign(str(key.instance.pk))]
                ),
            }
            for key in keys
        ]
        return context


def again(request: ActorRequest) -> HttpResponse:
    """Prove once more who you are: with the second step, for there is no password."""
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    return redirect(methods[0]["url"] if methods else "mfa_index")


def elsewhere(request: ActorRequest) -> HttpResponse:
    """Sign out everywhere but here: a phone was lost, or a computer was somebody else's."""
    actor = me(request)
    sign_out_elsewhere(actor=actor, by=actor, now=timezone.now())
    if actor.account is not None:
        update_session_auth_hash(request, actor.account)
    messages.success(request, gettext("You are signed out everywhere else."))
    return redirect("mfa_index")


def list_passkeys(request: ActorRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("mfa_index"))


def _find_passkey(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """A passkey of one's own. Its address is signed, so there are no numbers to try."""
    try:
        number = int(KEYS.unsign(named["key"]))
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    if not Authenticator.objects.filter(pk=number, user=request.user.pk).exists():
        raise Http404
    return {"pk": number}


own_passkey = Guard("own passkey", lambda viewer, found: rules.is_member(viewer), _find_passkey)

urlpatterns: list[URLPattern] = [
    guarded("profile/security/", Index.as_view(), signed_in, name="mfa_index"),
    guarded(
        "profile/security/app/",
        ActivateTotp.as_view(),
        signed_in,
        name="mfa_activate_totp",
        methods=BOTH,
    ),
    guarded(
        "profile/security/app/removed/",
        DeactivateTotp.as_view(),
        signed_in,
        name="mfa_deactivate_totp",
        methods=BOTH,
    ),
    guarded("profile/security/passkeys/", list_passkeys, signed_in, name="mfa_list_webauthn"),
    guarded(
        "profile/security/passkeys/new/",
        AddPasskey.as_view(),
        signed_in,
        name="mfa_add_webauthn",
        methods=BOTH,
    ),
    guarded(
        "profile/security/passkeys/<str:key>/removed/",
        passkey_views.remove_webauthn,
        own_passkey,
        name="mfa_remove_webauthn",
        methods=BOTH,
    ),
    guarded(
        "profile/security/codes/",
        recovery_views.view_recovery_codes,
        signed_in,
        name="mfa_view_recovery_codes",
    ),
    guarded(
        "profile/security/codes/new/",
        GenerateRecoveryCodes.as_view(),
        signed_in,
        name="mfa_generate_recovery_codes",
        methods=BOTH,
    ),
    guarded(
        "profile/security/codes/recovery-codes.txt",
        recovery_views.download_recovery_codes,
        signed_in,
        name="mfa_download_recovery_codes",
    ),
    guarded(
        "profile/security/again/",
        Reauthenticate.as_view(),
        signed_in,
        name="mfa_reauthenticate",
        methods=BOTH,
    ),
    guarded(
        "profile/security/again/passkey/",
        passkey_views.reauthenticate_webauthn,
        signed_in,
        name="mfa_reauthenticate_webauthn",
        methods=BOTH,
    ),
    guarded(
        "profile/security/elsewhere/",
        elsewhere,
        signed_in,
        name="signed-out-elsewhere",
        methods=("POST",),
    ),
    guarded("profile/security/again/way/", again, signed_in, name="account_reauthenticate"),
    guarded(
        "sign-in/second-step/",
        Authenticate.as_view(),
        anyone,
        name="mfa_authenticate",
        methods=BOTH,
    ),
    guarded(
        "sign-in/passkey/",
        passkey_views.login_webauthn,
        anyone,
        name="mfa_login_webauthn",
        methods=BOTH,
    ),
]
"""Un-namespaced: the library looks its own names up."""
