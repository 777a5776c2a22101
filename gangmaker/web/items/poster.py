"""A poster to print: one item on a sheet of A4, and the way to join in."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from gangmaker.actors.queries import current_region
from gangmaker.contributions.queries import progress_of
from gangmaker.core.markdown import to_plain
from gangmaker.core.qr import qr_path
from gangmaker.trail.models import Item
from gangmaker.trail.queries import told_in
from gangmaker.web.guards import ActorRequest

from . import rows
from .asks import ask_of
from .item import is_public, short_address
from .shapes import Poster

ONE_SENTENCE = 180


def poster(request: ActorRequest, item: Item) -> HttpResponse:
    """The code leads to joining in without a language, so that each reader gets her own.

    A poster hangs where everybody passes: whoever prints it, it names only whom all may know.
    """
    told = told_in([item], rows.current_language())[item.pk]
    address = settings.BASE_URL + reverse("short-address", args=[item.code])
    needs = progress_of([item.pk]).get(item.pk, [])
    shown = Poster(
        kind=rows.kind_of(item.kind),
        who=rows.who_of(item, None),
        title=told.title,
        lang=told.language,
        summary=first_sentence(to_plain(told.summary)),
        key=str(item.public_id),
        region=str(current_region().name),
        asks=tuple(ask_of(need, "", language=item.language) for need in needs),
        code=qr_path(address),
        short_address=short_address(item),
    )
    public = is_public(item, at=timezone.now())
    context = {"poster": shown, "item_url": rows.item_url(item), "public": public}
    return render(request, "web/items/poster.html", context)


def first_sentence(text: str) -> str:
    """Up to the first full stop, question mark or line break; never more than a poster holds."""
    line = " ".join(text.partition("\n")[0].split())
    ends = [line.find(f"{sign} ") for sign in ".?!"]
    end = min((found for found in ends if found > 0), default=len(line))
    return Truncator(line[: end + 1]).chars(ONE_SENTENCE)
