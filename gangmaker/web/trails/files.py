"""A trail as a file of its own, and the picture that other sites show of an item."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.actors.queries import current_region
from gangmaker.trail.models import Item
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items import rows
from gangmaker.web.items.threads import drawing_of, told_trail
from gangmaker.web.limits import Limit, network_of
from gangmaker.web.people.limits import MINUTE, too_many

from . import preview, raster, sheet
from .colours import palettes
from .sharing import WIDTH
from .telling import public_trail

PICTURES = Limit("pictures", 60, MINUTE)
"""New ones for one network: a page with all cards shared at once is far from it."""
STORY = 12  # without words there is room for more than on the page
WIDEST_PNG, MOST_PIXELS, LEAST_SIZE = 1800, 2_400_000, 0.87
"""A short trail is sharp on a slide. A long one is smaller, for drawing costs 0.1 ms for a thousand
pixels; but never so small that its letters of 14 would have less than 12 pixels."""


def trail_svg(request: ActorRequest, item: Item) -> HttpResponse:
    """Light and dark in one file, with the addresses of the stations in it."""
    svg = _sheet(item, request, schemes=("light", "dark"))
    # A file brings its style with it: that one may be used, and nothing else at all.
    policy = f"default-src 'none'; style-src {sheet.style_hash(svg)}; frame-ancestors 'none'"
    headers = {**_named(item, "svg"), "Content-Security-Policy": policy}
    return HttpResponse(svg, content_type="image/svg+xml; charset=utf-8", headers=headers)


def trail_png(request: ActorRequest, item: Item) -> HttpResponse:
    svg = _sheet(item, request, schemes=("light",))
    return _png(request, svg, width=_png_width(svg), headers=_named(item, "png"))


def item_preview(request: ActorRequest, item: Item) -> HttpResponse:
    """For whoever gets the address in a message: what it is, where, and what came of it."""
    region = current_region()
    shown = public_trail(item, at=timezone.now(), trail_url="", most=STORY)
    picture = preview.Picture(
        region=str(region.name),
        kicker=" · ".join([rows.kind_of(item.kind), rows.who_of(item, None)]),
        title=shown.told.title,
        key=str(item.public_id),
        story=preview.story_of(*told_trail(shown.trail, shown.how)),
        stations=len(shown.trail.items),
    )
    svg = preview.svg_of(picture, palettes(region)["light"])
    return _png(request, svg, width=WIDTH, headers={})


def _sheet(item: Item, request: ActorRequest, *, schemes: tuple[str, ...]) -> str:
    region = current_region()
    trail_url = reverse("web:trail", args=[item.slug])
    shown = public_trail(item, at=timezone.now(), trail_url=trail_url)
    drawing = drawing_of(shown.trail, shown.how)
    words = sheet.Words(
        title=shown.told.title,
        description=_("Where “%(title)s” came from, and what came of it.")
        % {"title": shown.told.title},
        source=f"{region.name} · {shown.how.trail_url.partition('://')[2]}",
    )
    return sheet.svg_of(drawing.wide, words, palettes(region), schemes=schemes)


def _png_width(svg: str) -> int:
    width, height = sheet.size_of(svg)
    sharpest = min(WIDEST_PNG, int(width * (MOST_PIXELS / (width * height)) ** 0.5))
    return max(sharpest, round(width * LEAST_SIZE))


def _named(item: Item, ending: str) -> Mapping[str, str]:
    return {"Content-Disposition": f'inline; filename="{item.slug}-trail.{ending}"'}


def _png(
    request: ActorRequest, svg: str, *, width: int, headers: Mapping[str, str]
) -> HttpResponse:
    """Drawing is what costs, so drawing is what is counted."""
    png = raster.kept_png(svg, width=width)
    if png is None:
        if not PICTURES.allows(network_of(request)):
            return too_many(request, wait=MINUTE)
        png = raster.drawn_png(svg, width=width)
    return HttpResponse(png, content_type="image/png", headers=headers)
