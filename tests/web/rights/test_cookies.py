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


def test_only_the_script_that_the_page_tells_of_stores_anything():
    storing = ("localStorage", "sessionStorage", "indexedDB", "document.cookie")

    found = {
        (path.name, word)
        for path in SCRIPTS.rglob("*.js")
        for word in storing
        if word in path.read_text(encoding="utf-8")
    }

    page = Client().get("/en/about/cookies/").content.decode()
    assert found == {("keeps-typed.js", "localStorage")}
    assert "While a broker writes a brief" in page
