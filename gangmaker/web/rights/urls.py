"""The doors of one's own data, and of what the law asks us to say about it."""

from django.urls import URLPattern

from gangmaker.web.guards import guarded
from gangmaker.web.policies import anyone, region_admin, signed_in

from . import ages, doors, erasure, guests, legal, my_data, register, security_txt

BOTH = ("GET", "POST")
POST = ("POST",)

urlpatterns: list[URLPattern] = [
    guarded("profile/my-data/", my_data.my_data, signed_in, name="my-data"),
    guarded(
        "profile/my-data/download/",
        my_data.download,
        signed_in,
        name="my-data-download",
        methods=POST,
    ),
    guarded("profile/my-data/file/", my_data.fetch, doors.download_waits, name="my-data-file"),
    guarded(
        "profile/my-data/consents/<slug:purpose>/",
        my_data.consent,
        doors.consent_asked,
        name="my-data-consent",
        methods=POST,
    ),
    guarded("profile/age/", ages.age, signed_in, name="age", methods=BOTH),
    guarded("profile/erasure/", erasure.erasure, signed_in, name="erasure", methods=BOTH),
    guarded(
        "profile/erasure/code/", erasure.enter_code, signed_in, name="erasure-code", methods=BOTH
    ),
    guarded("erased/", erasure.erased, anyone, name="erased"),
    guarded("my-data/", guests.ask, anyone, name="guest-data-ask", methods=BOTH),
    guarded("my-data/sent/", guests.sent, anyone, name="guest-data-sent"),
    guarded("my-data/<str:token>/", guests.found, doors.mailbox_read, name="guest-data"),
    guarded(
        "my-data/<str:token>/download/",
        guests.download,
        doors.mailbox_read,
        name="guest-data-download",
        methods=POST,
    ),
    guarded(
        "my-data/<str:token>/erasure/",
        guests.erasure,
        doors.mailbox_read,
        name="guest-data-erasure",
        methods=BOTH,
    ),
    guarded("about/register/", register.register_page, anyone, name="register", shared=True),
    guarded("about/register.csv", register.register_csv, anyone, name="register-csv"),
    guarded("about/my-data/", register.data_format, anyone, name="my-data-format", shared=True),
    guarded("region/legal/", legal.legal, region_admin, name="region-legal", methods=BOTH),
]

root_urlpatterns: list[URLPattern] = [
    guarded(
        ".well-known/security.txt",
        security_txt.security_txt,
        security_txt.security_told,
        name="security-txt",
    ),
]
