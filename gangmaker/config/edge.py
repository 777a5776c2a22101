"""The outermost door: which host is meant, and the headers that Django leaves to us."""

from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase
from django.utils.translation import gettext as _

Respond = Callable[[HttpRequest], HttpResponseBase]

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
    """Answers for our own host only, before anything else is looked at.

    No device may be asked for anything, and no other site may load what we answer.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.respond(request) if _is_for_us(request) else _not_here()
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


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
