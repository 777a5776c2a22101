"""The guards of this area, and what a frame on another site is told."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt

from gangmaker.trail.models import Item
from gangmaker.web.guards import ActorRequest, Found, Guard


def _find_public(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """What leaves the site is the same for everybody, so whoever asks, it is found for nobody."""
    visible = Item.objects.visible_to(None, at=timezone.now())
    item: Item = get_object_or_404(visible.filter(slug=named["slug"]))
    return {"item": item}


item_public = Guard("item: public", lambda viewer, found: True, _find_public)


NOTHING = ["'none'"]
FRAMED = {
    "frame-ancestors": ["*"],
    "script-src": NOTHING,
    "connect-src": NOTHING,
    "form-action": NOTHING,
}


def frameable(pattern: URLPattern) -> URLPattern:
    """Any site may show this one page in a frame. It sets no cookies, and reads none."""
    door = xframe_options_exempt(_without_cookies(pattern.callback))
    pattern.callback = csp_replace(FRAMED)(door)
    return pattern


def _without_cookies(door: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(door)
    def plain(request: ActorRequest, **named: Any) -> HttpResponseBase:
        response = door(request, **named)
        response.cookieless = True  # type: ignore[attr-defined]  # read by ActorMiddleware
        return response

    return plain
