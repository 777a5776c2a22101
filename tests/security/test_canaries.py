"""T0: no list, mail or log line holds a token that the rules do not grant its reader.

That no page does is asked in the crawl over all doors, in ``test_matrix``.
"""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from gangmaker.actors.models import Actor
from gangmaker.contributions.models import Support
from gangmaker.trail import mails
from gangmaker.trail.models import Message
from tests.security.canaries import VIEWERS, CanaryWorld
from tests.security.crawl import browser_of, knock
from tests.security.doors import doors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("w")]

TOKEN = re.compile(r"canary\d{3}[a-z]+", re.IGNORECASE)
QUESTIONS = ("CANARY", "CANARY0", "vlas", "*", '"', "a")
LISTS = ("search/", "items/", "actors/")


def leaked(w: CanaryWorld, text: str, reader: Actor | None) -> set[str]:
    """The tokens in ``text`` that ``reader`` may not read."""
    found = {token.upper() for token in TOKEN.findall(text)}
    return {
        canary.token
        for canary in w.canaries
        if canary.token.upper() in found and not canary.allowed(reader)
    }


def questions(w: CanaryWorld, name: str) -> list[str]:
    """What somebody asks who looks for what she should not find.

    Every secret is asked for by who may read least, and by one of the others in turn.
    """
    reader = None if name == "suspended" else w.viewers[name]
    secrets = [canary.token for canary in w.canaries if not canary.allowed(reader)]
    if name != "anonymous":
        secrets = secrets[VIEWERS.index(name) :: len(VIEWERS) - 1]
    asked = [f"/nl/{where}?q={question}&kind=person" for where in LISTS for question in QUESTIONS]
    asked += [f"/nl/search/?q={token}" for token in secrets]
    return asked + [f"/nl/join/similar/?title={token}" for token in secrets]


def shown(w: CanaryWorld, client: Client, url: str) -> str:
    """Everything of an answer but the words of the question itself."""
    cache.clear()  # nobody is told that she searched too often
    answer = client.get(url, headers={"hx-request": "true"})
    text = answer.getvalue().decode(errors="replace") + str(dict(answer.headers))
    for canary in w.canaries:
        if canary.token in url:
            text = text.replace(canary.token, "")
    return text


@pytest.mark.parametrize("name", VIEWERS)
def test_no_list_shows_what_its_reader_may_not_see(w: CanaryWorld, name: str):
    reader = None if name == "suspended" else w.viewers[name]
    client = browser_of(w.viewers[name])

    leaks = [
        f"{name} reads {token} at {url}"
        for url in questions(w, name)
        for token in sorted(leaked(w, shown(w, client, url), reader))
    ]

    assert leaks == []


def test_the_crawl_would_notice_a_leak(w: CanaryWorld):
    """The negative control: what the team reads is a leak as soon as somebody else reads it."""
    item, broker = w.items["draft"], w.viewer("broker")

    page = shown(w, browser_of(broker), f"/nl/items/{item.slug}/")
    listed = shown(w, browser_of(broker), "/nl/search/?q=CANARY")

    for text in (page, listed):
        assert leaked(w, text, broker) == set()
        assert leaked(w, text, None) != set()


def test_the_crawl_would_notice_a_change(w: CanaryWorld):
    """The negative control: a form that is sent writes, and what it wrote is taken back."""
    url = f"/nl/items/{w.items['public'].slug}/support/"
    door = next(one for one in doors(w) if one.url == url)

    visit = knock(browser_of(w.viewer("member B")), door, "POST")

    assert visit.status == 302
    assert visit.changes != []
    assert not Support.objects.filter(actor=w.viewer("member B")).exists()


def test_no_mail_tells_its_reader_what_is_not_hers(w: CanaryWorld):
    leaks = []

    for message in Message.objects.select_related("to"):
        with translation.override(message.language):
            mail = mails.render(message)
        if mail is not None:
            tokens = leaked(w, f"{mail.subject}\n{mail.body}", message.to)
            leaks += [f"{message.kind} to {message.to_id} tells {token}" for token in tokens]

    assert Message.objects.count() >= 3
    assert leaks == []
