"""A poster to print: one question on a sheet of A4, and the way to join in."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from gangmaker.core.qr import qr_path
from gangmaker.trail.models import Item
from gangmaker.trail.queries import told_in
from gangmaker.web.guards import ActorRequest

from . import rows
from .item import is_public, short_address

ONE_SENTENCE = 180


def poster(request: ActorRequest, item: Item) -> HttpResponse:
    """The code leads to joining in without a language, so that each reader gets her own."""
    told = told_in([item], rows.current_language())[item.pk]
    address = settings.BASE_URL + reverse("short-address", args=[item.code])
    return render(
        request,
        "web/items/poster.html",
        {
            "kind": rows.kind_of(item.kind),
            "title": told.title,
            "sentence": first_sentence(told.summary),
            "lang": told.language,
            "key": str(item.public_id),
            "qr": qr_path(address),
            "short_address": short_address(item),
            "item_url": rows.item_url(item),
            "noindex": True,
            "public": is_public(item, at=timezone.now()),
        },
    )


def first_sentence(text: str) -> str:
    """Up to the first full stop, question mark or line break; never more than a poster holds."""
    line = " ".join(text.partition("\n")[0].split())
    ends = [line.find(f"{sign} ") for sign in ".?!"]
    end = min((found for found in ends if found > 0), default=len(line))
    return Truncator(line[: end + 1]).chars(ONE_SENTENCE)
