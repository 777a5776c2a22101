"""How often one network may do something: counted, refused openly, never lost.

Mails to one address are counted in ``gangmaker.web.people.limits``, with those that sign in.
"""

import hashlib
import ipaddress
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .guards import ActorRequest, View
from .people.limits import HOUR, MINUTE, too_many

IPV6_NETWORK = 64


@dataclass(frozen=True)
class Limit:
    """At most ``most`` times in ``seconds``, counted from the first."""

    name: str
    most: int
    seconds: int

    def allows(self, key: str) -> bool:
        """Count one more for ``key``, and say whether that is still allowed."""
        digest = hashlib.sha256(key.encode()).hexdigest()
        place = f"limit:{self.name}:{digest}"
        if cache.add(place, 1, timeout=self.seconds):  # most often the first: asked at once
            return True
        try:
            return int(cache.incr(place)) <= self.most
        except ValueError:  # it ran out between the two
            cache.add(place, 1, timeout=self.seconds)
            return True


JOIN_PER_NETWORK = Limit("join-network", 60, HOUR)
"""Wide, since thirty people in one neighbourhood house share a network."""
SIMILAR_PER_NETWORK = Limit("similar-network", 240, MINUTE)
SEARCH = Limit("search", 60, MINUTE)
"""More than anybody reads; a machine that collects people is stopped by it."""


def searched_within_limits(view: View) -> View:
    """A view that looks for words (``q``): counted for each member, and for each network."""

    @wraps(view)
    def counted(request: ActorRequest, **found: Any) -> HttpResponseBase:
        return too_many_searches(request) or view(request, **found)

    counted.toll = too_many_searches  # type: ignore[attr-defined]  # also for a page that is kept
    return counted


def too_many_searches(request: ActorRequest) -> HttpResponseBase | None:
    """Count one search; what to answer when there were too many."""
    if not request.GET.get("q"):
        return None
    who = f"actor {request.actor.pk}" if request.actor else network_of(request)
    if SEARCH.allows(who):
        return None
    return too_many(request, wait=MINUTE)


def network_of(request: HttpRequest) -> str:
    """The network that a request comes from; of IPv6 the part that one household gets."""
    address = ipaddress.ip_address(get_adapter(request).get_client_ip(request) or "0.0.0.0")  # noqa: S104 no address to listen on
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, IPV6_NETWORK), strict=False))
