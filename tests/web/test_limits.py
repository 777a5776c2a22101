"""A25: whoever looks for words all the time is asked to wait; whoever reads is not."""

import pytest
from django.test import Client

from gangmaker.web.limits import SEARCH
from tests.world import make_person

pytestmark = pytest.mark.django_db

PAGES = ["/nl/search/", "/nl/items/", "/nl/actors/", "/nl/actors/map/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_network_that_searches_without_end_is_told_to_wait(page: str):
    visitor = Client()
    for _ in range(SEARCH.most):
        assert SEARCH.allows("127.0.0.1")

    answer = visitor.get(page, {"q": "vlas"})

    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "een minuut" in answer.content.decode()
    assert visitor.get(page).status_code == 200


def test_a_proxy_s_word_does_not_make_another_network():
    visitor = Client()
    for _ in range(SEARCH.most):
        SEARCH.allows("127.0.0.1")

    answer = visitor.get("/nl/search/", {"q": "vlas"}, headers={"x-forwarded-for": "8.8.8.8"})

    assert answer.status_code == 429


def test_a_member_counts_for_herself():
    for _ in range(SEARCH.most):
        SEARCH.allows("127.0.0.1")
    member = make_person()
    assert member.account
    client = Client()
    client.force_login(member.account)

    assert client.get("/nl/search/", {"q": "vlas"}).status_code == 200


@pytest.mark.parametrize(("words", "found"), [("ka", False), ("kaa", True)])
def test_nobody_is_found_by_fewer_than_three_letters(words: str, found: bool):
    make_person("Kaartster, Menen", audience="public")

    page = Client().get("/nl/search/", {"q": words}).content.decode()

    assert ("Kaartster" in page) is found
