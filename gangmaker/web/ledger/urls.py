from django.urls import URLPattern

from gangmaker.web import policies
from gangmaker.web.guards import guarded

from . import doors, granting, grants, letters, statement, tables, vat, volunteers

BOTH = ("GET", "POST")
POST = ("POST",)

grant_urlpatterns: list[URLPattern] = [
    guarded("grants/", grants.grants, doors.grants_read, name="grants"),
    guarded("grants/new/", granting.grant_new, doors.grants_kept, name="grant-new", methods=BOTH),
    guarded("grants/<int:grant>/", grants.grant, doors.grant_seen, name="grant"),
    guarded("grants/<int:grant>/dossier.csv", grants.grant_csv, doors.grant_seen, name="grant-csv"),
    guarded(
        "grants/<int:grant>/terms/",
        granting.grant_edit,
        doors.grant_kept,
        name="grant-edit",
        methods=BOTH,
    ),
    guarded(
        "grants/<int:grant>/awards/",
        granting.grant_awards,
        doors.grant_kept,
        name="grant-awards",
        methods=BOTH,
    ),
    guarded(
        "grants/<int:grant>/awards/<int:award>/ending/",
        granting.grant_award_ending,
        doors.award_kept,
        name="grant-award-ending",
        methods=POST,
    ),
    guarded(
        "grants/<int:grant>/deadlines/",
        granting.grant_deadlines,
        doors.grant_kept,
        name="grant-deadlines",
        methods=BOTH,
    ),
    guarded(
        "grants/<int:grant>/deadlines/<int:deadline>/meeting/",
        granting.grant_deadline_met,
        doors.deadline_kept,
        name="grant-deadline-met",
        methods=POST,
    ),
    guarded(
        "grants/<int:grant>/lines/",
        granting.grant_lines,
        doors.grant_kept,
        name="grant-lines",
        methods=POST,
    ),
    guarded(
        "grants/<int:grant>/lines/<int:line>/withdrawal/",
        granting.grant_line_withdrawal,
        doors.line_kept,
        name="grant-line-withdrawal",
        methods=BOTH,
    ),
    guarded(
        "grants/<int:grant>/lines/<int:line>/correction/",
        granting.grant_line_correction,
        doors.line_kept,
        name="grant-line-correction",
        methods=POST,
    ),
]
letter_urlpatterns: list[URLPattern] = [
    guarded(
        "grants/<int:grant>/letters/", letters.letters, doors.letters_read, name="grant-letters"
    ),
    guarded(
        "grants/<int:grant>/letters/new/",
        letters.letter_new,
        doors.grant_kept,
        name="letter-new",
        methods=BOTH,
    ),
    guarded(
        "grants/<int:grant>/letters/<int:letter>/",
        letters.letter,
        doors.letter_read,
        name="letter",
    ),
    guarded(
        "grants/<int:grant>/letters/<int:letter>/correction/",
        letters.letter_correction,
        doors.letter_kept,
        name="letter-correction",
        methods=BOTH,
    ),
    guarded(
        "grants/<int:grant>/letters/<int:letter>/ending/",
        letters.letter_ending,
        doors.letter_kept,
        name="letter-ending",
        methods=BOTH,
    ),
    guarded("grants/vat/", vat.vat_regimes, doors.grants_kept, name="vat-regimes", methods=BOTH),
]
table_urlpatterns: list[URLPattern] = [
    guarded("valuation/", tables.valuation, policies.anyone, name="valuation"),
    guarded(
        "valuation/new/", tables.method_new, doors.tables_kept, name="method-new", methods=BOTH
    ),
    guarded(
        "valuation/<slug:method>/rates/",
        tables.rate_new,
        doors.method_kept,
        name="rate-new",
        methods=BOTH,
    ),
    guarded(
        "valuation/<slug:method>/rates/<int:rate>/",
        tables.rate_replaced,
        doors.rate_kept,
        name="rate-replaced",
        methods=BOTH,
    ),
    guarded(
        "region/volunteer-caps/",
        tables.volunteer_caps,
        doors.tables_kept,
        name="volunteer-caps",
        methods=BOTH,
    ),
]
volunteer_urlpatterns: list[URLPattern] = [
    guarded(
        "actors/<slug:slug>/volunteers/",
        volunteers.volunteers,
        doors.volunteers_kept,
        name="volunteers",
        methods=BOTH,
    ),
    guarded(
        "actors/<slug:slug>/volunteers/note/",
        volunteers.note,
        doors.note_read,
        name="volunteer-note",
        methods=BOTH,
    ),
    guarded(
        "actors/<slug:slug>/volunteers/note/text/",
        volunteers.note_edit,
        doors.volunteers_kept,
        name="volunteer-note-edit",
        methods=BOTH,
    ),
    guarded(
        "actors/<slug:slug>/volunteers/<int:year>/",
        volunteers.volunteer_list,
        doors.volunteers_of_year_kept,
        name="volunteer-list",
    ),
    guarded(
        "actors/<slug:slug>/volunteers/<int:year>/list.csv",
        volunteers.volunteer_csv,
        doors.volunteers_of_year_kept,
        name="volunteer-csv",
    ),
    guarded(
        "actors/<slug:slug>/volunteers/allowances/<int:allowance>/withdrawal/",
        volunteers.allowance_back,
        doors.allowance_kept,
        name="allowance-back",
        methods=BOTH,
    ),
    guarded(
        "profile/volunteering/", volunteers.volunteering, policies.signed_in, name="volunteering"
    ),
]
statement_urlpatterns: list[URLPattern] = [
    guarded(
        "statement/<int:year>/", statement.own_statement, doors.statement_own, name="statement"
    ),
    guarded(
        "statement/<int:year>/statement.pdf",
        statement.own_pdf,
        doors.statement_own,
        name="statement-pdf",
    ),
    guarded(
        "actors/<slug:slug>/statement/<int:year>/",
        statement.actor_statement,
        doors.statement_read,
        name="actor-statement",
    ),
    guarded(
        "actors/<slug:slug>/statement/<int:year>/statement.pdf",
        statement.actor_pdf,
        doors.statement_read,
        name="actor-statement-pdf",
    ),
]
urlpatterns = [
    *grant_urlpatterns,
    *letter_urlpatterns,
    *table_urlpatterns,
    *volunteer_urlpatterns,
    *statement_urlpatterns,
]
