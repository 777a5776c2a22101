"""A trail of items as a drawing: in words that people read, and what they may know."""

from collections.abc import Mapping

from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.core.thread import Drawing, Edge, Station, draw, story
from gangmaker.trail.models import Item, ItemKind
from gangmaker.trail.queries import Told, Trail
from gangmaker.web.dates import short_day

from .rows import item_url, kind_of, who_of


def drawing_of(
    trail: Trail,
    *,
    texts: Mapping[int, Told],
    viewer: Actor | None,
    current: Item | None,
    most: int = 0,
) -> Drawing:
    """Every item is a station and a link to its page, except ``current``: that is this page.

    An offer hangs on by a thin thread: it adds to something else. With ``most``, only the story
    of the trail is drawn: so many stations at most.
    """
    kinds = {item.pk: item.kind for item in trail.items}
    stations = [
        Station(
            id=str(item.pk),
            kind=kind_of(item.kind),
            title=texts[item.pk].title,
            lang=texts[item.pk].language,
            who=who_of(item, viewer),
            date_label=_day(item),
            done=current is not None and item.pk == current.pk,
            url="" if current is not None and item.pk == current.pk else item_url(item),
        )
        for item in trail.items
    ]
    edges = [
        Edge(
            str(link.earlier),
            str(link.later),
            thin=ItemKind.OFFER in (kinds[link.earlier], kinds[link.later]),
        )
        for link in trail.links
    ]
    if most:
        return draw(*story(stations, edges, most=most))
    return draw(stations, edges)


def _day(item: Item) -> str:
    if item.published_at is None:
        return ""
    return short_day(timezone.localtime(item.published_at))
