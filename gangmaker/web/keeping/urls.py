from django.urls import URLPattern

from gangmaker.web import policies
from gangmaker.web.guards import guarded

from . import answering, asking, doors, items, ledger, today

BOTH = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    guarded("today/", today.today, policies.signed_in, name="today"),
    guarded("questions/new/", asking.ask, policies.signed_in, name="ask", methods=BOTH),
    guarded(
        "items/<slug:slug>/answer/",
        answering.item_answer,
        policies.item_answered,
        name="item-answer",
        methods=BOTH,
    ),
    guarded(
        "items/<slug:slug>/steps/<int:promise>/",
        today.step_done,
        doors.step_kept,
        name="item-step",
        methods=("POST",),
    ),
    guarded(
        "items/<slug:slug>/owner/",
        items.item_owner,
        policies.item_handed_over,
        name="item-owner",
        methods=BOTH,
    ),
    guarded(
        "items/<slug:slug>/withdrawal/",
        items.item_withdrawal,
        policies.item_withdrawn,
        name="item-withdrawal",
        methods=BOTH,
    ),
    guarded(
        "items/<slug:slug>/edit/",
        items.item_edit,
        policies.item_edited,
        name="item-edit",
        methods=BOTH,
    ),
    guarded(
        "items/<slug:slug>/translations/<str:language>/",
        items.item_translation,
        doors.item_translated,
        name="item-translation",
        methods=BOTH,
    ),
    guarded(
        "items/<slug:slug>/ledger/<int:entry>/confirmation/",
        ledger.confirmation,
        policies.entry_confirmed,
        name="entry-confirmation",
        methods=("POST",),
    ),
    guarded(
        "items/<slug:slug>/ledger/<int:entry>/correction/",
        ledger.correction,
        policies.entry_corrected,
        name="entry-correction",
        methods=BOTH,
    ),
]
