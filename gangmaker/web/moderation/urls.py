"""The doors of reports, decisions, statements, house rules and the yearly account."""

from django.urls import URLPattern

from gangmaker.web.guards import guarded
from gangmaker.web.policies import anyone, region_admin, signed_in

from . import (
    deciding,
    doors,
    house_rules,
    objections,
    queue,
    reporting,
    statements,
    transparency,
)

FORM = ("GET", "POST")
POST = ("POST",)

urlpatterns: list[URLPattern] = [
    guarded(
        "items/<slug:slug>/report/",
        reporting.report_thing,
        doors.item_reported,
        name="report-item",
        methods=FORM,
    ),
    guarded(
        "items/<slug:slug>/comments/<uuid:comment>/report/",
        reporting.report_thing,
        doors.comment_reported,
        name="report-comment",
        methods=FORM,
    ),
    guarded(
        "actors/<slug:slug>/report/",
        reporting.report_thing,
        doors.actor_reported,
        name="report-actor",
        methods=FORM,
    ),
    guarded("reports/<str:code>/", reporting.receipt, doors.report_held, name="report-receipt"),
    guarded(
        "reports/<str:code>/objection/",
        reporting.report_objection,
        doors.report_held,
        name="report-objection",
        methods=POST,
    ),
    guarded("statements/", statements.statements, signed_in, name="statements-of-reasons"),
    guarded(
        "statements/<str:token>/",
        statements.statement,
        doors.statement_held,
        name="statement-of-reasons",
    ),
    guarded(
        "statements/<str:token>/objection/",
        statements.statement_objection,
        doors.statement_held,
        name="statement-objection",
        methods=POST,
    ),
    guarded(
        "statements/<str:token>/lifting/",
        statements.statement_lifting,
        doors.statement_lifted,
        name="statement-lifting",
        methods=POST,
    ),
    guarded("moderation/", queue.queue, doors.moderator, name="moderation"),
    guarded(
        "moderation/items/<slug:slug>/",
        deciding.moderate,
        doors.item_moderated,
        name="moderation-item",
        methods=FORM,
    ),
    guarded(
        "moderation/comments/<uuid:comment>/",
        deciding.moderate,
        doors.comment_moderated,
        name="moderation-comment",
        methods=FORM,
    ),
    guarded(
        "moderation/actors/<slug:slug>/",
        deciding.moderate,
        doors.actor_moderated,
        name="moderation-actor",
        methods=FORM,
    ),
    guarded(
        "moderation/objections/<uuid:objection>/",
        objections.objection_page,
        doors.objection_found,
        name="moderation-objection",
        methods=FORM,
    ),
    guarded(
        "moderation/flags/<int:flag>/",
        queue.flag_looked_at,
        doors.flag_found,
        name="moderation-flag",
        methods=POST,
    ),
    guarded("about/house-rules/", house_rules.house_rules, anyone, name="house-rules"),
    guarded(
        "about/house-rules/new/",
        house_rules.house_rules_new,
        region_admin,
        name="house-rules-new",
        methods=FORM,
    ),
    guarded(
        "about/house-rules/<int:version>/",
        house_rules.house_rules_version,
        doors.version_found,
        name="house-rules-version",
    ),
    guarded("about/transparency/", transparency.transparency, anyone, name="transparency"),
    guarded(
        "about/transparency/<int:year>/",
        transparency.transparency,
        doors.year_found,
        name="transparency-year",
    ),
    guarded(
        "about/transparency/<int:year>/table.csv",
        transparency.transparency_csv,
        doors.year_found,
        name="transparency-csv",
    ),
]
