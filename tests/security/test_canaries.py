"""T0: no answer, mail or log line holds a token that the rules do not grant its reader."""

import logging
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from gangmaker.actors.models import Actor
from gangmaker.trail import mails
from gangmaker.trail.models import Message
from tests.security.canaries import VIEWERS, CanaryWorld, build
from tests.security.doors import doors

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r"canary\d{3}[a-z]+", re.IGNORECASE)
QUESTIONS = ("CANARY", "CANARY0", "vlas", "*", '"', "a")


def leaked(w: CanaryWorld, text: str, reader: Actor | None) -> set[str]:
    """The tokens in ``text`` that ``reader`` may not read."""
    found = {token.upper() for token in TOKEN.findall(text)}
    return {
        canary.token
        for canary in w.canaries
        if canary.token.upper() in found and not canary.allowed(reader)
    }


def pages(w: CanaryWorld, reader: Actor | None) -> list[str]:
    """Every address that can be read, and lists asked for what should not be found."""
    urls = [door.url for door in doors(w) if "GET" in door.methods]
    asked = [
        f"{url}?q={question}&kind=person"
        for url in urls
        if url.rstrip("/").rsplit("/", 1)[-1] in ("search", "items", "actors")
        for question in QUESTIONS
    ]
    secrets = [canary.token for canary in w.canaries if not canary.allowed(reader)]
    searched = [f"/nl/search/?q={token}" for token in secrets]
    similar = [f"/nl/join/similar/?title={token}" for token in secrets]
    return urls + asked + searched + similar


def shown(w: CanaryWorld, client: Client, url: str, **headers: str) -> str:
    """Everything of an answer but the words of the question itself."""
    answer = client.get(url, headers=headers)
    body = answer.getvalue()
    text = body.decode(errors="replace") + str(dict(answer.headers))
    for canary in w.canaries:
        if canary.token in url:
            text = text.replace(canary.token, "")
    return text


@pytest.mark.parametrize("name", VIEWERS)
def test_no_page_shows_what_its_reader_may_not_see(name: str):
    w = build()
    viewer = w.viewers[name]
    reader = None if name == "suspended" else viewer
    client = Client(raise_request_exception=False)
    if viewer is not None and viewer.account is not None:
        client.force_login(viewer.account)
    leaks = []

    for url in pages(w, reader):
        cache.clear()  # nobody is told that she searched too often
        tokens = leaked(w, shown(w, client, url), reader)
        leaks += [f"{name} reads {token} at {url}" for token in sorted(tokens)]

    assert leaks == []


def test_the_crawl_would_notice_a_leak():
    """The negative control: what the team reads is a leak as soon as somebody else reads it."""
    w = build()
    item = w.items["draft"]
    broker = w.viewer("broker")
    client = Client()
    assert broker.account
    client.force_login(broker.account)

    text = shown(w, client, f"/nl/items/{item.slug}/")

    assert leaked(w, text, broker) == set()
    assert leaked(w, text, None) != set()


def test_no_mail_tells_its_reader_what_is_not_hers():
    w = build()
    leaks = []

    for message in Message.objects.select_related("to"):
        with translation.override(message.language):
            mail = mails.render(message)
        if mail is not None:
            tokens = leaked(w, f"{mail.subject}\n{mail.body}", message.to)
            leaks += [f"{message.kind} to {message.to_id} tells {token}" for token in tokens]

    assert Message.objects.count() >= 3
    assert leaks == []


def test_no_log_line_names_anybody(caplog: pytest.LogCaptureFixture):
    w = build()
    admin = w.viewer("region admin")
    client = Client(raise_request_exception=False)
    assert admin.account
    client.force_login(admin.account)

    with caplog.at_level(logging.DEBUG, logger="django.request"):
        for door in doors(w):
            client.get(door.url)

    assert TOKEN.findall(caplog.text) == []
