"""Texts about the site, and the colours of the region."""

from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gangmaker import __version__
from gangmaker.actors.consents import newest, text_of
from gangmaker.actors.models import ConsentPurpose
from gangmaker.actors.queries import current_region
from gangmaker.core.contrast import region_stylesheet
from gangmaker.trail.models import ItemKind
from gangmaker.trail.operations import working_days_for
from gangmaker.upkeep.rights.register import register
from gangmaker.web.guards import ActorRequest

PAGES: Final[dict[str, "str | Promise"]] = {
    "contact": _("Contact"),
    "privacy": _("Privacy"),
    "cookies": _("Cookies"),
    "accessibility": _("Accessibility"),
    "house-rules": _("House rules"),
    "how-we-order": _("How we order"),
    "licence": _("Licence and source"),
}
MOVED: Final = {"how-we-order": "web:how-we-order"}
AN_HOUR = 3600


def page(request: ActorRequest, slug: str) -> HttpResponse:
    """One of our own texts; the facts in it come from the settings."""
    if slug in MOVED:
        return redirect(MOVED[slug], permanent=True)
    return render(
        request,
        f"web/items/about/{slug}.html",
        {
            "page_title": PAGES[slug],
            "answer_days": working_days_for(ItemKind.IDEA),
            "session_cookie": settings.SESSION_COOKIE_NAME,
            "session_days": settings.SESSION_COOKIE_AGE // 86400,
            "csrf_cookie": settings.CSRF_COOKIE_NAME,
            "language_cookie": settings.LANGUAGE_COOKIE_NAME,
            "language_days": settings.LANGUAGE_COOKIE_AGE // 86400,
            "csrf_days": settings.CSRF_COOKIE_AGE // 86400,
            "processing": [one.purpose for one in register()],
            "consents": [text_of(purpose, newest(purpose)) for purpose in ConsentPurpose],
            "version": __version__,
            "tile_server": settings.TILE_SERVER,
        },
    )


def region_css(request: ActorRequest) -> HttpResponse:
    """The colours of the region, made readable. The same for everybody, so anyone may keep it."""
    region = current_region()
    text = region_stylesheet(act=region.act_colour, waiting=region.waiting_colour)
    return HttpResponse(
        text,
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": f"public, max-age={AN_HOUR}"},
    )
