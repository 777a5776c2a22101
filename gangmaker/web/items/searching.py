"""Search over everything that the reader may see: items, people and organisations.

First what has the words. Then what people confirmed to be about the concept that is called so, in
whatever language. Then what means the same to a language model: of items only, it says so, and can
be left out.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from gangmaker.actors.models import Actor, ActorKind
from gangmaker.actors.rules import can_see_field
from gangmaker.concepts.embedding import answers_at_once
from gangmaker.concepts.queries.thesaurus import items_about_what_is_called
from gangmaker.concepts.similar import meaning_the_same
from gangmaker.core.concepts.nearness import RELATED
from gangmaker.core.markdown import to_plain
from gangmaker.trail.models import Item, ItemQuerySet
from gangmaker.trail.queries import MOST_LISTED, matching, words_of
from gangmaker.web.epoch import good_until
from gangmaker.web.guards import ActorRequest
from gangmaker.web.limits import searched_within_limits

from . import rows
from .explore import count_text, page_of
from .home import form_links
from .shapes import ActorRow, Row

LONGEST = 200
SHORTEST_NAME = 3
ACTORS = 12
MOST_RELATED: Final = 6
LOOKED_AT: Final = 100
READ_ANEW: Final = timedelta(minutes=1)
"""What was written is found by its meaning when the worker has read it: so long a page is good."""
OFF: Final = "off"


@dataclass(frozen=True)
class Asked:
    """What is looked for; ``meaning``: also by what it means."""

    typed: str
    meaning: bool

    @property
    def query(self) -> str:
        return urlencode({"q": self.typed, **({} if self.meaning else {"meaning": OFF})})

    @property
    def other_url(self) -> str:
        """The same by words alone, or again by meaning; nothing where there is no model."""
        if not self.typed or not answers_at_once():
            return ""
        other = Asked(self.typed, meaning=not self.meaning)
        return f"{reverse('web:search')}?{other.query}"


@searched_within_limits
def search(request: ActorRequest) -> HttpResponse:
    """Results in groups. What is no letter or digit in ``q`` says nothing to the words."""
    typed = request.GET.get("q", "").replace("\0", "")[:LONGEST].strip()
    asked = Asked(typed, meaning=request.GET.get("meaning") != OFF)
    words, now = words_of(typed), timezone.now()
    visible = Item.objects.visible_to(request.actor, at=now)
    found = matching(visible, words, newest="-published_at").values_list("pk", flat=True)
    ids = list(found[:MOST_LISTED]) if words else []
    page = page_of(ids, request.GET.get("page"))
    named = [word for word in words if len(word) >= SHORTEST_NAME]
    actors = actor_rows(named, request.actor) if named and page.number == 1 else []
    parts: dict[str, list[int]] = {"rows": list(page.object_list), "confirmed": [], "related": []}
    if typed and page.number == 1:
        parts["confirmed"] = _confirmed(typed, visible, frozenset(ids))
        known = frozenset([*ids, *parts["confirmed"]])
        parts["related"] = _related(asked, visible, known, at=now)
    nothing = not any((*parts.values(), actors))
    return render(
        request,
        "web/items/search.html",
        {
            "asked": asked,
            **_rows_of(parts, viewer=request.actor, at=now),
            "actors": actors,
            "page": page,
            "query": asked.query + "&",
            "count": count_text(len(ids)),
            "nothing": nothing,
            "form_links": form_links() if typed and nothing else [],
            "explore_url": reverse("web:explore"),
        },
    )


def _rows_of(
    parts: dict[str, list[int]], *, viewer: Actor | None, at: datetime
) -> dict[str, list[Row]]:
    """The rows of all parts, looked up together."""
    rest = rows.rows_of([pk for ids in parts.values() for pk in ids], viewer=viewer, at=at)
    listed = {}
    for name, ids in parts.items():
        listed[name], rest = rest[: len(ids)], rest[len(ids) :]
    return listed


def _confirmed(typed: str, visible: ItemQuerySet, known: Collection[int]) -> list[int]:
    """The newest that are about the concept of this name; one query, and no model."""
    found = items_about_what_is_called(typed, visible).values_list("pk", flat=True)
    return [pk for pk in found[:LOOKED_AT] if pk not in known][:MOST_RELATED]


def _related(
    asked: Asked, visible: ItemQuerySet, known: Collection[int], *, at: datetime
) -> list[int]:
    """What means the same to the model and was not found before; one query, or none."""
    if not asked.meaning or not asked.other_url:
        return []
    good_until(at + READ_ANEW)
    return meaning_the_same(asked.typed, visible, most=MOST_RELATED, least=RELATED, without=known)


def actor_rows(words: list[str], viewer: Actor | None) -> list[ActorRow]:
    """The first dozen; the directory has them all."""
    visible = Actor.objects.visible_to(viewer).select_related("area")
    return [_actor_row(actor, viewer) for actor in matching(visible, words)[:ACTORS]]


def _actor_row(actor: Actor, viewer: Actor | None) -> ActorRow:
    shows_area = actor.area is not None and can_see_field(viewer, actor, "area")
    shows_about = can_see_field(viewer, actor, "about")
    return ActorRow(
        url=reverse("web:actor", args=[actor.slug]),
        key=str(actor.public_id),
        name=actor.name,
        kind=capfirst(str(ActorKind(actor.kind).label)),
        where=actor.area.name if actor.area and shows_area else "",
        about=to_plain(actor.about) if shows_about else "",
        lang=actor.about_language if shows_about else "",
    )
