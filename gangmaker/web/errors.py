"""Pages for when something is not possible: always with a way on, never with a trace."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


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
    """Without context processors or database: those may be what failed."""
    return render(None, "web/server_error.html", status=500)
