from django.urls import URLPattern

from gangmaker.web.guards import guarded
from gangmaker.web.policies import region_admin, signed_in

from . import doors, given_up, pages, stopping

BOTH = ("GET", "POST")
POST = ("POST",)

urlpatterns: list[URLPattern] = [
    guarded("notices/", pages.notices, signed_in, name="notices"),
    guarded("notices/seen/", pages.seen, signed_in, name="notices-seen", methods=POST),
    guarded(
        "notices/settings/",
        pages.notice_settings,
        signed_in,
        name="notice-settings",
        methods=BOTH,
    ),
    guarded(
        "notices/follows/<uuid:item>/end/",
        pages.stop_following,
        doors.follow_own,
        name="follow-end",
        methods=POST,
    ),
    guarded(
        "notices/mails/<str:token>/",
        stopping.stop_notices,
        doors.signed_link,
        name="stop-notices",
        methods=BOTH,
    ),
    guarded("region/mails/", given_up.given_up, region_admin, name="given-up-mails"),
    guarded(
        "region/mails/again/",
        given_up.all_again,
        region_admin,
        name="given-up-again",
        methods=POST,
    ),
    guarded(
        "region/mails/<int:message>/again/",
        given_up.again,
        doors.given_up,
        name="given-up-mail-again",
        methods=POST,
    ),
    guarded(
        "region/mails/<int:message>/dropping/",
        given_up.dropped,
        doors.given_up,
        name="given-up-mail-dropping",
        methods=BOTH,
    ),
]
