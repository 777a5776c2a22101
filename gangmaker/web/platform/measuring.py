"""What every request adds to the figures of the platform, and to its log when that is JSON."""

import logging
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.crypto import salted_hmac

from . import figures

logger = logging.getLogger("gangmaker.requests")

PSEUDONYM_LETTERS = 12


class Measured:
    """The outermost of all: it sees every answer, also those that are refused at the door."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.reference = secrets.token_hex(6)  # type: ignore[attr-defined]  # shown where it fails
        started = time.perf_counter()
        response = self.respond(request)
        seconds = time.perf_counter() - started
        figures.count(request.method or "", _route(request), response.status_code, seconds)
        if settings.LOG_FORMAT == "json":
            logger.info("request", extra={"facts": _facts(request, response, seconds)})
        return response


def _route(request: HttpRequest) -> str:
    """The name of the address, never the address itself: that may hold a key."""
    match = request.resolver_match
    return match.view_name if match else ""


def _facts(request: HttpRequest, response: HttpResponseBase, seconds: float) -> dict[str, object]:
    return {
        "request": request.reference,  # type: ignore[attr-defined]
        "method": request.method,
        "route": _route(request),
        "status": response.status_code,
        "ms": round(seconds * 1000),
        "actor": _pseudonym(request),
    }


def _pseudonym(request: HttpRequest) -> str:
    """The same person is the same letters for one day, and nobody can tell who."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return ""
    day = timezone.localdate().isoformat()
    return salted_hmac(f"log {day}", str(actor.public_id)).hexdigest()[:PSEUDONYM_LETTERS]
