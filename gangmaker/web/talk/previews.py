"""How a text will look, before it is sent: made by what shows it afterwards (A05)."""

from django.http import HttpResponse
from django.shortcuts import render

from gangmaker.core.text import normalise
from gangmaker.web.guards import ActorRequest
from gangmaker.web.joining.fields import LONGEST_TEXT
from gangmaker.web.limits import Limit, network_of
from gangmaker.web.people.limits import MINUTE, too_many

LOOKED = Limit("previews", 240, MINUTE)
"""Two a second while people type, in a house where several do."""


def preview(request: ActorRequest) -> HttpResponse:
    """The field that ``preview`` names: as a part of the form, or as a page beside it."""
    who = f"actor {request.actor.pk}" if request.actor else network_of(request)
    if not LOOKED.allows(who):
        return too_many(request, wait=MINUTE)
    text = normalise(request.POST.get(request.POST.get("preview", ""), ""))[:LONGEST_TEXT]
    template = "web/talk/preview_shown.html" if request.htmx else "web/talk/preview.html"
    return render(request, template, {"text": text})
