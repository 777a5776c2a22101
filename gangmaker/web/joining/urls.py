from django.urls import URLPattern

from gangmaker.web import policies
from gangmaker.web.guards import Guard, guarded

from . import doors, join, receipts, support

item_supported = Guard(
    "item: may support", lambda viewer, found: viewer is not None, policies.find_item
)

urlpatterns: list[URLPattern] = [
    guarded("join/", join.join, policies.anyone, name="join", methods=("GET", "POST")),
    guarded("join/similar/", join.similar, policies.anyone, name="join-similar"),
    guarded(
        "join/support/",
        support.join_support,
        policies.anyone,
        name="join-support",
        methods=("GET", "POST"),
    ),
    guarded(
        "join/received/<str:token>/",
        receipts.join_received,
        doors.receipt_held,
        name="join-received",
    ),
    guarded(
        "confirm/<str:token>/",
        receipts.confirm_address,
        doors.link_held,
        name="confirm-address",
        methods=("GET", "POST"),
    ),
    guarded(
        "confirm/<str:token>/link/",
        receipts.confirm_again,
        doors.link_held,
        name="confirm-again",
        methods=("POST",),
    ),
    guarded(
        "items/<slug:slug>/support/",
        support.item_support,
        item_supported,
        name="item-support",
        methods=("POST",),
    ),
]
