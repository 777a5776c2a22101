"""The guards of this area: what an address names is found before its page is made."""

from collections.abc import Mapping

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from gangmaker.contributions.queries import supporters
from gangmaker.core.text import fold
from gangmaker.projects.rules import involved
from gangmaker.trail.models import Item
from gangmaker.trail.queries.talk import counts_of_talk, talk_of
from gangmaker.trail.queries.trails import serving
from gangmaker.web.guards import ActorRequest, Found, Guard
from gangmaker.web.policies import item_named

from .pages import PAGES
from .sitemaps import last_part

CODE_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def _find_to_read(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """An item with what its page counts, and whether the reader is involved in it."""
    item: Item = get_object_or_404(
        item_named(request, named).annotate(
            supporters=supporters(),
            serving=serving(at=timezone.now()),
            involved=involved(request.actor),
            **counts_of_talk(request.actor),
        )
    )
    facts = vars(item)
    counted = {name: facts[name] for name in ("supporters", "serving", "involved")}
    return {"item": item, **counted, "talk": talk_of(item)}


def _find_by_code(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """People type capitals and hyphens; a poster leads to what its reader may know of."""
    code = "".join(sign for sign in fold(named["code"]) if sign in CODE_SIGNS)
    visible = Item.objects.visible_to(request.actor, at=timezone.now())
    item: Item = get_object_or_404(visible.filter(code=code))
    return {"item": item}


def _find_text(request: ActorRequest, named: Mapping[str, str]) -> Found:
    if named["slug"] not in PAGES:
        raise Http404
    return {"slug": named["slug"]}


def _find_part(request: ActorRequest, named: Mapping[str, str]) -> Found:
    part = int(named["part"])
    if not 1 <= part <= last_part():
        raise Http404
    return {"part": part}


item_read = Guard("item: seen", lambda viewer, found: True, _find_to_read)
item_coded = Guard("item: seen", lambda viewer, found: True, _find_by_code)
text_known = Guard("anyone", lambda viewer, found: True, _find_text)
part_known = Guard("anyone", lambda viewer, found: True, _find_part)
