"""Read-only mode: every page is served, nothing is changed, and everybody is told so."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from gangmaker.upkeep.standing import Why, only_reads, why_read_only

SAFE = ("GET", "HEAD", "OPTIONS")
TRY_AGAIN_SECONDS = 120


class OnlyReading:
    """While nothing may be changed, refuse what would, and let nothing through by accident.

    What a page itself would write (a session, for a message that was shown) is left out; anything
    else that tries to write meets ``Frozen``, which ``web.errors`` turns into the same answer.
    """

    def __init__(self, respond: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.why_read_only = why_read_only()  # type: ignore[attr-defined]  # read by the frame of pages
        if request.why_read_only is None:  # type: ignore[attr-defined]
            return self.respond(request)
        with connection.execute_wrapper(only_reads):
            response = self.respond(request)
        request.session.modified = False
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        if request.why_read_only is None or request.method in SAFE:  # type: ignore[attr-defined]
            return None
        return cannot_now(request)


def sentence(why: Why) -> str:
    """What the banner says."""
    if why is Why.FULL:
        return _("Our disk is full. You can read everything; changes must wait until we mend it.")
    if why is Why.RESTORED:
        return _("We put a backup back and are looking at it. You can read everything.")
    return _("We are working on the platform. You can read everything; nothing can be changed now.")


def cannot_now(request: HttpRequest) -> HttpResponse:
    """503, with a page that says what to do."""
    response = render(
        request,
        "web/error.html",
        {
            "status": 503,
            "error_title": _("Nothing can be changed just now"),
            "error_text": _(
                "You can read everything. Go back with your browser: what you typed is still "
                "there. Send it again in a few minutes."
            ),
        },
        status=503,
    )
    response["Retry-After"] = str(TRY_AGAIN_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
