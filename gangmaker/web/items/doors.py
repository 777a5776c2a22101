"""The guards of this area: what an address names is found before its page is made."""

from collections.abc import Mapping

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from gangmaker.core.text import fold
from gangmaker.trail.models import Item
from gangmaker.web.guards import ActorRequest, Found, Guard

from .pages import PAGES
from .sitemaps import last_part

CODE_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def _find_by_code(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """People type capitals and hyphens; a poster leads to what its reader may know of."""
    code = "".join(sign for sign in fold(named["code"]) if sign in CODE_SIGNS)
    visible = Item.objects.visible_to(request.actor, at=timezone.now())
    item = get_object_or_404(visible.filter(code=code))
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


item_coded = Guard("item: seen", lambda viewer, found: True, _find_by_code)
text_known = Guard("anyone", lambda viewer, found: True, _find_text)
part_known = Guard("anyone", lambda viewer, found: True, _find_part)
