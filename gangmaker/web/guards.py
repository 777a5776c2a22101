"""Every door declares who may pass, where it is declared. One without a guard stops the start.

A guard first finds what the address names, among what the visitor may know of (else 404: it may
not even be said that it exists), then asks the rule (else 403, or the way to sign in).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django_htmx.middleware import HtmxDetails

from gangmaker.actors.models import Actor

from .epoch import kept_for_everybody


class ActorRequest(HttpRequest):
    """A request after ``ActorMiddleware``: who takes part, and for which organisation."""

    actor: Actor | None
    acting: Actor | None
    htmx: HtmxDetails


Found = dict[str, Any]
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Guard:
    """``find`` turns the address into objects or raises Http404; ``may`` is the rule."""

    name: str
    may: Callable[[Actor | None, Found], bool]
    find: Callable[[ActorRequest, Mapping[str, str]], Found] = lambda request, named: dict(named)


def guarded(
    route: str,
    view: View,
    guard: Guard,
    *,
    name: str,
    methods: tuple[str, ...] = ("GET",),
    shared: bool = False,
) -> URLPattern:
    """A path whose view is called only with what its guard found and allowed.

    ``shared``: anonymous visitors get the same page until something happens. Such a page has no
    form of ours in it, and depends on nothing but its address and what acts tell of (decision 006).
    """
    allowed = (*methods, "HEAD") if "GET" in methods else methods

    @wraps(view)
    def door(request: ActorRequest, **named: str) -> HttpResponseBase:
        if request.method not in allowed:
            return HttpResponseNotAllowed(methods)
        found = guard.find(request, named)
        if not guard.may(request.actor, found):
            return _refuse(request)
        return view(request, **found)

    door.guard = guard  # type: ignore[attr-defined]  # read by the start-up check and the matrix
    door.methods = methods  # type: ignore[attr-defined]
    door.shared = shared  # type: ignore[attr-defined]
    if shared:
        return path(route, kept_for_everybody(door, getattr(view, "toll", None)), name=name)
    return path(route, door, name=name)


def _refuse(request: ActorRequest) -> HttpResponse:
    if request.actor is None and request.method in ("GET", "HEAD"):
        query = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('web:sign-in')}?{query}")
    raise PermissionDenied
