"""The doors of the reading side."""

from django.urls import URLPattern

from gangmaker.web.guards import guarded
from gangmaker.web.policies import anyone, item_seen

from . import answers, doors, explore, home, item, pages, poster, roots, searching, sitemaps

urlpatterns: list[URLPattern] = [
    guarded("", home.home, anyone, name="home", shared=True),
    guarded("items/", explore.explore, anyone, name="explore", shared=True),
    guarded("items/<slug:slug>/", item.item_page, doors.item_read, name="item", shared=True),
    guarded("items/<slug:slug>/poster/", poster.poster, item_seen, name="item-poster", shared=True),
    guarded("search/", searching.search, anyone, name="search", shared=True),
    guarded("answers/", answers.answers, anyone, name="answers", shared=True),
    guarded("about/<slug:slug>/", pages.page, doors.text_known, name="page", shared=True),
    guarded("region.css", pages.region_css, anyone, name="region-css"),
]

root_urlpatterns: list[URLPattern] = [
    guarded("", roots.root, anyone, name="root"),
    guarded("d/<str:code>", roots.short_address, doors.item_coded, name="short-address"),
    guarded("robots.txt", sitemaps.robots, anyone, name="robots"),
    guarded("sitemap.xml", sitemaps.sitemap_index, anyone, name="sitemap-index"),
    guarded("sitemap-<int:part>.xml", sitemaps.sitemap, doors.part_known, name="sitemap"),
]
