"""Addresses without a language, texts about the site, posters and pages for what went wrong."""

import pytest
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from gangmaker.actors.models import Region
from gangmaker.core.qr import qr_path
from gangmaker.web import errors
from gangmaker.web.items.pages import MOVED, PAGES
from gangmaker.web.items.poster import first_sentence
from tests.world import make_question

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("headers", "cookie", "expected"),
    [
        ({"accept-language": "fr-BE,fr;q=0.9"}, "", "/fr/"),
        ({"accept-language": "fr"}, "en", "/en/"),
        ({"accept-language": "ja"}, "", "/nl/"),
        ({}, "", "/nl/"),
    ],
)
def test_the_root_leads_to_the_readers_language(headers, cookie, expected):
    client = Client()
    if cookie:
        client.cookies["language"] = cookie

    answer = client.get("/", headers=headers)

    assert (answer.status_code, answer["Location"]) == (302, expected)
    assert "Accept-Language" in answer["Vary"]


def test_a_short_address_leads_to_joining_in_the_readers_language():
    question = make_question()
    typed = f"{question.code[:4]}-{question.code[4:]}".upper()

    answer = Client().get(f"/d/{typed}", headers={"accept-language": "fr"})

    assert answer["Location"] == f"/fr/join/?item={question.code}"


def test_a_poster_carries_the_short_address_as_code_and_as_text():
    question = make_question()

    text = Client().get(reverse("web:item-poster", args=[question.slug])).content.decode()

    assert qr_path(f"http://127.0.0.1:8000/d/{question.code}").d in text
    assert f"127.0.0.1:8000/d/{question.code}" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Een zin. Nog een.", "Een zin."),
        ("Is het zo? Ja.", "Is het zo?"),
        ("Zonder einde", "Zonder einde"),
        ("Regel\nVolgende.", "Regel"),
        ("", ""),
    ],
)
def test_a_poster_takes_the_first_sentence(text, expected):
    assert first_sentence(text) == expected


def test_a_poster_never_holds_more_than_fits():
    assert len(first_sentence("woord " * 400)) <= 180


@pytest.mark.parametrize("slug", sorted(PAGES.keys() - MOVED))
@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_every_text_about_the_site_is_there(slug, language):
    answer = Client().get(f"/{language}/about/{slug}/")

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()


def test_a_text_that_is_not_there_is_not_found():
    assert Client().get("/nl/about/nothing/").status_code == 404


def test_the_colours_of_the_region_may_be_kept_by_anyone():
    Region.objects.create(
        pk=1,
        name="Kortrijk",
        slogan="",
        welcome="",
        contact_email="x@example.org",
        act_colour="#ffff00",
        waiting_colour="#a67a2b",
    )

    answer = Client().get(reverse("web:region-css"))

    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer["Cache-Control"].startswith("public")
    assert "Set-Cookie" not in answer
    assert b"light-dark(#ffff00" not in answer.content  # made darker until it can be read


def test_machines_are_told_where_to_look():
    robots = Client().get("/robots.txt").content.decode()

    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in robots
    assert "http://127.0.0.1:8000/sitemap-1.xml" in Client().get("/sitemap.xml").content.decode()


@override_settings(DEMO=True)
def test_a_demo_is_not_to_be_found_by_search_engines():
    assert "Disallow: /\n" in Client().get("/robots.txt").content.decode()


def test_what_is_not_there_gets_a_page_with_a_way_on():
    answer = Client().get("/fr/items/niets/")

    assert answer.status_code == 404
    assert (
        reverse("web:search") in answer.content.decode() or "/fr/search/" in answer.content.decode()
    )


def test_the_page_for_our_own_faults_needs_nothing_that_may_have_failed(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = errors.server_error(RequestFactory().get("/"))

    assert answer.status_code == 500
    for language in ("nl", "en", "fr"):
        assert f'lang="{language}"' in answer.content.decode()
