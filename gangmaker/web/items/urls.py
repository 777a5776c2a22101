"""The doors of the reading side."""

from django.urls import URLPattern

from gangmaker.web.guards import guarded
from gangmaker.web.policies import anyone, item_seen

from . import doors, explore, goals, home, item, pages, poster, roots, searching, sitemaps

urlpatterns: list[URLPattern] = [
    guarded("", home.home, anyone, name="home"),
    guarded("items/", explore.explore, anyone, name="explore"),
    guarded("items/<slug:slug>/", item.item_page, item_seen, name="item"),
    guarded("items/<slug:slug>/poster/", poster.poster, item_seen, name="item-poster"),
    guarded("search/", searching.search, anyone, name="search"),
    guarded("goals/", goals.goals, anyone, name="goals"),
    guarded("answers/", goals.answers, anyone, name="answers"),
    guarded("about/<slug:slug>/", pages.page, doors.text_known, name="page"),
    guarded("region.css", pages.region_css, anyone, name="region-css"),
]

root_urlpatterns: list[URLPattern] = [
    guarded("", roots.root, anyone, name="root"),
    guarded("d/<str:code>", roots.short_address, doors.item_coded, name="short-address"),
    guarded("robots.txt", sitemaps.robots, anyone, name="robots"),
    guarded("sitemap.xml", sitemaps.sitemap_index, anyone, name="sitemap-index"),
    guarded("sitemap-<int:part>.xml", sitemaps.sitemap, doors.part_known, name="sitemap"),
]
