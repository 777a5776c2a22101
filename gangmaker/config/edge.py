"""The outermost door: which host is meant, how much may be sent, headers that Django leaves us."""

from collections.abc import Callable
from typing import Final

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseBase
from django.utils.translation import gettext as _

Respond = Callable[[HttpRequest], HttpResponseBase]

MOST_BYTES: Final = 52 * 1024 * 1024
"""Of a whole request: six pictures and what stands beside them. More is refused unread (A52)."""

POWERS_NOBODY_NEEDS = (
    "accelerometer",
    "ambient-light-sensor",
    "autoplay",
    "battery",
    "bluetooth",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "web-share",
    "xr-spatial-tracking",
)
POWERS_OF_OUR_OWN_PAGES = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS_POLICY = ", ".join(
    [f"{power}=()" for power in POWERS_NOBODY_NEEDS]
    + [f"{power}=(self)" for power in POWERS_OF_OUR_OWN_PAGES]
)


class Edge:
    """Answers for our own host only, and nothing too large, before anything else is looked at.

    No device may be asked for anything, and no other site may load what we answer.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._answer(request)
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_for_us(request):
            return _not_here()
        return _too_large() if _is_too_large(request) else self.respond(request)


def _is_for_us(request: HttpRequest) -> bool:
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True


def _not_here() -> HttpResponseBase:
    """Plain, because the page for errors looks the region up in the database."""
    sentence = _("This address is not served here.")
    return HttpResponseBadRequest(sentence, content_type="text/plain; charset=utf-8")


def _is_too_large(request: HttpRequest) -> bool:
    """By what the request says of itself: no more than that is ever read of it."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return said.isascii() and said.isdigit() and int(said[:20]) > MOST_BYTES


def _too_large() -> HttpResponseBase:
    sentence = _("This is more than 50 MB at once. Go back, and send less or smaller files.")
    return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=413)
