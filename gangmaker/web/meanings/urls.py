from django.urls import URLPattern

from gangmaker.concepts.rules import can_say_what_it_means, can_say_what_she_means
from gangmaker.web.guards import guarded
from gangmaker.web.policies import actor, item

from . import pages

BOTH = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    guarded(
        "items/<slug:slug>/concepts/",
        pages.item_concepts,
        item("may say what it means", can_say_what_it_means),
        name="item-concepts",
        methods=BOTH,
    ),
    guarded(
        "actors/<slug:slug>/concepts/",
        pages.actor_concepts,
        actor("may say what she means", can_say_what_she_means),
        name="actor-concepts",
        methods=BOTH,
    ),
]
