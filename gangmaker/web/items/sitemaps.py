"""What search engines may read: public items, in parts of a fixed range of rows."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation

from gangmaker.trail.models import Item
from gangmaker.web.guards import ActorRequest

PER_PART = 2000


def last_part() -> int:
    newest = Item.objects.order_by("-pk").values_list("pk", flat=True).first() or 1
    return (newest - 1) // PER_PART + 1


def robots(request: ActorRequest) -> HttpResponse:
    """A demo is not to be found by search engines; a region is, except its search results."""
    searches = [f"Disallow: /{code}/search/" for code, _name in settings.LANGUAGES]
    rules = ["Disallow: /"] if settings.DEMO else searches
    lines = ["User-agent: *", *rules, "", f"Sitemap: {settings.BASE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def sitemap_index(request: ActorRequest) -> HttpResponse:
    """A list of lists: each covers a range of rows, so that none has to be counted."""
    parts = range(1, last_part() + 1)
    urls = [f"{settings.BASE_URL}{reverse('sitemap', args=[part])}" for part in parts]
    return _xml(request, "web/items/sitemap_index.xml", {"urls": urls})


def sitemap(request: ActorRequest, part: int) -> HttpResponse:
    """What everybody may see of one range and is awake; our own pages are in the first part."""
    first = (part - 1) * PER_PART + 1
    items = (
        Item.objects.visible_to(None, at=timezone.now())
        .filter(pk__gte=first, pk__lt=first + PER_PART, asleep_since=None)
        .order_by("pk")
        .values_list("slug", "updated_at")
    )
    pages = [_entry(name) for name in ("home", "explore", "goals", "answers")]
    entries = [_entry("item", slug, updated.date().isoformat()) for slug, updated in items]
    if part == 1:
        entries = pages + entries
    return _xml(request, "web/items/sitemap.xml", {"entries": entries})


def _entry(name: str, slug: str = "", changed: str = "") -> dict[str, object]:
    urls = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            path = reverse(f"web:{name}", args=[slug] if slug else [])
            urls.append((code, settings.BASE_URL + path))
    return {"url": urls[0][1], "alternates": urls, "changed": changed}


def _xml(request: ActorRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, template, context, content_type="application/xml; charset=utf-8")
