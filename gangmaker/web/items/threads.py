"""A trail of items as a drawing: in words that people read, and what they may know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.actors.rules import sees
from gangmaker.core.thread import BUNDLE, Drawing, Edge, Station, draw, folded, story
from gangmaker.trail.models import Item, ItemKind
from gangmaker.trail.queries import Told, Trail
from gangmaker.web.dates import short_day

from .rows import item_url, kind_of, who_of

NAMED = 2
"""So many names along the line; the list has all of them."""
SIDE = ItemKind.OFFER
"""Hangs on by a thin thread: it adds to something else."""
FOLDED_OVER = 12
"""A trail with at most so many stations shows every one of them."""


@dataclass(frozen=True)
class Telling:
    """How a trail is told.

    ``current``: whose trail it is; the page of it is this one when ``on_page``. ``most``: only the
    story, in so many stations. ``trail_url`` is where bundles are unfolded; ``base`` goes before
    each address.
    """

    texts: Mapping[int, Told]
    viewer: Actor | None
    current: Item | None = None
    on_page: bool = True
    most: int = 0
    trail_url: str = ""
    base: str = ""


def drawing_of(trail: Trail, how: Telling) -> Drawing:
    """Every item is a station and a link to its page."""
    return draw(*told_trail(trail, how))


def told_trail(trail: Trail, how: Telling) -> tuple[list[Station], list[Edge]]:
    """Stations and how they hang together; side threads in bundles when there are many."""
    kinds = {item.pk: item.kind for item in trail.items}
    stations = [_station(item, trail, how) for item in trail.items]
    edges = [
        Edge(
            str(link.earlier),
            str(link.later),
            thin=SIDE in (kinds[link.earlier], kinds[link.later]),
        )
        for link in trail.links
    ]
    current = str(how.current.pk) if how.current else ""
    if len(stations) > (how.most or FOLDED_OVER):
        stations, edges = folded(
            stations,
            edges,
            told=lambda members: _bundle(members, trail_url=how.trail_url),
            keep=[current],
        )
    if how.most:
        stations, edges = story(stations, edges, most=how.most, through=current)
    return stations, edges


def _station(item: Item, trail: Trail, how: Telling) -> Station:
    on = timezone.localtime(item.published_at) if item.published_at else None
    people = _people(item, trail, how.viewer)
    is_current = how.current is not None and item.pk == how.current.pk
    told = how.texts[item.pk]
    return Station(
        id=str(item.pk),
        kind=_kind(item),
        title=told.title,
        lang=told.language,
        who=_in_few_words(people),
        people=people,
        date_label=short_day(on) if on else "",
        done=is_current,
        url="" if is_current and how.on_page else how.base + item_url(item),
        knot=item.kind,
        on=on.date() if on else None,
        month=date_format(on, "F") if on else "",
        year=str(on.year) if on else "",
    )


def _kind(item: Item) -> str:
    """What sleeps says so on its trail too."""
    kind = kind_of(item.kind)
    return _("%(kind)s, asleep") % {"kind": kind} if item.asleep_since else kind


def _people(item: Item, trail: Trail, viewer: Actor | None) -> tuple[str, ...]:
    """Who brought it, and who else takes part as far as the reader knows them by name."""
    others = (
        name_for(actor, viewer)
        for actor in trail.parties.get(item.pk, [])
        if sees(viewer, actor, actor.audience)
    )
    return tuple(dict.fromkeys([who_of(item, viewer), *others]))


def _in_few_words(people: Sequence[str]) -> str:
    named = ", ".join(people[:NAMED])
    more = len(people) - NAMED
    if more <= 0:
        return named
    return ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", more) % {
        "names": named,
        "count": more,
    }


def _bundle(members: Sequence[Station], *, trail_url: str) -> Station:
    first, last = members[0], members[-1]
    everybody = tuple(dict.fromkeys(name for member in members for name in member.people))
    when = [day for day in dict.fromkeys((first.date_label, last.date_label)) if day]
    return replace(
        first,
        kind="",
        title=_counted(first.knot, len(members)),
        lang="",
        who=_in_few_words(everybody),
        people=everybody,
        date_label=" – ".join(when),
        url=f"{trail_url}#{BUNDLE}-{first.id}" if trail_url else "",
        knot=BUNDLE,
        done=False,
    )


def _counted(kind: str, count: int) -> str:
    """Such as "+12 offers"."""
    told = {
        ItemKind.QUESTION.value: ngettext("+%(count)s question", "+%(count)s questions", count),
        ItemKind.IDEA.value: ngettext("+%(count)s idea", "+%(count)s ideas", count),
        ItemKind.OFFER.value: ngettext("+%(count)s offer", "+%(count)s offers", count),
        ItemKind.PROJECT.value: ngettext("+%(count)s project", "+%(count)s projects", count),
        ItemKind.RESULT.value: ngettext("+%(count)s result", "+%(count)s results", count),
        ItemKind.ACTION.value: ngettext("+%(count)s action", "+%(count)s actions", count),
        ItemKind.BRIEF.value: ngettext("+%(count)s brief", "+%(count)s briefs", count),
    }
    return told.get(kind, _("+%(count)s more")) % {"count": count}
