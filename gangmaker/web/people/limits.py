"""How often something may be tried: by address, by person and by network, never by what a
visitor says about herself."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

MINUTE = 60
QUARTER = 15 * MINUTE
HOUR = 60 * MINUTE
WAITS = {
    MINUTE: _("This was done more often than a person would. Wait a minute, then try again."),
    QUARTER: _(
        "This was tried more often than a person would. Wait a quarter of an hour, then try again."
    ),
    HOUR: _("Several mails went out already. Wait an hour, then try again."),
}


def may_try(request: HttpRequest, action: str, *, key: str | None = None) -> bool:
    """Count one attempt against the limits of ``action`` in ACCOUNT_RATE_LIMITS."""
    return bool(ratelimit.consume(request, action=action, key=key))


def may_mail(request: HttpRequest, address: str) -> bool:
    """Count one mail to ``address``, whoever asks for it and however it is capitalised."""
    return may_try(request, "mail_to_address", key=address.strip().casefold())


def may_send_code(request: HttpRequest, address: str) -> bool:
    """The same for a code, to sign in with or to be erased.

    It looks at nothing else that went there: whoever asks would learn from it whether somebody
    with that address takes part.
    """
    return may_try(request, "sign_in_code", key=address.strip().casefold())


def too_many(request: HttpRequest, *, wait: int = QUARTER) -> HttpResponse:
    """How long to ``wait`` (one of ``WAITS``), for people and for programs."""
    response = render(request, "web/people/too_many.html", {"said": WAITS[wait]}, status=429)
    response["Retry-After"] = str(wait)
    return response
