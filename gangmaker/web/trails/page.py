"""The page of a trail: the map, the list, and ways to take it along. And the frame for others."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from gangmaker.core.thread import BUNDLE, Drawing
from gangmaker.trail.models import Item, ItemKind
from gangmaker.trail.queries import told_in, trail_of
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items import rows
from gangmaker.web.items.item import is_public
from gangmaker.web.items.threads import Telling, drawing_of

from .sharing import share_of
from .telling import public_trail

FRAME_HEIGHT = 640


@dataclass(frozen=True)
class Shown:
    """What the templates of this area ask for as ``page``."""

    title: str
    lang: str
    kind: str
    item_url: str
    stations: int
    cut: bool
    drawing: Drawing
    legend: list[tuple[str, str]]


def trail_page(request: ActorRequest, item: Item) -> HttpResponse:
    """As far as the reader may see; what others may take along only of a public item."""
    now = timezone.now()
    trail = trail_of(item, viewer=request.actor, at=now)
    texts = told_in(trail.items, rows.current_language())
    how = Telling(texts, request.actor, current=item, on_page=False, trail_url=request.path)
    public = is_public(item, at=now)
    told = texts[item.pk]
    drawing = drawing_of(trail, how)
    page = Shown(
        title=told.title,
        lang=told.language,
        kind=rows.kind_of(item.kind),
        item_url=rows.item_url(item),
        stations=len(trail.items),
        cut=trail.cut,
        drawing=drawing,
        legend=_legend(drawing),
    )
    return render(
        request,
        "web/trails/trail.html",
        {
            "page": page,
            "frame": _frame(item, told.title) if public else "",
            "svg_url": reverse("web:trail-svg", args=[item.slug]) if public else "",
            "png_url": reverse("web:trail-png", args=[item.slug]) if public else "",
            "share": share_of(item, told) if public else None,
            "canonical": settings.BASE_URL + request.path if public else "",
            "noindex": not public,
        },
    )


def embed(request: ActorRequest, item: Item) -> HttpResponse:
    """Whoever looks, and from wherever: what everybody may see."""
    trail_url = reverse("web:trail", args=[item.slug])
    shown = public_trail(item, at=timezone.now(), trail_url=trail_url)
    drawing = drawing_of(shown.trail, shown.how)
    page = Shown(
        title=shown.told.title,
        lang=shown.told.language,
        kind=rows.kind_of(item.kind),
        item_url=settings.BASE_URL + rows.item_url(item),
        stations=len(shown.trail.items),
        cut=shown.trail.cut,
        drawing=drawing,
        legend=_legend(drawing),
    )
    whole_url = settings.BASE_URL + trail_url
    return render(request, "web/trails/embed.html", {"page": page, "whole_url": whole_url})


def _legend(drawing: Drawing) -> list[tuple[str, str]]:
    """Which knots are in this drawing, and what they are called."""
    here = {row.station.knot for row in drawing.strand.rows}
    told = [(kind, rows.kind_of(kind)) for kind in ItemKind.values if kind in here]
    return [*told, (BUNDLE, _("Several in one knot"))] if BUNDLE in here else told


def _frame(item: Item, title: str) -> str:
    """What somebody copies into a page of her own; itself a text, which the template escapes."""
    source = settings.BASE_URL + reverse("web:trail-embed", args=[item.slug])
    return (
        f'<iframe src="{escape(source)}" title="{escape(title)}" width="100%"'
        f' height="{FRAME_HEIGHT}" loading="lazy"></iframe>'
    )
