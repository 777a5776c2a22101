"""Pages for when something is not possible: always with a way on, never with a trace."""

import sys
from contextlib import suppress

from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gangmaker.upkeep.standing import Frozen, note_if_full

from .platform.reading import TRY_AGAIN_SECONDS, cannot_now


def _page(request: HttpRequest, *, status: int, title: str, text: str) -> HttpResponse:
    return render(
        request,
        "web/error.html",
        {"status": status, "error_title": title, "error_text": text},
        status=status,
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        status=400,
        title=_("We cannot read this"),
        text=_("Something in the address or the form is not right. Go back and try once more."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        status=403,
        title=_("You may not do this"),
        text=_("You can see this, but not change it. Sign in with another account, or ask us."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request,
        status=403,
        title=_("This form was open for too long"),
        text=_("Go back with your browser: what you typed is still there. Then send it again."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        status=404,
        title=_("We cannot find this page"),
        text=_("The address is wrong, or this page is not for everybody."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Without context processors or database: those may be what failed.

    What cannot be written now, or not be reached, is no defect: it is worth trying again.
    """
    error = sys.exc_info()[1]
    if isinstance(error, Frozen) or note_if_full(error):
        with suppress(DatabaseError):
            return cannot_now(request)
    if isinstance(error, (Frozen, OperationalError)):
        response = render(None, "web/server_error.html", {"status": 503}, status=503)
        response["Retry-After"] = str(TRY_AGAIN_SECONDS)
        return response
    return render(
        None,
        "web/server_error.html",
        {"status": 500, "reference": getattr(request, "reference", "")},
        status=500,
    )
