"""Search over everything that the reader may see: items, people and organisations."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from gangmaker.actors.models import Actor, ActorKind
from gangmaker.actors.rules import can_see_field
from gangmaker.core.markdown import to_plain
from gangmaker.trail.models import Item
from gangmaker.trail.queries import MOST_LISTED, matching, words_of
from gangmaker.web.guards import ActorRequest
from gangmaker.web.limits import searched_within_limits

from . import rows
from .explore import count_text, page_of
from .home import form_links
from .shapes import ActorRow

LONGEST = 200
SHORTEST_NAME = 3
ACTORS = 12


@searched_within_limits
def search(request: ActorRequest) -> HttpResponse:
    """Results in two groups. What is no letter or digit in ``q`` says nothing and is skipped."""
    typed = request.GET.get("q", "").replace("\0", "")[:LONGEST].strip()
    words = words_of(typed)
    now = timezone.now()
    visible = Item.objects.visible_to(request.actor, at=now)
    found = matching(visible, words, newest="-published_at").values_list("pk", flat=True)
    ids = list(found[:MOST_LISTED]) if words else []
    page = page_of(ids, request.GET.get("page"))
    named = [word for word in words if len(word) >= SHORTEST_NAME]
    actors = actor_rows(named, request.actor) if named and page.number == 1 else []
    return render(
        request,
        "web/items/search.html",
        {
            "typed": typed,
            "rows": rows.rows_of(list(page.object_list), viewer=request.actor, at=now),
            "actors": actors,
            "page": page,
            "query": urlencode({"q": typed}) + "&",
            "count": count_text(len(ids)),
            "form_links": form_links() if typed and not (ids or actors) else [],
            "explore_url": reverse("web:explore"),
        },
    )


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
