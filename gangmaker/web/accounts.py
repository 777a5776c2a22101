"""How accounts sign in: what we decide differently from the library."""

from base64 import urlsafe_b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.messages import constants
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Account, Actor, Suspension
from gangmaker.actors.operations import attach_account
from gangmaker.actors.queries import account_with_person

SENTENCES = {
    "account/messages/logged_in.txt": _("You are signed in."),
    "account/messages/logged_out.txt": _("You are signed out."),
    "mfa/messages/totp_activated.txt": _("The app on your phone is now your second step."),
    "mfa/messages/totp_deactivated.txt": _("The app is no longer asked for."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("You have new recovery codes."),
}
"""What we say of what the library says; of the rest nothing."""


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]  # untyped library
    """Finds the account of a session together with who takes part by it."""

    def get_user(self, user_id: int) -> Account | None:
        account = account_with_person(user_id)
        return account if account is not None and account.is_active else None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped library
    """The one door through which every way of signing in goes."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _("Too many attempts. Wait a quarter of an hour."),
        "incorrect_code": _("This is not the right code."),
    }

    def pre_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse | None:
        """Nobody suspended gets further than having proved an address."""
        suspensions = Suspension.objects.in_force(at=timezone.now())
        if not user.is_active or suspensions.filter(actor__account=user).exists():
            return HttpResponseRedirect(reverse("account_inactive"))
        return None

    def login(self, request: HttpRequest, user: Account) -> None:
        """Sign in, with a new session and the person who belongs to the account."""
        attach_account(account=user, reads=translation.get_language() or "nl", now=timezone.now())
        super().login(request, user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who comes for the first time is asked her age, once; it is one of three answers."""
        actor = Actor.objects.filter(account=request.user.pk).first()
        if actor is not None and actor.is_team:
            return reverse("web:today")
        asked = actor is not None and not actor.age_group
        return reverse("web:age" if asked else "web:profile")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("web:home")

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """A passkey first: it asks least of people."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return sorted(methods, key=lambda method: not method["id"].endswith(":webauthn"))

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network of the visitor: what our own proxies say, and nothing that others say."""
        proxies = settings.TRUSTED_PROXY_COUNT
        said = request.headers.get("x-forwarded-for", "").split(",") if proxies else []
        address = said[-proxies] if 0 < proxies <= len(said) else request.META["REMOTE_ADDR"]
        return str(address).strip() or "unknown"

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        sentence = message or SENTENCES.get(message_template or "")
        if sentence:
            messages.add_message(request, level or constants.INFO, sentence, extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The library sends nothing: every mail goes through our outbox."""


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # untyped library
    """Second steps: secrets are kept encrypted, and the QR code is drawn by ourselves."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This is not the right code."),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        return ""


def _box() -> MultiFernet:
    """Opens with earlier secret keys too, closes with the one of today."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in keys])


def _key(secret: str) -> bytes:
    digest = salted_hmac("gangmaker.mfa", "", secret=secret, algorithm="sha256").digest()
    return urlsafe_b64encode(digest)
