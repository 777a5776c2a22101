from django.urls import URLPattern

from gangmaker.web.guards import guarded

from . import claims, doors, merging, sheets

BOTH = ("GET", "POST")
POST = ("POST",)

urlpatterns: list[URLPattern] = [
    guarded(
        "actors/<slug:slug>/claim/",
        claims.claim_record,
        doors.actor_claimed,
        name="claim-new",
        methods=BOTH,
    ),
    guarded(
        "actors/<slug:slug>/proof/",
        claims.send_proof,
        doors.actor_kept,
        name="actor-proof",
        methods=POST,
    ),
    guarded("claims/", claims.claims, doors.keeper, name="claims"),
    guarded(
        "claims/answer/<str:token>/",
        claims.answer,
        doors.claim_answered,
        name="claim-answer",
        methods=BOTH,
    ),
    guarded("claims/<uuid:claim>/", claims.claim, doors.claim_seen, name="claim"),
    guarded(
        "claims/<uuid:claim>/address/",
        claims.ask_address,
        doors.claim_made,
        name="claim-address",
        methods=POST,
    ),
    guarded(
        "claims/<uuid:claim>/decision/",
        claims.decide,
        doors.claim_decided,
        name="claim-decision",
        methods=POST,
    ),
    guarded("records/alike/", merging.alike, doors.keeper, name="alike"),
    guarded("actors/<slug:slug>/merge/", merging.find_other, doors.actor_kept, name="merge-find"),
    guarded(
        "records/<uuid:stands>/<uuid:other>/",
        merging.merge,
        doors.pair_kept,
        name="merge-new",
        methods=BOTH,
    ),
    guarded(
        "records/<uuid:stands>/<uuid:other>/apart/",
        merging.tell_apart,
        doors.pair_kept,
        name="told-apart",
        methods=POST,
    ),
    guarded("records/merges/", merging.merges, doors.keeper, name="merges"),
    guarded("records/merges/<uuid:merge>/", merging.merged, doors.merge_kept, name="merge"),
    guarded(
        "records/merges/<uuid:merge>/undone/",
        merging.undo,
        doors.merge_kept,
        name="merge-undone",
        methods=POST,
    ),
    guarded("sheets/", sheets.sheets, doors.keeper, name="sheets"),
    guarded(
        "sheets/<str:of>/given-out/",
        sheets.give_out,
        doors.sheets_kept,
        name="sheets-given-out",
        methods=BOTH,
    ),
    guarded("sheets/<str:of>/columns/", sheets.columns, doors.sheets_kept, name="sheet-columns"),
    guarded("sheets/<str:of>/empty.xlsx", sheets.empty, doors.sheets_kept, name="sheet-empty"),
    guarded("sheets/<str:of>/new/", sheets.send, doors.sheets_kept, name="sheet-new", methods=BOTH),
    guarded("sheets/<uuid:sheet>/", sheets.sheet, doors.sheet_kept, name="sheet", methods=BOTH),
    guarded("sheets/<uuid:sheet>/report.csv", sheets.report, doors.sheet_kept, name="sheet-report"),
]
