"""Who takes part: sign in, profiles, organisations, the directory."""

from django.conf import settings
from django.urls import URLPattern

from gangmaker.web import demo_signin
from gangmaker.web.guards import guarded
from gangmaker.web.policies import (
    actor_edited,
    actor_page_seen,
    anyone,
    may_enter_others,
    signed_in,
)

from . import (
    acting,
    actor_page,
    directory,
    entering,
    invitation,
    media,
    organisations,
    profile,
    security,
    signing,
)

BOTH = ("GET", "POST")
POST = ("POST",)

urlpatterns: list[URLPattern] = [
    guarded("sign-in/", signing.sign_in, anyone, name="sign-in", methods=BOTH),
    guarded("sign-in/code/", signing.enter_code, anyone, name="sign-in-code", methods=BOTH),
    guarded("sign-out/", signing.sign_out, anyone, name="sign-out", methods=BOTH),
    guarded("acting/", acting.act, signed_in, name="acting", methods=POST),
    guarded("profile/", profile.profile, signed_in, name="profile"),
    guarded("profile/edit/", profile.edit_own, signed_in, name="profile-edit", methods=BOTH),
    guarded("actors/", directory.directory, anyone, name="directory", shared=True),
    guarded("actors/map/", directory.directory_map, anyone, name="directory-map", shared=True),
    guarded("actors/new/", entering.enter, may_enter_others, name="actor-new", methods=BOTH),
    guarded(
        "organisations/new/", organisations.start, signed_in, name="organisation-new", methods=BOTH
    ),
    guarded(
        "actors/<slug:slug>/", actor_page.actor_page, actor_page_seen, name="actor", shared=True
    ),
    guarded(
        "actors/<slug:slug>/edit/", profile.edit, actor_edited, name="actor-edit", methods=BOTH
    ),
    guarded(
        "actors/<slug:slug>/picture/",
        profile.picture,
        actor_edited,
        name="actor-picture-edit",
        methods=BOTH,
    ),
    guarded(
        "actors/<slug:slug>/members/",
        organisations.members,
        organisations.members_known,
        name="organisation-members",
    ),
    guarded(
        "actors/<slug:slug>/invitations/",
        organisations.invite,
        organisations.organisation_administered,
        name="organisation-invitations",
        methods=POST,
    ),
    guarded(
        "actors/<slug:slug>/invitations/withdrawn/",
        organisations.revoke,
        organisations.organisation_administered,
        name="organisation-invitations-withdrawn",
        methods=POST,
    ),
    guarded(
        "actors/<slug:slug>/members/<uuid:person>/role/",
        organisations.change_role,
        organisations.membership_administered,
        name="membership-role",
        methods=POST,
    ),
    guarded(
        "actors/<slug:slug>/members/<uuid:person>/end/",
        organisations.end_membership,
        organisations.membership_ended,
        name="membership-end",
        methods=BOTH,
    ),
    guarded(
        "invitations/<str:token>/",
        invitation.invitation,
        invitation.invited,
        name="invitation",
        methods=BOTH,
    ),
]

root_urlpatterns: list[URLPattern] = [
    *security.urlpatterns,
    guarded("sign-in/", signing.sign_in, anyone, name="account_login", methods=BOTH),
    guarded("sign-in/", signing.sign_in, anyone, name="account_request_login_code", methods=BOTH),
    guarded(
        "sign-in/code/", signing.enter_code, anyone, name="account_confirm_login_code", methods=BOTH
    ),
    guarded("sign-out/", signing.sign_out, anyone, name="account_logout", methods=BOTH),
    guarded("sign-in/closed/", signing.closed, anyone, name="account_inactive"),
]
"""In a language, under the names that the library looks up. Nothing else of it has an address."""

plain_urlpatterns: list[URLPattern] = [
    guarded(
        "media/<slug:slug>/<slug:size>.webp",
        media.picture,
        media.picture_seen,
        name="actor-picture",
    ),
    *(demo_signin.urlpatterns if settings.DEMO else []),
]
"""The same in every language."""
