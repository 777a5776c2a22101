"""How a text will look is made by what shows it afterwards (A04, A05)."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from gangmaker.core.markdown import to_html
from gangmaker.web.limits import Limit
from gangmaker.web.talk import previews
from tests.core.test_markdown import A04
from tests.security.markup import dangers
from tests.web.items.conftest import signed_in
from tests.world import make_person

from .conversation import make_conversation, read, say

pytestmark = pytest.mark.django_db


def preview(text, *, client=None, **headers):
    said = {"preview": "summary", "summary": text, "text": "not this"}
    return (client or Client()).post(reverse("web:preview"), said, headers=headers)


@pytest.mark.parametrize("text", A04)
def test_what_is_previewed_and_what_is_shown_came_through_one_sanitiser(text):
    talk = make_conversation(summary=text)
    say(talk.item, text=text)
    made = to_html(text)

    pages = [
        preview(text),
        preview(text, **{"HX-Request": "true"}),
        read("comments", talk.item),
        read("item", talk.item),
    ]

    for page in pages:
        assert made in page.content.decode()
        assert list(dangers(page.content.decode())) == []


def test_a_preview_needs_the_token_of_a_form():
    client = signed_in(make_person())
    client.handler.enforce_csrf_checks = True

    assert preview("x", client=client).status_code == 403


def test_a_preview_is_a_part_of_the_form_or_a_page_beside_it():
    part = preview("*x*", **{"HX-Request": "true"}).content.decode()
    page = preview("*x*").content.decode()

    assert ("<em>x</em>" in part, "<html" in part) == (True, False)
    assert ("<em>x</em>" in page, "<html" in page) == (True, True)


def test_previews_are_counted(monkeypatch):
    cache.clear()
    monkeypatch.setattr(previews, "LOOKED", Limit("looked-test", 1, 60))

    assert [preview("x").status_code for _again in range(2)] == [200, 429]
