"""How often something may be tried: by address, by person and by network, never by what a
visitor says about herself."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

QUARTER = 15 * 60


def may_try(request: HttpRequest, action: str, *, key: str | None = None) -> bool:
    """Count one attempt against the limits of ``action`` in ACCOUNT_RATE_LIMITS."""
    return bool(ratelimit.consume(request, action=action, key=key))


def may_mail(request: HttpRequest, address: str) -> bool:
    """Count one mail to ``address``, whoever asks for it and however it is capitalised."""
    return may_try(request, "mail_to_address", key=address.strip().casefold())


def too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "web/people/too_many.html", status=429)
    response["Retry-After"] = str(QUARTER)
    return response
