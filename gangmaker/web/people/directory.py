"""The directory of who takes part: a list and a map of the same people and organisations."""

import re
from functools import partial
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gangmaker.actors.directory import (
    Wanted,
    actor_rows,
    areas_by_municipality,
    counts_by_municipality,
    find_actors,
    tags_in_use,
)
from gangmaker.actors.models import ActorKind, Area, Direction, Language, Sector
from gangmaker.core.text import normalise_line
from gangmaker.web.epoch import remembered
from gangmaker.web.guards import ActorRequest
from gangmaker.web.limits import searched_within_limits

from .fields import named
from .look import actor_row
from .map import Town, draw_map

PAGE = 24
LONGEST_SEARCH = 100


class Filters(forms.Form):
    """What one can look for. What is not among the choices is as good as not asked."""

    q = forms.CharField(
        label=gettext_lazy("Search by name or word"), required=False, widget=forms.SearchInput
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Who"),
        required=False,
        choices=[
            ("", gettext_lazy("Everybody")),
            (ActorKind.PERSON, gettext_lazy("People")),
            (ActorKind.ORGANISATION, gettext_lazy("Organisations")),
        ],
    )
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Place"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    offers = forms.ChoiceField(label=gettext_lazy("Offers"), required=False)
    seeks = forms.ChoiceField(label=gettext_lazy("Seeks"), required=False)

    def __init__(self, request: ActorRequest, places: list[tuple[Area, list[Area]]]) -> None:
        super().__init__(request.GET, auto_id="filter_%s")
        every, said = ("", _("All")), ("", _("Everything"))
        self._offer("sector", [every, *named(Sector.choices)])
        self._offer("area", [("", _("Everywhere")), *_place_choices(places)])
        self._offer("language", [every, *named(Language.choices)])
        for name in (Direction.OFFERS, Direction.SEEKS):
            found = remembered(f"tags {name}", partial(tags_in_use, name, request.actor))
            tags = [(tag.slug, tag.name) for tag in found]
            self._offer(name, [said, *tags, *_asked_beyond(request.GET.get(name, ""), tags)])

    def _offer(self, name: str, choices: list[tuple[object, object]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def wanted(self) -> Wanted:
        self.is_valid()
        asked = self.cleaned_data
        return Wanted(
            kind=asked.get("kind", ""),
            sector=asked.get("sector", ""),
            area=asked.get("area", ""),
            language=asked.get("language", ""),
            offers=asked.get("offers", ""),
            seeks=asked.get("seeks", ""),
            text=normalise_line(asked.get("q", ""))[:LONGEST_SEARCH],
        )

    def query(self) -> dict[str, str]:
        """What was asked and understood, as it goes in an address."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


def _place_choices(places: list[tuple[Area, list[Area]]]) -> list[tuple[object, object]]:
    choices: list[tuple[object, object]] = [(town.key, town.name) for town, _districts in places]
    for town, districts in places:
        if districts:
            choices.append((town.name, [(district.key, district.name) for district in districts]))
    return choices


def _asked_beyond(slug: str, tags: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A word that is asked for without being among the choices, called as it was asked."""
    is_new = slug not in dict(tags)
    return [(slug, slug)] if is_new and re.fullmatch(r"[a-z0-9-]{1,70}", slug) else []


@searched_within_limits
def directory(request: ActorRequest) -> HttpResponse:
    form = Filters(request, areas_by_municipality())
    found = find_actors(form.wanted(), request.actor).select_related("area")
    asked = form.query()
    pages = Paginator(found, PAGE)
    if not asked and request.actor is None:
        pages.count = remembered("directory", lambda: Paginator(found, PAGE).count)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "actors": [actor_row(row) for row in actor_rows(list(page), request.actor)],
        "count": _count(page.paginator.count),
        "query": f"{urlencode(asked)}&" if asked else "",
        "map_url": _with(reverse("web:directory-map"), {**asked, "area": ""}),
        "clear_url": reverse("web:directory") if asked else "",
    }
    return render(request, "web/people/directory.html", context)


@searched_within_limits
def directory_map(request: ActorRequest) -> HttpResponse:
    """The same people and organisations, by municipality; a table says the same in words."""
    places = areas_by_municipality()
    form = Filters(request, places)
    found = find_actors(form.wanted(), request.actor)
    counts = counts_by_municipality(found, request.actor)
    asked = {**form.query(), "area": ""}
    towns = [
        Town(
            key=town.key,
            name=town.name,
            count=counts.get(town.pk, 0),
            url=_with(reverse("web:directory"), {**asked, "area": town.key}),
        )
        for town, _districts in places
    ]
    total = found.order_by().aggregate(total=Count("pk"))["total"]
    context = {
        "form": form,
        "towns": towns,
        "map": draw_map(places, towns, tile_server=settings.TILE_SERVER),
        "count": _count(total),
        "elsewhere": total - sum(counts.values()),
        "list_url": _with(reverse("web:directory"), form.query()),
        "clear_url": reverse("web:directory-map") if form.query() else "",
    }
    return render(request, "web/people/map.html", context)


def _count(total: int) -> str:
    return ngettext("%(count)d takes part", "%(count)d take part", total) % {"count": total}


def _with(path: str, asked: dict[str, str]) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{path}?{query}" if query else path
