"""What holds at every door, whatever is behind it: A06, A44, A45, A48, A50. See test_matrix too."""

import json
from itertools import cycle

import pytest
from django.apps import apps
from django.test import Client

from tests.security.canaries import CanaryWorld
from tests.security.crawl import browser_of
from tests.security.doors import UNSAFE, Door, one_each

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("w")]

MOVING_TABLES = {"sessions.Session", "django_tasks_database.DBTaskResult"}
NASTY = '"><script>alert(1)</script>'


def contents() -> dict[str, str]:
    """Every row of every table that a visit may not change."""
    return {
        model._meta.label: json.dumps(
            sorted(str(row) for row in model._base_manager.values_list()), default=str
        )
        for model in apps.get_models()
        if model._meta.label not in MOVING_TABLES
    }


ONE_CLICK = ("notices/mails/<str:token>/", "suggestions/mails/<str:token>/")
"""Addresses that need no token of a form: what they may do is signed in the link itself."""


def changing(w: CanaryWorld) -> list[Door]:
    changes = [door for door in one_each(w) if set(door.methods) & set(UNSAFE)]
    return [door for door in changes if not door.route.endswith(ONE_CLICK)]


def readable(w: CanaryWorld) -> list[Door]:
    return [door for door in one_each(w) if "GET" in door.methods]


def test_asking_only_for_the_head_changes_nothing(w: CanaryWorld):
    admin = browser_of(w.viewers["region admin"])
    before = contents()

    for door in readable(w):
        admin.head(door.url)

    assert contents() == before


def test_no_form_is_taken_without_its_token(w: CanaryWorld):
    admin = browser_of(w.viewers["region admin"], strict=True)

    refused = {door.url: admin.post(door.url, {"x": "1"}).status_code for door in changing(w)}

    assert refused
    assert {url: status for url, status in refused.items() if status not in (403, 404)} == {}


def test_json_in_a_plain_text_body_changes_nothing(w: CanaryWorld):
    admin = browser_of(w.viewers["region admin"], strict=True)
    before = contents()

    for door in changing(w):
        admin.post(door.url, '{"x": 1}', content_type="text/plain")

    assert contents() == before


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "127.0.0.1.evil.example"]
)
def test_another_host_is_refused_before_the_database_is_asked(host: str, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client(raise_request_exception=False).get("/nl/", headers={"host": host})

    assert answer.status_code == 400


def test_a_forwarded_host_is_not_believed(w: CanaryWorld):
    answer = Client().get("/nl/", headers={"x-forwarded-host": "evil.example"})

    assert b"evil.example" not in answer.content


def test_no_script_in_the_address_becomes_one_in_the_page(w: CanaryWorld):
    names = ["q", "page", "sort", "kind", "area", "form", "goal", "state", "language", "sector"]
    names += ["municipality", "offers", "seeks", "item", "next", "template", "filter", "per_page"]
    nobody = browser_of(w.viewers["anonymous"])

    for door in readable(w):
        for values in (NASTY,), ("a" * 10_000, "\x00", "-1", "9" * 40):
            answer = nobody.get(door.url, dict(zip(names, cycle(values), strict=False)))
            assert answer.status_code < 500 or door.url == "/readyz", door.url  # it may say so
            assert b"<script>alert(1)" not in b"".join(answer), door.url
            if answer.status_code in (302, 403, 404):
                break  # turned away before anything was read


def test_a_body_of_five_thousand_parts_is_refused(w: CanaryWorld):
    many = {f"field{number}": "x" for number in range(5000)}

    answer = browser_of(w.viewers["anonymous"]).post("/nl/join/", many)

    assert answer.status_code == 400


def test_a_body_of_ten_megabytes_is_refused(w: CanaryWorld):
    answer = browser_of(w.viewers["anonymous"]).post(
        "/nl/join/", "summary=" + "a" * 10_000_000, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code in (400, 413)


def test_nobody_may_embed_us(w: CanaryWorld):
    answer = Client().get("/nl/")

    assert answer.headers["X-Frame-Options"] == "DENY"
