"""What everybody may see of a trail, for what leaves the site: frames, files and previews."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from gangmaker.trail.models import Item
from gangmaker.trail.queries import Told, Trail, told_in, trail_of
from gangmaker.web.items import rows
from gangmaker.web.items.threads import Telling


@dataclass(frozen=True)
class Public:
    """A trail as nobody in particular sees it; ``how`` has whole addresses."""

    trail: Trail
    told: Told
    how: Telling


def public_trail(item: Item, *, at: datetime, trail_url: str, most: int = 0) -> Public:
    """Five queries, whoever asks."""
    trail = trail_of(item, viewer=None, at=at)
    texts = told_in(trail.items, rows.current_language())
    how = Telling(
        texts,
        viewer=None,
        current=item,
        on_page=False,
        most=most,
        trail_url=settings.BASE_URL + trail_url,
        base=settings.BASE_URL,
    )
    return Public(trail, texts[item.pk], how)
