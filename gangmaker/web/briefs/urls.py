from django.urls import URLPattern

from gangmaker.web.guards import guarded
from gangmaker.web.policies import anyone

from . import doors, keeping, linked, listing, writing

FORM = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    guarded("briefs/", listing.briefs, anyone, name="briefs"),
    guarded("briefs/new/", writing.brief_new, doors.may_broker, name="brief-new", methods=FORM),
    guarded("briefs/callers/", writing.brief_callers, doors.may_broker, name="brief-callers"),
    guarded(
        "briefs/link/<str:token>/",
        linked.brief_link,
        doors.brief_linked,
        name="brief-link",
        methods=FORM,
    ),
    guarded(
        "briefs/link/<str:token>/words/",
        linked.brief_words,
        doors.brief_linked,
        name="brief-words",
        methods=FORM,
    ),
    guarded(
        "items/<slug:slug>/brief/",
        writing.brief_edit,
        doors.brief_brokered,
        name="brief-edit",
        methods=FORM,
    ),
    guarded(
        "items/<slug:slug>/brief/approval/",
        keeping.brief_approval,
        doors.brief_approved,
        name="brief-approval",
        methods=FORM,
    ),
    guarded(
        "items/<slug:slug>/brief/link/",
        keeping.brief_link_renewed,
        doors.brief_brokered,
        name="brief-renewed",
        methods=("POST",),
    ),
    guarded(
        "items/<slug:slug>/brief/end/",
        keeping.brief_end,
        doors.brief_brokered,
        name="brief-end",
        methods=FORM,
    ),
    guarded(
        "items/<slug:slug>/brief/silence/",
        keeping.brief_silence,
        doors.brief_brokered,
        name="brief-silence",
        methods=FORM,
    ),
    guarded(
        "items/<slug:slug>/secrecy/",
        keeping.brief_secrecy,
        doors.brief_candidacy,
        name="brief-secrecy",
        methods=FORM,
    ),
]
