"""The way in for each role of the demo: one click, no mail. Never routed where people take part."""

from collections.abc import Mapping
from typing import Final

from allauth.account.adapter import get_adapter
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse

from gangmaker.actors.models import Actor

from .guards import ActorRequest, Found, Guard, guarded

ROLES: Final = {
    "member": "member",
    "organisation-admin": "organisation admin",
    "broker": "broker",
    "moderator": "moderator",
    "region-admin": "region admin",
}
"""What marks a role in an address, and how it is called. The loader marks who plays it."""

TOKENS = signing.Signer(salt="gangmaker.web.demo-sign-in", sep="~")


def address_of(mark: str) -> str:
    return f"{mark}@demo.gangmaker.example"


def links(base_url: str) -> list[tuple[str, str]]:
    """Role and link of each; the same for this installation for ever."""
    return [
        (role, f"{base_url}{reverse('demo-sign-in', args=[TOKENS.sign(mark)])}")
        for mark, role in ROLES.items()
    ]


def _find(request: ActorRequest, named: Mapping[str, str]) -> Found:
    try:
        mark = TOKENS.unsign(named["token"])
    except signing.BadSignature:
        raise Http404 from None
    actor = (
        Actor.objects.filter(account__email=address_of(mark))
        .select_related("account", "suspension")
        .first()
    )
    if actor is None or hasattr(actor, "suspension"):
        raise Http404
    return {"actor": actor}


def demo_sign_in(request: ActorRequest, actor: Actor) -> HttpResponse:
    """GET signs in: it is a demo, and each link is printed for that."""
    get_adapter(request).login(request, actor.account)
    return redirect("web:today" if actor.is_team else "web:profile")


demo_link = Guard("holds a link of the demo", lambda viewer, found: True, _find)

urlpatterns: list[URLPattern] = [
    guarded("demo/sign-in/<str:token>/", demo_sign_in, demo_link, name="demo-sign-in"),
]
