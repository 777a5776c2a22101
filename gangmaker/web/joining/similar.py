"""What is there already, while somebody types what it is about: by words, and by meaning.

A field asks for it by ``asks_what_is_there``; the page shows ``web/joining/similar.html`` in an
element with the id ``similar``.
"""

from collections.abc import Collection
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone

from gangmaker.contributions.queries import SimilarItem, similar_items
from gangmaker.contributions.queries.similar import ASKED_AND_THOUGHT_OF, WORKED_ON
from gangmaker.web.guards import ActorRequest
from gangmaker.web.limits import SIMILAR_PER_NETWORK, network_of

TOO_MANY: Final = 429
LONGEST: Final = 160
WORK: Final = "work"
"""Asked with ``for``: what is there of everything that people work on, to look at."""


def asks_what_is_there(*, work: bool = False) -> dict[str, object]:
    """What the input named ``title`` of a form needs. Without ``work``: to stand behind instead."""
    return {
        "hx-get": reverse_lazy("web:join-similar"),
        **({"hx-vals": f'{{"for": "{WORK}"}}'} if work else {}),
        "hx-trigger": "input changed delay:500ms",
        "hx-target": "#similar",
        "hx-sync": "this:replace",
        "autocomplete": "off",
    }


def similar_part(request: ActorRequest) -> HttpResponse:
    """What is there, as a part of a page."""
    if not _may_ask(request):
        return HttpResponse(status=TOO_MANY, headers={"Retry-After": "60"})
    work = request.GET.get("for") == WORK
    but = request.GET.get("but", "").replace("\0", "")
    found = _found(request, request.GET.get("title", ""), work=work, but=but)
    return render(request, "web/joining/similar.html", {**found, "work": work})


def what_is_there(request: ActorRequest, title: str) -> dict[str, list[SimilarItem]]:
    """What ``similar.html`` shows within a page: nothing to who asks too much."""
    return _found(request, title) if title and _may_ask(request) else {"similar": [], "meant": []}


def _may_ask(request: ActorRequest) -> bool:
    """Counted wherever it is asked: each time the model may be read."""
    return SIMILAR_PER_NETWORK.allows(network_of(request))


def _found(
    request: ActorRequest, title: str, *, work: bool = False, but: str = ""
) -> dict[str, list[SimilarItem]]:
    kinds: Collection[str] = WORKED_ON if work else ASKED_AND_THOUGHT_OF
    short = title.replace("\0", "")[:LONGEST]
    found = similar_items(short, viewer=request.actor, at=timezone.now(), kinds=kinds, but=but)
    return {
        "similar": [one for one in found if not one.by_meaning],
        "meant": [one for one in found if one.by_meaning],
    }
