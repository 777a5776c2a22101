"""The doors of trails: a page, a frame for other sites, files, and the preview of an item."""

from django.urls import URLPattern

from gangmaker.web.guards import guarded
from gangmaker.web.policies import item_seen

from . import files, page
from .doors import frameable, item_public

TRAIL = "items/<slug:slug>/trail"

urlpatterns: list[URLPattern] = [
    guarded(f"{TRAIL}/", page.trail_page, item_seen, name="trail", shared=True),
    frameable(guarded(f"{TRAIL}/embed/", page.embed, item_public, name="trail-embed", shared=True)),
    guarded(f"{TRAIL}.svg", files.trail_svg, item_public, name="trail-svg", shared=True),
    guarded(f"{TRAIL}.png", files.trail_png, item_public, name="trail-png", shared=True),
    guarded(
        "items/<slug:slug>/preview.png",
        files.item_preview,
        item_public,
        name="item-preview",
        shared=True,
    ),
]
