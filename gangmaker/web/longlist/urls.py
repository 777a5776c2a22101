"""The page on which a broker looks for who could answer a brief."""

from django.urls import URLPattern

from gangmaker.web.briefs.doors import brief_brokered
from gangmaker.web.guards import guarded

from . import candidates

urlpatterns: list[URLPattern] = [
    guarded(
        "items/<slug:slug>/candidates/",
        candidates.brief_candidates,
        brief_brokered,
        name="brief-candidates",
        methods=("GET", "POST"),
    ),
]
