"""What other sites and apps show when somebody shares an item."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from gangmaker.core.markdown import to_plain
from gangmaker.trail.models import Item
from gangmaker.trail.queries import Told
from gangmaker.web.items import rows
from gangmaker.web.results.shapes import Picture

WIDTH, HEIGHT = 1200, 630


@dataclass(frozen=True)
class Share:
    """For share.html; only of what everybody may see. Nought is a size that we do not know."""

    title: str
    description: str
    url: str
    picture_url: str
    picture_alt: str
    picture_type: str = "image/png"
    width: int = WIDTH
    height: int = HEIGHT


def share_of(item: Item, told: Told, cover: Picture | None = None) -> Share:
    """With its ``cover``; else with its name and its trail, drawn."""
    drawn = Share(
        title=told.title,
        description=Truncator(" ".join(to_plain(told.summary).split())).chars(200),
        url=settings.BASE_URL + rows.item_url(item),
        picture_url=settings.BASE_URL + reverse("web:item-preview", args=[item.slug]),
        picture_alt=_("%(title)s, with its trail drawn") % {"title": told.title},
    )
    if cover is None:
        return drawn
    return replace(
        drawn,
        picture_url=settings.BASE_URL + cover.large_url,
        picture_alt=cover.alt,
        picture_type="image/webp",
        width=0,
        height=0,
    )
