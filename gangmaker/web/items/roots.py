"""Addresses without a language lead to the reader's own."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from gangmaker.trail.models import Item
from gangmaker.web.guards import ActorRequest


def root(request: ActorRequest) -> HttpResponse:
    return _in_readers_language(request, "web:home")


def short_address(request: ActorRequest, item: Item) -> HttpResponse:
    """From a poster to joining in."""
    return _in_readers_language(request, "web:join", f"?item={item.code}")


def _in_readers_language(request: ActorRequest, name: str, query: str = "") -> HttpResponse:
    with translation.override(translation.get_language_from_request(request)):
        response = HttpResponseRedirect(reverse(name) + query)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response
