"""Nothing is stored in a browser but what the page on cookies names (L16)."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

import gangmaker.web
from tests.web.rights.visitors import signed_in
from tests.world import make_person, make_question, make_team

pytestmark = pytest.mark.django_db

SCRIPTS = Path(gangmaker.web.__file__).parent / "static" / "web" / "js"
NAMED = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}


def test_only_the_cookies_that_the_page_names_are_set():
    make_team()
    question = make_question()
    guest, member = Client(), signed_in(make_person())
    addresses = [
        "/",
        "/fr/",
        reverse("web:item", args=[question.slug]),
        reverse("web:join"),
        reverse("web:sign-in"),
        reverse("web:profile"),
        reverse("web:guest-data-ask"),
    ]

    for address in addresses:
        guest.get(address)
        member.get(address)

    page = Client().get(reverse("web:page", args=["cookies"])).content.decode()
    assert {*guest.cookies, *member.cookies} <= NAMED
    assert all(name in page for name in NAMED)


def test_no_script_of_ours_stores_anything():
    said = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS.rglob("*.js"))

    assert [
        word
        for word in ("localStorage", "sessionStorage", "indexedDB", "document.cookie")
        if word in said
    ] == []
