from django.urls import URLPattern

from gangmaker.web import policies
from gangmaker.web.guards import guarded

from . import doors, handover, life

BOTH = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    guarded("alive/", life.life, policies.signed_in, name="life", methods=BOTH),
    guarded(
        "alive/<str:token>/", life.life_asked, doors.inquiry_held, name="life-asked", methods=BOTH
    ),
    guarded(
        "items/<slug:slug>/alive/",
        life.item_life,
        doors.item_said_alive,
        name="item-life",
        methods=BOTH,
    ),
    guarded(
        "items/<slug:slug>/awake/",
        life.item_awake,
        doors.item_said_alive,
        name="item-awake",
        methods=("POST",),
    ),
    guarded(
        "actors/<slug:slug>/handover/",
        handover.hand_over,
        doors.all_handed_over,
        name="hand-over",
        methods=BOTH,
    ),
    guarded("handovers/<uuid:handover>/", handover.handover, doors.handover_read, name="handover"),
]
