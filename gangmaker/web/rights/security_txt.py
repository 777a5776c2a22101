"""Whom to tell of a hole (RFC 9116)."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from gangmaker.actors.queries import current_region
from gangmaker.web.guards import ActorRequest, Found, Guard

VALID = timedelta(days=180)
LONGEST = 3600 * 24


def _find_address(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """Nothing while the region gave no address."""
    address = current_region().contact_email
    if not address:
        raise Http404
    return {"address": address}


security_told = Guard("anyone", lambda viewer, found: True, _find_address)


def security_txt(request: ActorRequest, address: str) -> HttpResponse:
    """Always valid for about half a year."""
    until = datetime.combine(timezone.now().date() + VALID, time(0), tzinfo=UTC)
    with translation.override(settings.LANGUAGE_CODE):
        contact = reverse("web:page", args=["contact"])
    lines = [
        f"Contact: mailto:{address}",
        f"Contact: {settings.BASE_URL}{contact}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.BASE_URL}{request.path}",
        "",
    ]
    return HttpResponse(
        "\n".join(lines),
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": f"public, max-age={LONGEST}"},
    )
