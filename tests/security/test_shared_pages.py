"""Every address whose page anonymous visitors share, with something behind it (006)."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.conf import settings as live
from django.test import Client

from gangmaker.actors.models import Measure
from gangmaker.actors.operations import (
    Profile,
    Reasons,
    RegionSettings,
    edit_profile,
    set_region,
    start_organisation,
    suspend,
)
from gangmaker.contributions.models import LedgerEntry
from gangmaker.contributions.operations import (
    answer_contribution,
    confirm_entry,
    correct_entry,
    support,
)
from gangmaker.trail.models import Comment, LinkVerb, Outcome, Promise, Report
from gangmaker.trail.operations import (
    Reply,
    edit_item,
    hand_over,
    link_items,
    publish,
    set_term,
    translate_item,
)
from gangmaker.trail.operations.deciding import Verdict, decide
from gangmaker.trail.operations.talk import comment_on, take_back_comment, thank
from gangmaker.web import epoch
from gangmaker.web.checks import every_pattern
from tests.security.canaries import CanaryWorld
from tests.security.crawl import browser_of
from tests.security.doors import doors
from tests.world import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("w")]

FRESH = "private, no-cache"
REASONS = Reasons(facts="Test", law="Test", language="nl")


@pytest.fixture(autouse=True)
def _it_is_noon(shared_pages: None) -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def kept() -> int:
    return len(epoch.PLAIN) + len(epoch.ASKED)


class TestAShared:
    """Every address that says so, with something behind it."""

    def test_page_is_kept_and_the_others_are_not(self, w: CanaryWorld):
        keeps = {}

        for door in doors(w):
            epoch.forget()
            if door.route not in keeps and browser_of(None).get(door.url).status_code == 200:
                keeps[door.route] = kept() > 0

        assert {route for route, does in keeps.items() if does} == shared_routes() & set(keeps)

    def test_page_leaves_no_cookie_and_stays_out_of_other_caches(self, w: CanaryWorld):
        for door in doors(w):
            if door.route in shared_routes():
                for _time in (1, 2):
                    answer = browser_of(None).get(door.url)
                    assert not answer.cookies, door.url
                    assert answer["Cache-Control"] == FRESH, door.url
                    assert "Cookie" in answer["Vary"], door.url

    def test_page_says_the_same_whatever_is_claimed_around_it(self, w: CanaryWorld):
        """What is not in the key may not be in the page, or one visitor writes what all read."""
        urls = [door.url for door in doors(w) if door.route in shared_routes()]
        clean = {url: _made_now(url) for url in urls}

        for url in urls:
            client = Client(raise_request_exception=False, headers=HOSTILE)
            client.cookies.load({"language": "fr", "csrf": "EVIL", "seen": "EVIL"})
            epoch.forget()
            claimed = client.get(url).content
            assert claimed == clean[url], url
            assert _as_kept(url) == clean[url], url

    def test_page_of_one_host_is_not_that_of_another(self, settings):
        settings.ALLOWED_HOSTS = ["testserver", "other.example"]

        for host in ("testserver", "other.example"):
            browser_of(None).get("/nl/items/", headers={"host": host})

        assert kept() == 2


HOSTILE = {
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    "x-forwarded-for": "6.6.6.6",
    "x-forwarded-prefix": "/evil",
    "x-original-url": "/evil/",
    "x-rewrite-url": "/evil/",
    "x-http-method-override": "POST",
    "forwarded": "host=evil.example",
    "referer": "https://evil.example/",
    "origin": "https://evil.example",
    "user-agent": "<script>evil</script>",
    "accept-language": "fr",
    "hx-current-url": "https://evil.example/",
    "hx-trigger": "evil",
    "hx-trigger-name": "evil",
    "hx-prompt": "evil",
    "range": "bytes=0-10",
}


def shared_routes() -> set[str]:
    return {route for route, pattern in every_pattern() if getattr(pattern.callback, "shared", 0)}


def _made_now(url: str) -> bytes:
    epoch.forget()
    return _as_kept(url)


def _as_kept(url: str) -> bytes:
    return browser_of(None).get(url).content


class TestAfterAnOperation:
    """Beside this, ``tests/witness.py`` watches in every test that operations write acts."""

    def test_every_kept_page_is_the_page_that_would_be_made_now(
        self, w: CanaryWorld, monkeypatch: pytest.MonkeyPatch
    ):
        names = ["", "items/", "actors/", "search/?q=vlas", f"items/{w.items['public'].slug}/"]
        names += [f"items/{w.items['public'].slug}/comments/"]
        names += [f"actors/{w.actors['public person'].slug}/"]
        urls = [f"/nl/{name}" for name in names]
        for url in urls:
            _as_kept(url)

        for happen in OPERATIONS:
            happen(w)
            as_kept = {url: _as_kept(url) for url in urls}
            with monkeypatch.context() as patch:
                patch.setattr(live, "SHARED_PAGES_BYTES", 0)
                made_now = {url: _as_kept(url) for url in urls}
            assert as_kept == made_now, happen.__name__


def edits(w: CanaryWorld) -> None:
    item = w.items["public"]
    edit_item(item=item, by=item.owner, title="A", summary="B", language="nl", now=NOON)


def translates(w: CanaryWorld) -> None:
    item = w.items["public"]
    translate_item(
        item=item, by=w.viewer("broker"), language="en", title="E", summary="F", now=NOON
    )


def publishes(w: CanaryWorld) -> None:
    publish(item=w.items["draft"], by=w.viewer("broker"), now=NOON)


def hands_over(w: CanaryWorld) -> None:
    item = w.items["public"]
    hand_over(item=item, by=item.owner, owner=w.viewer("editor"), deputy=None, now=NOON)


def links(w: CanaryWorld) -> None:
    source, target = w.items["public"], w.items["goal"]
    link_items(source=source, verb=LinkVerb.SERVES_GOAL, target=target, by=None, now=NOON)


def answers(w: CanaryWorld) -> None:
    promise = Promise.objects.get(item=w.items["waiting idea"], kept_by=None)
    reply = Reply(outcome=Outcome.DECLINED, reason="Geen plaats meer.", language="nl")
    answer_contribution(promise=promise, by=w.viewer("broker"), reply=reply, now=NOON)


def confirms(w: CanaryWorld) -> None:
    entry = LedgerEntry.objects.get(pk=w.entries["pledged"].pk)
    confirm_entry(entry=entry, by=entry.item.owner, now=NOON)


def corrects(w: CanaryWorld) -> None:
    entry = LedgerEntry.objects.get(pk=w.entries["pledged"].pk)
    keeper = entry.item.owner
    correct_entry(entry=entry, difference=-60, seen=120, reason="Minder", by=keeper, now=NOON)


def supports(w: CanaryWorld) -> None:
    support(item=w.items["public"], actor=w.viewer("member B"), now=NOON)


def says_something(w: CanaryWorld) -> None:
    item, by = w.items["public"], w.viewer("member B")
    comment_on(item=item, by=by, text="Mooi.", language="nl", now=NOON)


def says_thanks(w: CanaryWorld) -> None:
    said = Comment.objects.filter(item=w.items["public"].pk).latest("pk")
    thank(item=said.item, comment=said, by=w.viewer("member A"), now=NOON)
    thank(item=said.item, by=w.viewer("member B"), now=NOON)


def takes_it_back(w: CanaryWorld) -> None:
    said = Comment.objects.filter(item=w.items["public"].pk).latest("pk")
    take_back_comment(comment=said, by=said.by, now=NOON)


def sets_a_term(w: CanaryWorld) -> None:
    set_term(kind="idea", working_days=3, by=w.viewer("region admin"), now=NOON)


def changes_the_region(w: CanaryWorld) -> None:
    texts = {"nl": "Een andere streek"}
    said = RegionSettings(name=texts, slogan=texts, welcome=texts, contact_email="a@example.org")
    set_region(settings=said, by=w.viewer("region admin"), now=NOON)


def tells_of_herself(w: CanaryWorld) -> None:
    person = w.actors["public person"]
    profile = Profile(name="Drukker, Waregem", audience="public", reads="nl")
    edit_profile(actor=person, profile=profile, by=person, now=NOON)


def starts_an_organisation(w: CanaryWorld) -> None:
    start_organisation(name="Weverij, Menen", by=w.viewer("member B"), reads="nl", now=NOON)


def is_suspended(w: CanaryWorld) -> None:
    admin = w.viewer("region admin")
    suspend(actor=w.actors["public person"], by=admin, reasons=REASONS, now=NOON)


def withdraws(w: CanaryWorld) -> None:
    item, by = w.items["public"], w.viewer("moderator")
    verdict = Verdict(measure=Measure.WITHDRAWN, reasons=REASONS)
    seen = list(Report.objects.waiting().filter(item=item.pk).values_list("pk", flat=True))
    decide(thing=item, by=by, verdict=verdict, seen=seen, now=NOON)


OPERATIONS: list[Callable[[CanaryWorld], None]] = [
    *(edits, translates, publishes, hands_over, links, answers, confirms, corrects, supports),
    *(says_something, says_thanks, takes_it_back),
    *(sets_a_term, changes_the_region, tells_of_herself, starts_an_organisation, is_suspended),
    withdraws,
]
